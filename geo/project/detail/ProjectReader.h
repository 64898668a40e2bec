#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "geo/base/Error.h"
#include "geo/project/ProjectKeys.h"

namespace tanhui {

/// Gathers the faults of a project file, each with its line.
class ProjectFaultList {
 public:
  explicit ProjectFaultList(std::string file) : file_(std::move(file)) {}

  /// "FILE, line N"; the file alone for a line of 0.
  std::string where(std::uint32_t line) const;
  void add(std::uint32_t line, Message problem, Message remedy);
  /// Of another file that the project names; told with the first line.
  void add(const Error& fault) { faults_.push_back({0, fault}); }
  bool empty() const { return faults_.empty(); }
  std::size_t count() const { return faults_.size(); }
  /// In the order of the lines.
  std::vector<Error> take();

 private:
  struct Fault {
    std::uint32_t line;
    Error error;
  };
  std::string file_;
  std::vector<Fault> faults_;
};

/// One table of the project file, held against the keys of its section when it is made: an unknown key, a missing one,
/// a wrong type or a value out of range each becomes a fault. The getters then give only what is sound; for what is
/// absent or at fault they give the default of the table of keys, and nothing where it has none, so that the parser
/// need not care.
class SectionReader {
 public:
  /// `section`: as in projectKeys().
  SectionReader(const toml::table& table, std::string_view section, ProjectFaultList& faults);

  std::uint32_t line() const { return line_; }
  std::uint32_t line(std::string_view key) const;

  std::optional<std::string> text(std::string_view key) const;
  std::optional<double> number(std::string_view key) const;
  std::optional<std::int64_t> integer(std::string_view key) const;
  std::optional<bool> boolean(std::string_view key) const;
  std::vector<std::string> texts(std::string_view key) const;
  std::vector<double> numbers(std::string_view key) const;
  /// What is written: these know no default. Of a list its items; of one value that value.
  std::vector<const toml::node*> items(std::string_view key) const;
  const toml::table* table(std::string_view key) const;
  bool has(std::string_view key) const { return node(key) != nullptr; }
  /// It is there, but at fault.
  bool rejected(std::string_view key) const { return table_.contains(key) && !has(key); }

 private:
  /// What is written, and sound.
  const toml::node* node(std::string_view key) const;
  /// That, or the default.
  const toml::node* value(std::string_view key) const;
  void unknown(const toml::key& key) const;
  void checkRequired() const;
  bool sound(const ProjectKey& key, const toml::node& value) const;
  bool soundNumber(const ProjectKey& key, const toml::node& value) const;
  bool soundSection(const ProjectKey& key, const toml::node& value) const;
  bool soundChoice(const ProjectKey& key, const toml::node& value) const;
  bool soundList(const ProjectKey& key, const toml::node& value) const;
  bool soundTexts(const ProjectKey& key, const toml::node& value) const;
  bool soundSources(const ProjectKey& key, const toml::node& value) const;
  bool soundIntegers(const ProjectKey& key, const toml::node& value) const;
  bool soundNumbers(const ProjectKey& key, const toml::node& value) const;
  bool soundBounds(const ProjectKey& key, const toml::node& value) const;
  bool soundRange(const ProjectKey& key, const toml::node& value) const;
  bool soundWidths(const ProjectKey& key, const toml::node& value) const;
  bool soundWords(const ProjectKey& key, const toml::node& value) const;
  bool wrongType(const ProjectKey& key, const toml::node& value) const;
  /// What the user sees as the table: "[grid]", "[[layers]]", "class".
  std::string title() const;

  const toml::table& table_;
  std::string_view section_;
  ProjectFaultList& faults_;
  std::uint32_t line_;
  std::vector<std::string_view> rejected_;  ///< keys at fault
};

/// Says that `key` is none of `known`, with the nearest of them, or the section where the key belongs.
Message unknownKeyRemedy(std::string_view key, std::string_view section);

}  // namespace tanhui
