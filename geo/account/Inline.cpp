#include "geo/account/Inline.h"

namespace tanhui {
namespace {
/// Stands around an argument's index while the catalogue puts the sentence together; no text of people holds it.
constexpr char kMarker = '\x1F';
}  // namespace

std::string plain(const Inlines& text, Units units, Language language) {
  std::string out;
  for (const Inline& part : text) {
    if (const auto* words = std::get_if<std::string>(&part)) {
      out += *words;
    } else if (const auto* figure = std::get_if<Figure>(&part)) {
      const double factor = unitFactor(figure->quantity, units);
      out += figure->trim ? trimmed(figure->value * factor, figure->digits)
                          : significant(figure->value * factor, figure->digits, figure->scale * factor);
    } else {
      out += unitName(std::get<UnitOf>(part).quantity, units, language);
    }
  }
  return out;
}

Inlines phrase(std::string_view id, const std::vector<Inlines>& arguments, Language language) {
  Message message{std::string(id), {}};
  for (std::size_t i = 0; i < arguments.size(); ++i) message.args.push_back(fmt::format("{0}{1}{0}", kMarker, i));
  const std::string sentence = text(message, language);
  Inlines out;
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t mark = std::min(sentence.find(kMarker, at), sentence.size());
    if (mark > at) out.emplace_back(sentence.substr(at, mark - at));
    if (mark == sentence.size()) break;
    const std::size_t end = sentence.find(kMarker, mark + 1);
    const auto index = static_cast<std::size_t>(std::stoul(sentence.substr(mark + 1, end - mark - 1)));
    out.insert(out.end(), arguments[index].begin(), arguments[index].end());
    at = end + 1;
  }
  return out;
}

}  // namespace tanhui
