#include "geo/draw/Markup.h"

#include <cmath>

#include "geo/base/Csv.h"

namespace tanhui {
namespace {

/// As the page's script reads it.
std::string scriptNumber(double value) { return std::isfinite(value) ? csvNumber(value) : "NaN"; }

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    for (std::size_t i = 0; i < 4; ++i) out += at + i > bytes.size() ? '=' : kDigits[(group >> (18 - 6 * i)) & 63U];
  }
  return out;
}

std::string markup(const Inlines& text, std::string_view tag, Units units, Language language) {
  std::string out;
  for (const Inline& part : text) {
    const std::string shown = escaped(plain({part}, units, language));
    if (const auto* figure = std::get_if<Figure>(&part)) {
      out += fmt::format(R"(<{0} class="f" data-q="{1}" data-v="{2}" data-s="{3}" data-d="{4}"{5}>{6}</{0}>)", tag,
                         static_cast<int>(figure->quantity), scriptNumber(figure->value), scriptNumber(figure->scale),
                         figure->digits, figure->trim ? R"( data-t="1")" : "", shown);
    } else if (const auto* unit = std::get_if<UnitOf>(&part)) {
      out += fmt::format(R"(<{0} class="u" data-q="{1}">{2}</{0}>)", tag, static_cast<int>(unit->quantity), shown);
    } else {
      out += shown;
    }
  }
  return out;
}

}  // namespace tanhui
