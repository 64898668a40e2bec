#include "geo/base/Nearest.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tanhui {
namespace {

/// The characters of UTF-8 text, each with its bytes packed into one number; ASCII letters in lower case.
std::vector<char32_t> characters(std::string_view text) {
  std::vector<char32_t> out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool continues = (byte & 0xC0U) == 0x80U;
    if (continues && !out.empty())
      out.back() = (out.back() << 8U) | byte;
    else
      out.push_back(byte >= 'A' && byte <= 'Z' ? byte + 32U : byte);
  }
  return out;
}

}  // namespace

int editDistance(std::string_view left, std::string_view right) {
  const std::vector<char32_t> a = characters(left), b = characters(right);
  // Three rows of the table are enough: a swap looks two rows back.
  std::vector<int> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> words) {
  constexpr std::size_t kLongest = 64;  // a longer word is no slip of the pen
  if (word.size() > kLongest) return {};
  const auto length = static_cast<int>(characters(word).size());
  const int allowed = length < 4 ? 1 : std::max(2, length / 3);
  std::string_view best;
  int least = allowed + 1;
  for (const std::string_view candidate : words) {
    const int distance = editDistance(word, candidate);
    if (distance < least) least = distance, best = candidate;
  }
  return best;
}

std::string nearest(std::string_view word, std::span<const std::string> words) {
  const std::vector<std::string_view> views(words.begin(), words.end());
  return std::string(nearest(word, views));
}

std::string joinNames(std::span<const std::string> names) { return fmt::format("{}", fmt::join(names, ", ")); }

}  // namespace tanhui
