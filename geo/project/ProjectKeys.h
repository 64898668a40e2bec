#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/Message.h"

namespace tanhui {

/// What a key of the project file holds.
enum class KeyKind {
  text,
  integer,
  number,
  integers,  ///< a list of whole numbers, each once
  boolean,
  choice,      ///< one of `choices`
  date,        ///< a year, or one of `choices`
  nameOrFile,  ///< one that is built in (choicesOf), or the path of a file
  choices,     ///< a list, each one of `choices`
  texts,       ///< a text, or a list of texts
  numbers,     ///< a list of numbers
  replace,     ///< true or false, or a list of text
  sources,     ///< text, an inline table with the keys of the section of its name, or a list of both
  bounds,      ///< four numbers
  range,       ///< two numbers, the smaller first
  widths,      ///< a table of numbers by any key
  words,       ///< a table of texts by any key
  section,  ///< text or a number as it is, or one of `choices`, or an inline table whose keys are those of the section
            ///< of its name
  numberSection,  ///< a number, or such a table
  onlySection,    ///< such a table
};

/// What programs call it: "text", "integer", ...
std::string_view kindName(KeyKind kind);

/// One key of the project file. The parser, the reference (docs/project-file.md), `keys --json`, the JSON Schema, the
/// template of `init` and the form of the window are all driven by this table, so that none can know a key, or a
/// default, that another does not.
struct ProjectKey {
  std::string_view section;  ///< "project", "layers", ...; "class", "width" ... for the inline tables
  std::string_view name;
  KeyKind kind;
  std::string_view example;  ///< as written in TOML, after the equals sign
  bool required = false;
  double low = 0, high = 0;            ///< of numbers, both included; 0 and 0: any number
  std::string_view choices = {};       ///< separated by blanks
  std::string_view defaultValue = {};  ///< what holds without the key, as written in TOML; empty: there is none
  bool defaultInWords = false;         ///< what holds without the key follows from others: only words say it
  std::string_view unit = {};          ///< of numbers, as "m"; empty: none, or what `meaning` says
  bool orByField = false;  ///< an inline table that names a `field` may stand here too: each polygon its own

  constexpr ProjectKey withDefault(std::string_view toml) const {
    ProjectKey key = *this;
    key.defaultValue = toml;
    return key;
  }
  constexpr ProjectKey withDefaultInWords() const {
    ProjectKey key = *this;
    key.defaultInWords = true;
    return key;
  }
  constexpr ProjectKey byField() const {
    ProjectKey key = *this;
    key.orByField = true;
    return key;
  }
  constexpr ProjectKey in(std::string_view symbol) const {
    ProjectKey key = *this;
    key.unit = symbol;
    return key;
  }

  bool bounded() const { return low < high; }
  /// An inline table may stand here, with the keys of the section of its name.
  bool holdsTable() const {
    return kind == KeyKind::section || kind == KeyKind::numberSection || kind == KeyKind::onlySection ||
           kind == KeyKind::sources || orByField;
  }
  /// The catalogue's id of what the key means, and of the words for its default where `defaultInWords`.
  std::string meaning() const { return fmt::format("project.key.{}.{}", section, name); }
  std::string defaultWords() const { return fmt::format("project.default.{}.{}", section, name); }
};

std::span<const ProjectKey> projectKeys();
const ProjectKey* findProjectKey(std::string_view section, std::string_view name);

/// A table at the top level of the file.
struct ProjectSection {
  std::string_view name;
  bool list;  ///< [[name]], as often as wanted
};
std::span<const ProjectSection> projectSections();

/// Names of the keys of a section, in the order of the reference.
std::vector<std::string_view> keyNames(std::string_view section);

/// "a, b, c", for messages.
template <typename Words>
std::string listed(const Words& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

/// The choices of a key, one by one; of a `nameOrFile` what is built in.
std::vector<std::string_view> choicesOf(const ProjectKey& key);

/// The default of a key that is a text or one value: `out`, `2025`. Empty where the table has none.
std::string plainDefault(std::string_view section, std::string_view name);

/// What holds without the key, for people: `2025`, `out`, "the base year". Empty where there is no default.
std::string shownDefault(const ProjectKey& key, Language language);

/// What the key means, its unit, and what holds without it: for one line beside the key.
std::string explained(const ProjectKey& key, Language language);

/// The reference of the project file in Markdown: every section and key with its type, range, default and meaning.
std::string projectReference(Language language);

}  // namespace tanhui
