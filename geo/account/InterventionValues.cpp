#include "geo/account/InterventionValues.h"

#include "geo/base/Csv.h"

namespace tanhui {
namespace {

constexpr const char* kHeader =
    "\xEF\xBB\xBFname,number,fields,year,species,density,class_key,management,fraction,products,area_ha,effective_ha\n";

/// Empty where the intervention has none.
std::string given(bool is, double value) { return is ? csvNumber(value) : std::string(); }

/// "YEAR,SPECIES,DENSITY,CLASS,MANAGEMENT,FRACTION,PRODUCTS"
std::string valueCells(const LandEvent& e) {
  return fmt::format("{},{},{},{},{},{},{}", e.year, csvCell(e.species), given(e.density > 0, e.density),
                     csvCell(e.classKey), e.management, csvNumber(e.fraction), given(e.products >= 0, e.products));
}

double numberOr(const CsvTable& table, const CsvRow& row, std::string_view column, double otherwise) {
  const std::size_t index = table.require(column);
  return row.cells[index].empty() ? otherwise : csvNumber(table, row, index);
}

}  // namespace

std::string fieldsText(const InterventionSpec& spec) {
  std::string out;
  for (const auto& [key, mapping] : spec.fields) {
    out += fmt::format("{}{}={}", out.empty() ? "" : ", ", key, mapping.field);
    if (!mapping.table.empty()) out += fmt::format(" ({})", std::filesystem::path(mapping.table).filename().string());
    for (const auto& [code, meaning] : mapping.codes) out += fmt::format(" {}:{}", code, meaning);
  }
  return out;
}

std::vector<std::size_t> numbersOf(const InterventionPlan& plan) {
  std::vector<std::size_t> numbers;
  for (std::size_t c = 0; c < plan.changes.size(); ++c) {
    const bool goesOn = c > 0 && plan.changes[c - 1].intervention == plan.changes[c].intervention;
    numbers.push_back(goesOn ? numbers.back() + 1 : 1);
  }
  return numbers;
}

std::vector<double> hectaresOfChanges(const InterventionPlan& plan, std::span<const Stratum> strata,
                                      std::span<const LedgerLine> ledger) {
  std::vector<double> areaHa(plan.changes.size());
  for (const LedgerLine& line : ledger)
    if (line.zone == kWholeRegion)
      for (const std::uint32_t change : plan.sets.members(strata[line.stratum].interventions))
        areaHa[change] += line.areaHa;
  return areaHa;
}

std::string interventionValues(const InterventionPlan& plan, std::span<const std::string> fields,
                               std::span<const double> areaHa, std::span<const double> effectiveHa) {
  std::string out = kHeader;
  const std::vector<std::size_t> numbers = numbersOf(plan);
  for (std::size_t c = 0; c < plan.changes.size(); ++c) {
    const PlannedChange& change = plan.changes[c];
    const std::string& told = fields[change.intervention];
    if (told.empty()) continue;
    out += fmt::format("{},{},{},{},{},{}\n", csvCell(plan.interventions[change.intervention].name), numbers[c],
                       csvCell(told), valueCells(change), csvNumber(areaHa[c]), csvNumber(effectiveHa[c]));
  }
  return out;
}

std::vector<InterventionValue> readInterventionValues(const std::filesystem::path& file) {
  std::vector<InterventionValue> values;
  if (!std::filesystem::exists(file)) return values;
  const CsvTable table = readCsv(file);
  const std::size_t name = table.require("name"), fields = table.require("fields"), year = table.require("year"),
                    species = table.require("species"), classKey = table.require("class_key"),
                    management = table.require("management");
  for (const CsvRow& row : table.rows) {
    LandEvent event;
    event.year = static_cast<int>(csvNumber(table, row, year));
    event.species = row.cells[species];
    event.density = numberOr(table, row, "density", event.density);
    event.classKey = row.cells[classKey];
    event.management = row.cells[management];
    event.fraction = numberOr(table, row, "fraction", event.fraction);
    event.products = numberOr(table, row, "products", event.products);
    values.push_back({row.cells[name], row.cells[fields], std::move(event)});
  }
  return values;
}

LandEvent withValues(const InterventionSpec& spec, const LandEvent& values) {
  LandEvent event = spec;
  const auto told = [&spec](const char* key) { return spec.fields.contains(key); };
  if (told("year")) event.year = values.year;
  if (told("species")) event.species = values.species;
  if (told("density")) event.density = values.density;
  if (told("class")) event.classKey = values.classKey;
  if (told("management")) event.management = values.management;
  if (told("fraction")) event.fraction = values.fraction;
  if (told("products")) event.products = values.products;
  return event;
}

}  // namespace tanhui
