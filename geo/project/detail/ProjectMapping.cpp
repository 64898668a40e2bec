#include "geo/project/detail/ProjectMapping.h"

#include <algorithm>

#include "geo/base/Nearest.h"
#include "geo/carbon/Species.h"
#include "geo/landclass/ClassTable.h"

namespace tanhui {
namespace {

void checkClassTable(const ReadContext& in, const SectionReader& from, const std::string& name) {
  if (namesFile(name)) return;
  const std::vector<std::string>& known = ClassTable::builtIn();
  if (std::find(known.begin(), known.end(), name) != known.end()) return;
  const std::vector<std::string_view> names(known.begin(), known.end());
  const std::string_view near = nearest(name, names);
  in.faults.add(
      from.line("table"), say("project.unknown_table", name),
      near.empty() ? say("project.tables", listed(known)) : say("project.did_you_mean_of", near, listed(known)));
}

}  // namespace

void checkClassKey(const ReadContext& in, const SectionReader& layer, const std::string& key) {
  const std::vector<std::string>& tables = ClassTable::builtIn();
  if (std::find(tables.begin(), tables.end(), key) != tables.end()) {
    in.faults.add(layer.line("class"), say("project.class_is_table", key), say("project.class_is_table.remedy", key));
    return;
  }
  if (namesFile(in.project.library) || in.project.classes.find(key) != nullptr || !in.classesSound) return;
  std::vector<std::string_view> names;
  for (const LandClass& known : in.project.classes.all()) names.push_back(known.key);
  const std::string_view near = nearest(key, names);
  in.faults.add(layer.line("class"), say("project.unknown_class", key),
                near.empty() ? say("project.classes", listed(names)) : say("project.did_you_mean", near));
}

FieldMapping readFieldMapping(const ReadContext& in, const SectionReader& inner) {
  FieldMapping mapping;
  mapping.field = inner.text("field").value_or("");
  mapping.table = inner.text("table").value_or("");
  if (namesFile(mapping.table)) mapping.table = in.resolve(mapping.table).string();
  if (const toml::table* codes = inner.table("codes"))
    for (const auto& [code, meaning] : *codes) mapping.codes[std::string(code.str())] = meaning.value_or(std::string());
  return mapping;
}

FieldMapping readMapping(const ReadContext& in, const SectionReader& layer, std::string_view key) {
  if (const toml::table* table = layer.table(key)) return readFieldMapping(in, SectionReader(*table, key, in.faults));
  FieldMapping mapping;
  if (const auto text = layer.text(key))
    mapping.constant = *text;
  else if (const auto number = layer.number(key))
    mapping.constant = fmt::format("{}", *number);
  return mapping;
}

std::optional<FieldMapping> readOptionalMapping(const ReadContext& in, const SectionReader& layer,
                                                std::string_view key) {
  return layer.has(key) ? std::optional(readMapping(in, layer, key)) : std::nullopt;
}

FieldMapping readSpecies(const ReadContext& in, const SectionReader& layer) {
  FieldMapping found = readMapping(in, layer, "species");
  checkCodes(in, layer, "species", found, [](const std::string& name) { return findSpeciesOrCode(name) != nullptr; });
  return found;
}

FieldMapping readLandClass(const ReadContext& in, const SectionReader& layer) {
  const toml::table* table = layer.table("class");
  if (table == nullptr) {
    FieldMapping constant = readMapping(in, layer, "class");
    if (!constant.constant.empty()) checkClassKey(in, layer, constant.constant);
    return constant;
  }
  const SectionReader inner(*table, "class", in.faults);
  if (table->empty())
    in.faults.add(layer.line("class"), say("project.empty_class"),
                  say("project.example", "class", findProjectKey("layers", "class")->example));
  FieldMapping found = readFieldMapping(in, inner);
  for (const auto& [code, key] : found.codes)
    if (key != kSkippedClass) checkClassKey(in, layer, key);
  if (inner.has("table")) checkClassTable(in, inner, found.table);
  return found;
}

}  // namespace tanhui
