#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanhui {

/// Changes of single values in the text of a project file. All else stays byte for byte: order, comments, blanks, line
/// ends. The text must be UTF-8. Only the sections that stand once ([project], [grid], [factors], [output]).

/// Text as a TOML string, quoted and escaped.
std::string tomlText(std::string_view text);

/// The text with `key` of [section] set to `value`, which is TOML ("\"out\"", "2025", "[\"stock\"]"). What was there is
/// replaced where it stands; a key that was not there comes after the last of its section, a section at the end. Throws
/// Error when the text is no TOML, when `value` is none, or when the section is written in a way that cannot be
/// changed so (as an inline table, or dotted keys).
std::string withValue(std::string_view toml, std::string_view section, std::string_view key, std::string_view value);

/// The text without the lines of the key; as it is when there is no such key.
std::string withoutValue(std::string_view toml, std::string_view section, std::string_view key);

/// The value as it is written, if there is one.
std::optional<std::string> valueText(std::string_view toml, std::string_view section, std::string_view key);

/// The value without TOML's signs: a text unquoted, a number as it is written, the items of a list each for itself.
/// Empty when there is no such key.
std::vector<std::string> plainValues(std::string_view toml, std::string_view section, std::string_view key);

/// The line in which the value begins, counted from 1; 0 when there is no such key.
int lineOfValue(std::string_view toml, std::string_view section, std::string_view key);

}  // namespace tanhui
