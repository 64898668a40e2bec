#include "geo/model/detail/PlannedFields.h"

#include <algorithm>
#include <cmath>

#include "geo/base/TableFile.h"
#include "geo/carbon/Species.h"
#include "geo/series/StratumAfter.h"

namespace tanhui {
namespace {

constexpr std::size_t kValuesTold = 10, kFeaturesTold = 5;  // of values that will not do, the most that a fault names

/// Caught beside the feature that it is of.
[[noreturn]] void refuse(Message remedy) { throw Error({}, {}, std::move(remedy)); }

double numberOf(const std::string& told, double low, double high, bool whole) {
  const std::optional<double> number = numberFromText(told);
  if (number && *number >= low && *number <= high && (!whole || std::floor(*number) == *number)) return *number;
  refuse(say(whole ? "model.planned_year.remedy" : "model.planned_number.remedy", low, high));
}

std::string choiceOf(const std::string& told, const ProjectKey& key) {
  const std::vector<std::string_view> choices = choicesOf(key);
  if (std::ranges::find(choices, told) == choices.end()) refuse(say("project.choices", listed(choices)));
  return told;
}

/// "'VALUE' x 3 (#1, #5, #9), ..."
std::string described(const std::map<std::string, std::vector<std::size_t>>& values, const VectorLayer& layer) {
  std::string out;
  std::size_t told = 0;
  for (const auto& [value, features] : values) {
    if (told++ == kValuesTold) return out + fmt::format(", ... (+{})", values.size() - kValuesTold);
    out += fmt::format("{}'{}' x {} (", out.empty() ? "" : ", ", value, features.size());
    for (std::size_t f = 0; f < std::min(features.size(), kFeaturesTold); ++f)
      out += fmt::format("{}#{}", f == 0 ? "" : ", ", layer.fids[features[f]]);
    out += features.size() > kFeaturesTold ? ", ...)" : ")";
  }
  return out;
}

}  // namespace

PlannedFields::PlannedFields(const InterventionSpec& spec, const Project& project) : spec_(spec), project_(project) {
  const std::filesystem::path folder = project.file.parent_path();
  for (const auto& [name, mapping] : spec.fields) {
    Column column{findProjectKey("interventions", name), &mapping, {}, {}};
    if (name == "species" && !mapping.table.empty()) {
      const CsvTable csv = readTable(folder / mapping.table);
      const std::size_t code = csv.require("code"), species = csv.require("species");
      for (const CsvRow& row : csv.rows) column.species.set(row.cells[code], row.cells[species]);
    }
    if (name == "species")
      for (const auto& [code, species] : mapping.codes) column.species.set(code, species);
    if (name == "class" && !mapping.table.empty()) column.classes = ClassTable::load(mapping.table, folder);
    if (name == "class") column.classes.add(mapping.codes);
    columns_.push_back(std::move(column));
  }
}

FieldRequest PlannedFields::request() const {
  FieldRequest request;
  for (const Column& column : columns_) request.text.push_back(column.mapping->field);
  return request;
}

LandEvent PlannedFields::changeOf(const VectorLayer& layer, std::size_t i) {
  LandEvent change = spec_;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const std::string& told = layer.text[c][i];
    try {
      if (told.empty()) refuse(say("model.planned_empty.remedy"));
      put(columns_[c], told, change);
    } catch (const Error& fault) {
      if (columns_[c].unsound.empty()) columns_[c].remedy = fault.remedy();
      columns_[c].unsound[told].push_back(i);
    }
  }
  return change;
}

void PlannedFields::put(const Column& column, const std::string& told, LandEvent& change) const {
  const ProjectKey& key = *column.key;
  if (key.name == "year") {
    change.year = static_cast<int>(numberOf(told, project_.baseYear + 1, project_.baseYear + kYearsAhead, true));
  } else if (key.name == "species") {
    const std::string* own = column.species.find(told);
    const Species* species = findSpeciesOrCode(own == nullptr ? told : *own);
    change.species = species == nullptr ? told : species->nameZh;
    stratumAfter(project_.classes, change);
  } else if (key.name == "class") {
    change.classKey = classOf(column, told);
    stratumAfter(project_.classes, change);
  } else if (key.name == "management") {
    change.management = choiceOf(told, key);
  } else {
    double& value = key.name == "density" ? change.density : key.name == "fraction" ? change.fraction : change.products;
    value = numberOf(told, key.low, key.high, false);
  }
}

std::string PlannedFields::classOf(const Column& column, const std::string& told) const {
  if (column.classes.all().empty()) return told;
  const std::string* known = column.classes.find(told);
  if (known == nullptr) known = column.classes.find(told, nullptr, true);
  if (known == nullptr) refuse(say("model.codes_unknown.remedy"));
  return *known;
}

std::vector<Error> PlannedFields::faults(const std::string& where, const VectorLayer& layer) const {
  std::vector<Error> faults;
  for (const Column& column : columns_)
    if (!column.unsound.empty())
      faults.emplace_back(
          where + layer.name,
          say("model.planned_values", column.mapping->field, column.key->name, described(column.unsound, layer)),
          column.remedy);
  return faults;
}

}  // namespace tanhui
