#include "geo/project/ProjectSchema.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

#include <toml++/toml.h>

#include "geo/project/LandActions.h"
#include "geo/project/ProjectKeys.h"

namespace tanhui {
namespace {

using Json = nlohmann::ordered_json;

/// Whole numbers without a point.
Json plain(double number) {
  return number == std::floor(number) ? Json(static_cast<std::int64_t>(number)) : Json(number);
}

Json inBoth(std::string_view id) { return {{"zh", text(id, Language::zh)}, {"en", text(id, Language::en)}}; }

/// "AR5", 30
Json choiceValue(std::string_view choice) {
  int number = 0;
  const char* const end = choice.data() + choice.size();
  const auto [read, fault] = std::from_chars(choice.data(), end, number);
  return fault == std::errc() && read == end ? Json(number) : Json(choice);
}

Json choiceValues(const ProjectKey& key) {
  Json all = Json::array();
  for (const std::string_view choice : choicesOf(key)) all.push_back(choiceValue(choice));
  return all.empty() ? Json() : all;
}

Json keyEntry(const ProjectKey& key) {
  return {{"section", key.section},
          {"name", key.name},
          {"type", fmt::format("{}{}", kindName(key.kind), key.orByField ? "_or_table" : "")},
          {"required", key.required},
          {"minimum", key.bounded() ? plain(key.low) : Json()},
          {"maximum", key.bounded() ? plain(key.high) : Json()},
          {"choices", choiceValues(key)},
          {"default", key.defaultValue.empty() ? Json() : jsonOfToml(key.defaultValue)},
          {"default_words", key.defaultInWords ? inBoth(key.defaultWords()) : Json()},
          {"unit", key.unit.empty() ? Json() : Json(key.unit)},
          {"words", inBoth(key.meaning())},
          {"example", key.example}};
}

Json ofType(std::string_view type) { return {{"type", type}}; }

Json numbers(const ProjectKey& key, std::string_view type) {
  Json rule = ofType(type);
  if (!key.bounded()) return rule;
  rule["minimum"] = plain(key.low);
  rule["maximum"] = plain(key.high);
  return rule;
}

/// A choice that is a whole number may be written as one or as text.
Json choiceRule(const ProjectKey& key) {
  Json all = Json::array();
  for (const std::string_view choice : choicesOf(key)) {
    all.push_back(choice);
    if (const Json written = choiceValue(choice); !written.is_string()) all.push_back(written);
  }
  return {{"enum", std::move(all)}};
}

Json listOf(Json rule, bool once) {
  Json list = {{"type", "array"}, {"items", std::move(rule)}};
  if (once) list["uniqueItems"] = true;
  return list;
}

Json tableOf(Json rule) {
  return {{"type", "object"}, {"minProperties", 1}, {"additionalProperties", std::move(rule)}};
}

Json eitherOf(Json rules) { return {{"anyOf", std::move(rules)}}; }

Json inlineTable(const ProjectKey& key) { return {{"$ref", fmt::format("#/definitions/{}", key.name)}}; }

Json textRule(bool filled) {
  Json rule = ofType("string");
  if (filled) rule["minLength"] = 1;
  return rule;
}

Json writtenRule(const ProjectKey& key) {
  switch (key.kind) {
    case KeyKind::text:
      return textRule(key.required);
    case KeyKind::integer:
      return numbers(key, "integer");
    case KeyKind::number:
      return numbers(key, "number");
    case KeyKind::integers:
      return listOf(numbers(key, "integer"), true);
    case KeyKind::boolean:
      return ofType("boolean");
    case KeyKind::choice:
      return choiceRule(key);
    case KeyKind::date:
      return eitherOf({choiceRule(key), numbers(key, "integer")});
    case KeyKind::nameOrFile: {
      Json path = ofType("string");
      path["pattern"] = "[./\\\\]";  // no name has one of these
      return eitherOf({choiceRule(key), path});
    }
    case KeyKind::choices:
      return listOf(choiceRule(key), true);
    case KeyKind::numbers:
      return listOf(numbers(key, "number"), false);
    case KeyKind::texts:
      return eitherOf({textRule(true), listOf(textRule(true), false)});
    case KeyKind::replace:
      return eitherOf({ofType("boolean"), textRule(false), listOf(textRule(false), false)});
    case KeyKind::sources: {
      const Json one = eitherOf({textRule(true), inlineTable(key)});
      return eitherOf({one, listOf(one, false)});
    }
    case KeyKind::bounds: {
      Json rule = listOf(ofType("number"), false);
      rule["minItems"] = rule["maxItems"] = 4;
      return rule;
    }
    case KeyKind::range: {
      Json rule = listOf(numbers(key, "number"), false);
      rule["minItems"] = rule["maxItems"] = 2;
      return rule;
    }
    case KeyKind::widths:
      return tableOf(numbers(key, "number"));
    case KeyKind::words:
      return tableOf(textRule(false));
    case KeyKind::section:
      if (!key.choices.empty()) return eitherOf({choiceRule(key), inlineTable(key)});
      return eitherOf({textRule(false), ofType("number"), inlineTable(key)});
    case KeyKind::numberSection:
      return eitherOf({numbers(key, "number"), inlineTable(key)});
    case KeyKind::onlySection:
      return {{"allOf", Json::array({inlineTable(key)})}};
  }
  return {};
}

Json valueRule(const ProjectKey& key) {
  if (!key.orByField) return writtenRule(key);
  const Json named = {{"required", Json::array({"field"})}, {"properties", {{"field", textRule(true)}}}};
  const Json table = {{"allOf", {inlineTable(key), named}}};
  return eitherOf({writtenRule(key), table});
}

Json keyRule(const ProjectKey& key, Language language) {
  Json rule = valueRule(key);
  rule["description"] = explained(key, language);
  if (!key.defaultValue.empty()) rule["default"] = jsonOfToml(key.defaultValue);
  rule["examples"] = Json::array({jsonOfToml(key.example)});
  return rule;
}

Json sectionRule(std::string_view section, Language language) {
  Json keys = Json::object(), required = Json::array();
  for (const ProjectKey& key : projectKeys()) {
    if (key.section != section) continue;
    keys[std::string(key.name)] = keyRule(key, language);
    if (key.required) required.push_back(key.name);
  }
  Json rule = {{"type", "object"}, {"properties", std::move(keys)}, {"additionalProperties", false}};
  if (!required.empty()) rule["required"] = std::move(required);
  return rule;
}

/// Of an action: the keys that it lacks, and those that are not its own.
Json actionRule(LandAction action) {
  Json wanted = Json::array(), keys = Json::object();
  for (const ActionKey& key : actionKeys()) {
    const bool fits = std::ranges::find(key.actions, action) != key.actions.end();
    if (!fits) keys[std::string(key.key)] = false;
    if (fits && key.required) wanted.push_back(key.key);
  }
  const Json chosen = {{"properties", {{"action", {{"const", actionName(action)}}}}},
                       {"required", Json::array({"action"})}};
  return {{"if", chosen}, {"then", {{"properties", std::move(keys)}, {"required", std::move(wanted)}}}};
}

Json isOfKind(const std::vector<std::string>& kinds) {
  return {{"properties", {{"kind", {{"enum", kinds}}}}}, {"required", Json::array({"kind"})}};
}

/// Only corridors and belts beside roads have a width, and they must have one.
Json widthRule() {
  return {{"if", isOfKind({"corridor", "road"})},
          {"then", {{"required", Json::array({"width"})}}},
          {"else", {{"properties", {{"width", false}, {"exclude", false}}}}}};
}
Json roadRule() {
  return {{"if", isOfKind({"road"})}, {"else", {{"properties", {{"cropland_width", false}, {"road_width", false}}}}}};
}

/// A text that names a file, and is not empty.
const Json kNamed = {{"minLength", 1}};

/// Basins have outlets; other zones a file of their own.
Json basinRule() {
  return {{"if", isOfKind({"basin"})},
          {"then", {{"required", Json::array({"outlets"})}, {"properties", {{"outlets", kNamed}, {"source", false}}}}},
          {"else", {{"required", Json::array({"source"})}, {"properties", {{"source", kNamed}, {"outlets", false}}}}}};
}

/// A drawdown belt is made from the DEM and a water; other layers have a file of their own.
Json drawdownRule() {
  Json others = {{"required", Json::array({"source"})}, {"properties", {{"source", kNamed}}}};
  for (const char* key : {"water", "stages", "low", "high", "stage_offset", "ch4"}) others["properties"][key] = false;
  return {{"if", isOfKind({"drawdown"})},
          {"then",
           {{"required", Json::array({"water"})}, {"properties", {{"water", {{"minItems", 1}}}, {"source", false}}}}},
          {"else", std::move(others)}};
}

Json inlineTables(Language language) {
  Json all = Json::object();
  for (const ProjectKey& key : projectKeys()) {
    if (!key.holdsTable()) continue;
    Json rule = sectionRule(key.name, language);
    rule["minProperties"] = 1;
    all[std::string(key.name)] = std::move(rule);
  }
  return all;
}

}  // namespace

Json jsonOfToml(std::string_view value) {
  const toml::table read = toml::parse(fmt::format("value = {}", value));
  std::ostringstream out;
  out << toml::json_formatter(read);
  return Json::parse(out.str()).at("value");
}

Json projectKeyTable() {
  Json sections = Json::array(), keys = Json::array();
  for (const ProjectSection& section : projectSections())
    sections.push_back({{"name", section.name},
                        {"list", section.list},
                        {"words", inBoth(fmt::format("project.section.{}", section.name))}});
  for (const ProjectKey& key : projectKeys()) keys.push_back(keyEntry(key));
  return {{"sections", std::move(sections)}, {"keys", std::move(keys)}};
}

Json projectSchema(Language language) {
  Json sections = Json::object();
  for (const ProjectSection& section : projectSections()) {
    Json rule = sectionRule(section.name, language);
    if (section.name == "interventions")
      for (std::size_t action = 0; action < kLandActions; ++action)
        rule["allOf"].push_back(actionRule(static_cast<LandAction>(action)));
    if (section.name == "zones") rule["allOf"] = Json::array({widthRule(), roadRule(), basinRule()});
    if (section.name == "layers") rule["allOf"] = Json::array({drawdownRule()});
    if (section.list) rule = listOf(std::move(rule), false);
    if (section.name == "layers") rule["minItems"] = 1;
    rule["description"] = text(fmt::format("project.section.{}", section.name), language);
    sections[std::string(section.name)] = std::move(rule);
  }
  return {{"$schema", "http://json-schema.org/draft-07/schema#"},
          {"title", text("project.schema.title", language)},
          {"type", "object"},
          {"properties", std::move(sections)},
          {"additionalProperties", false},
          {"required", Json::array({"layers"})},
          {"definitions", inlineTables(language)}};
}

}  // namespace tanhui
