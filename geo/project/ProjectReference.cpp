#include "geo/project/ProjectKeys.h"

#include <algorithm>

namespace tanhui {
namespace {

std::string typeWords(const ProjectKey& key, Language language) {
  switch (key.kind) {
    case KeyKind::text:
      return text("project.type.text", language);
    case KeyKind::integer:
      return text(say("project.type.integer", key.low, key.high), language);
    case KeyKind::number:
      return key.bounded() ? text(say("project.type.number", key.low, key.high), language)
                           : text("project.type.any_number", language);
    case KeyKind::integers:
      return text(say("project.type.integers", key.low, key.high), language);
    case KeyKind::boolean:
      return text("project.type.boolean", language);
    case KeyKind::choice:
      return text(say("project.type.choice", listed(choicesOf(key))), language);
    case KeyKind::date:
      return text(say("project.type.date", key.low, key.high, listed(choicesOf(key))), language);
    case KeyKind::nameOrFile:
      return text(say("project.type.name_or_file", listed(choicesOf(key))), language);
    case KeyKind::numbers:
      return text("project.type.numbers", language);
    case KeyKind::texts:
      return text("project.type.texts", language);
    case KeyKind::replace:
      return text("project.type.replace", language);
    case KeyKind::choices:
      return text(say("project.type.choices", listed(choicesOf(key))), language);
    case KeyKind::sources:
      return text(say("project.type.sources", listed(keyNames(key.name))), language);
    case KeyKind::bounds:
      return text("project.type.bounds", language);
    case KeyKind::range:
      return text(say("project.type.range", key.low, key.high), language);
    case KeyKind::words:
      return text("project.type.words", language);
    case KeyKind::widths:
      return text(say("project.type.widths", key.low, key.high), language);
    case KeyKind::section:
      if (!key.choices.empty())
        return text(say("project.type.choice_section", listed(choicesOf(key)), listed(keyNames(key.name))), language);
      return text(say("project.type.section", listed(keyNames(key.name))), language);
    case KeyKind::numberSection:
      return text(say("project.type.number_section", key.low, key.high, listed(keyNames(key.name))), language);
    case KeyKind::onlySection:
      return text(say("project.type.only_section", listed(keyNames(key.name))), language);
  }
  return {};
}

/// With the unit, and the table that may stand in its place.
std::string typeOf(const ProjectKey& key, Language language) {
  std::string words = typeWords(key, language);
  if (!key.unit.empty()) words = text(say("project.type.unit", words, key.unit), language);
  return key.orByField ? text(say("project.type.or_field", words, listed(keyNames(key.name))), language) : words;
}

/// As it would be written, or in words.
std::string defaultCell(const ProjectKey& key, Language language) {
  return key.defaultValue.empty() ? shownDefault(key, language) : fmt::format("`{}`", key.defaultValue);
}

void writeKey(const ProjectKey& key, Language language, std::string& out) {
  const std::string required = key.required ? text("project.reference.required", language) : std::string();
  out += fmt::format("| `{}`{} | {} | {} | {} | `{}` |\n", key.name, required, typeOf(key, language),
                     defaultCell(key, language), text(key.meaning(), language), key.example);
}

/// The inline table of another section has the same keys: `species` of [[layers]] and of [[interventions]].
bool isToldAbove(const ProjectKey& key) {
  const ProjectKey& first = *std::ranges::find_if(
      projectKeys(), [&](const ProjectKey& other) { return other.name == key.name && other.holdsTable(); });
  return &first != &key;
}

void writeKeys(std::string_view section, Language language, std::string& out) {
  out += text("project.reference.header", language) + "\n|---|---|---|---|---|\n";
  for (const ProjectKey& key : projectKeys())
    if (key.section == section) writeKey(key, language, out);
  for (const ProjectKey& key : projectKeys()) {
    if (key.section != section || !key.holdsTable() || isToldAbove(key)) continue;
    const std::string_view shape = key.kind == KeyKind::sources ? "[{ ... }]" : "{ ... }";
    out += fmt::format("\n`{} = {}`\n\n", key.name, shape);
    writeKeys(key.name, language, out);
  }
}

}  // namespace

std::string shownDefault(const ProjectKey& key, Language language) {
  return key.defaultInWords ? text(key.defaultWords(), language) : plainDefault(key.section, key.name);
}

std::string explained(const ProjectKey& key, Language language) {
  std::string words = text(key.meaning(), language);
  if (!key.unit.empty()) words = text(say("project.key_with_unit", words, key.unit), language);
  const std::string usual = key.defaultInWords ? shownDefault(key, language) : std::string(key.defaultValue);
  return usual.empty() ? words : text(say("project.key_with_default", words, usual), language);
}

std::string projectReference(Language language) {
  std::string out;
  for (const ProjectSection& section : projectSections()) {
    out += section.list ? fmt::format("## `[[{}]]`\n\n", section.name) : fmt::format("## `[{}]`\n\n", section.name);
    out += text(fmt::format("project.section.{}", section.name), language) + "\n\n";
    writeKeys(section.name, language, out);
    out += "\n";
  }
  return out;
}

}  // namespace tanhui
