#include "geo/project/ProjectEdit.h"

#include <algorithm>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "geo/base/Error.h"

namespace tanhui {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

/// Bytes [begin, end) of the text.
struct Span {
  std::size_t begin, end;
};

[[noreturn]] void failEdit(std::string_view section, std::string_view key, std::string_view why) {
  throw Error(fmt::format("[{}] {}", section, key), say("project.edit", why), say("project.edit.remedy"));
}

toml::table parsed(std::string_view text, std::string_view section, std::string_view key) {
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& fault) {
    failEdit(section, key, fault.description());
  }
}

/// The parser counts lines and, within a line, characters.
std::size_t offsetOf(std::string_view text, toml::source_position at) {
  std::size_t offset = 0;
  for (toml::source_index line = 1; line < at.line; ++line) {
    const std::size_t end = text.find('\n', offset);
    if (end == std::string_view::npos) return text.size();
    offset = end + 1;
  }
  const auto continues = [&](std::size_t i) { return (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80; };
  for (toml::source_index column = 1; column < at.column && offset < text.size(); ++column) {
    ++offset;
    while (offset < text.size() && continues(offset)) ++offset;
  }
  return offset;
}

/// Where the line after the one of `offset` begins.
std::size_t lineEnd(std::string_view text, std::size_t offset) {
  const std::size_t end = text.find('\n', offset);
  return end == std::string_view::npos ? text.size() : end + 1;
}

std::size_t lineBegin(std::string_view text, std::size_t offset) {
  const std::size_t end = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  return end == std::string_view::npos ? 0 : end + 1;
}

Span spanOf(std::string_view text, const toml::node& value) {
  Span span{offsetOf(text, value.source().begin), offsetOf(text, value.source().end)};
  while (span.end > span.begin && (text[span.end - 1] == ' ' || text[span.end - 1] == '\t' ||
                                   text[span.end - 1] == '\r' || text[span.end - 1] == '\n'))
    --span.end;
  return span;
}

const toml::node* find(const toml::table& root, std::string_view section, std::string_view key) {
  const toml::table* table = root[section].as_table();
  return table == nullptr ? nullptr : table->get(key);
}

/// After the last key of the section, or after its header.
std::size_t endOfSection(std::string_view text, const toml::table& section) {
  std::size_t last = offsetOf(text, section.source().begin);
  for (const auto& [key, value] : section) last = std::max(last, spanOf(text, value).end);
  return lineEnd(text, last);
}

/// Holds the edited text against the one before: the key has its new value (none: it is gone), all else is the same.
void require(std::string_view before, const std::string& after, std::string_view section, std::string_view key,
             const toml::node* value) {
  toml::table was = parsed(before, section, key), is = parsed(after, section, key);
  const toml::node* now = find(is, section, key);
  const bool right = value == nullptr ? now == nullptr : now != nullptr && toml::array(*now) == toml::array(*value);
  const bool isNew = was[section].as_table() == nullptr;
  if (toml::table* table = was[section].as_table()) table->erase(key);
  if (toml::table* table = is[section].as_table()) table->erase(key);
  if (isNew) is.erase(section);
  if (!right || was != is) failEdit(section, key, "the section is written in an unusual way");
}

}  // namespace

std::string tomlText(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      out += fmt::format("\\u{:04X}", static_cast<int>(c));
    else
      out += c;
  }
  return out + '"';
}

std::string withValue(std::string_view toml, std::string_view section, std::string_view key, std::string_view value) {
  const std::string_view bom = toml.starts_with(kBom) ? kBom : std::string_view();
  const std::string_view text = toml.substr(bom.size());
  const toml::table root = parsed(text, section, key);
  const toml::table wanted = parsed(fmt::format("value = {}", value), section, key);
  if (wanted.size() != 1) failEdit(section, key, "this is more than a value");

  const std::string newline = text.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
  std::string out(text);
  const auto insert = [&](std::size_t at, std::string line) {
    if (at > 0 && out[at - 1] != '\n') line = newline + line;  // the last line of the file was not ended
    out.insert(at, line);
  };
  if (const toml::node* there = find(root, section, key)) {
    const Span span = spanOf(text, *there);
    out.replace(span.begin, span.end - span.begin, value);
  } else if (const toml::table* table = root[section].as_table()) {
    insert(endOfSection(text, *table), fmt::format("{} = {}{}", key, value, newline));
  } else {
    insert(out.size(),
           fmt::format("{}[{}]{}{} = {}{}", text.empty() ? "" : newline, section, newline, key, value, newline));
  }
  require(text, out, section, key, wanted.get("value"));
  return std::string(bom) + out;
}

std::string withoutValue(std::string_view toml, std::string_view section, std::string_view key) {
  const std::string_view bom = toml.starts_with(kBom) ? kBom : std::string_view();
  const std::string_view text = toml.substr(bom.size());
  const toml::table root = parsed(text, section, key);
  const toml::node* there = find(root, section, key);
  if (there == nullptr) return std::string(toml);
  const Span span = spanOf(text, *there);
  const std::size_t begin = lineBegin(text, span.begin), end = lineEnd(text, span.end);
  std::string out(text);
  out.erase(begin, end - begin);
  require(text, out, section, key, nullptr);
  return std::string(bom) + out;
}

std::optional<std::string> valueText(std::string_view toml, std::string_view section, std::string_view key) {
  const std::string_view text = toml.starts_with(kBom) ? toml.substr(kBom.size()) : toml;
  const toml::table root = parsed(text, section, key);
  const toml::node* there = find(root, section, key);
  if (there == nullptr) return std::nullopt;
  const Span span = spanOf(text, *there);
  return std::string(text.substr(span.begin, span.end - span.begin));
}

std::vector<std::string> plainValues(std::string_view toml, std::string_view section, std::string_view key) {
  const std::string_view text = toml.starts_with(kBom) ? toml.substr(kBom.size()) : toml;
  const toml::table root = parsed(text, section, key);
  const toml::node* there = find(root, section, key);
  std::vector<std::string> values;
  const auto add = [&](const toml::node& value) {
    const Span span = spanOf(text, value);
    values.push_back(value.is_string() ? value.as_string()->get()
                                       : std::string(text.substr(span.begin, span.end - span.begin)));
  };
  if (there != nullptr && there->is_array())
    for (const toml::node& item : *there->as_array()) add(item);
  else if (there != nullptr)
    add(*there);
  return values;
}

int lineOfValue(std::string_view toml, std::string_view section, std::string_view key) {
  const toml::table root = parsed(toml, section, key);
  const toml::node* there = find(root, section, key);
  return there == nullptr ? 0 : static_cast<int>(there->source().begin.line);
}

}  // namespace tanhui
