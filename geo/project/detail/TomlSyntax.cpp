#include "geo/project/detail/TomlSyntax.h"

#include <algorithm>
#include <array>
#include <span>

namespace tanhui {
namespace {

/// The line of the text, without the blanks around it.
std::string_view lineAt(std::string_view text, std::uint32_t line) {
  for (std::uint32_t i = 1; i < line; ++i) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find_first_of("\r\n"));
  const std::size_t begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

bool holdsAny(std::string_view line, std::span<const std::string_view> marks) {
  return std::ranges::any_of(marks, [line](std::string_view mark) { return line.find(mark) != line.npos; });
}

/// What a slip of TOML most often is: punctuation of a Chinese keyboard, a path of Windows, a Chinese key without
/// quotes.
Message syntaxRemedy(std::string_view line) {
  constexpr std::array<std::string_view, 9> kWide = {"“", "”", "‘", "’", "＝", "，", "［", "｛", "＃"};
  if (holdsAny(line, kWide)) return say("project.syntax.wide", line);
  if (line.find('\\') != std::string_view::npos) return say("project.syntax.backslash", line);
  const std::string_view key = line.substr(0, line.find('='));
  const bool chinese = std::ranges::any_of(key, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (chinese && key.find_first_of("\"'") == std::string_view::npos) return say("project.syntax.key", line);
  return say("project.syntax.remedy", line);
}

}  // namespace

ProjectFaults syntaxFault(const toml::parse_error& fault, std::string_view toml, const std::filesystem::path& file) {
  const toml::source_position at = fault.source().begin;
  std::vector<Error> all;
  all.emplace_back(fmt::format("{}, line {}, column {}", file.string(), at.line, at.column),
                   say("project.syntax", fault.description()), syntaxRemedy(lineAt(toml, at.line)));
  return ProjectFaults(std::move(all));
}

}  // namespace tanhui
