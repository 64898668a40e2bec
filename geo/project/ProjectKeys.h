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
  choice,   ///< one of `choices`
  texts,    ///< text, or a list of text
  choices,  ///< a list, each one of `choices`
  replace,  ///< true or false, or a list of text
  sources,  ///< text, an inline table with the keys of the section of its name, or a list of both
  bounds,   ///< four numbers
  widths,   ///< a table of numbers by any key
  words,    ///< a table of texts by any key
  section,  ///< text or a number as it is, or an inline table whose keys are those of the section of its name
};

/// One key of the project file. The parser, the reference (docs/project-file.md) and the template of `init` are all
/// driven by this table, so that none can know a key that another does not.
struct ProjectKey {
  std::string_view section;  ///< "project", "layers", ...; "class", "width" ... for the inline tables
  std::string_view name;
  KeyKind kind;
  std::string_view example;  ///< as written in TOML, after the equals sign
  bool required = false;
  double low = 0, high = 0;       ///< of numbers, both included; 0 and 0: any number
  std::string_view choices = {};  ///< separated by blanks

  bool bounded() const { return low < high; }
  /// The catalogue's id of what the key means.
  std::string meaning() const { return fmt::format("project.key.{}.{}", section, name); }
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

/// The choices of a key, one by one.
std::vector<std::string_view> choicesOf(const ProjectKey& key);

/// The reference of the project file in Markdown: every section and key with its type, range and meaning.
std::string projectReference(Language language);

}  // namespace tanhui
