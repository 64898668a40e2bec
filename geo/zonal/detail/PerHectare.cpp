#include "geo/zonal/detail/PerHectare.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "geo/base/AsciiCase.h"

namespace tanhui {
namespace {

/// As units of a hectare are written, the longer before those they begin with.
constexpr std::array<std::string_view, 14> kPerHectare = {"/hectare", "per hectare", "/hm²",   "/hm2",  "hm-2",
                                                          "hm⁻²",     "ha^-1",       "ha**-1", "ha⁻¹",  "ha-1",
                                                          "per ha",   "/ha",         "/公顷",  "每公顷"};

bool letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// "ha" of "sha-1" or of "/hat" is none.
bool standsAlone(std::string_view text, std::size_t at, std::string_view word) {
  const bool before = at > 0 && letter(word.front()) && letter(text[at - 1]);
  const bool after = at + word.size() < text.size() && letter(word.back()) && letter(text[at + word.size()]);
  return !before && !after;
}

std::string trimmed(std::string text) {
  constexpr std::string_view kBetween = " .*·";
  while (!text.empty() && kBetween.find(text.front()) != std::string_view::npos) text.erase(0, 1);
  while (!text.empty() && kBetween.find(text.back()) != std::string_view::npos) text.pop_back();
  return text;
}

}  // namespace

std::optional<std::string> unitOfTotal(std::string_view unit) {
  const std::string lower = lowerAscii(unit);
  for (const std::string_view word : kPerHectare) {
    const std::size_t at = lower.find(word);
    if (at == std::string::npos || !standsAlone(lower, at, word)) continue;
    const std::string before = trimmed(std::string(unit.substr(0, at))),
                      after = trimmed(std::string(unit.substr(at + word.size())));
    return before + (before.empty() || after.empty() || after.front() == '/' ? "" : " ") + after;
  }
  return std::nullopt;
}

std::string unitInName(std::string_view unit) {
  std::string name;
  for (const char c : unit) {
    if (c == '/') {
      name += "_per_";
    } else if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  return name;
}

}  // namespace tanhui
