#include "geo/account/Inventory.h"

#include <algorithm>
#include <map>

#include "geo/account/AnnualSeries.h"
#include "geo/series/InventoryLand.h"

namespace tanhui {

bool InventoryLine::operator==(const InventoryLine& other) const {
  if (kind != other.kind) return false;
  if (kind > InventoryKind::convertedFrom) return true;
  return category == other.category && (kind != InventoryKind::convertedFrom || from == other.from);
}

const InventoryRow* InventoryScenario::find(const InventoryLine& line, std::uint32_t zone) const {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const InventoryRow& r) { return r.zone == zone && r.line == line; });
  return found == rows.end() ? nullptr : &*found;
}

namespace {

/// The one place where the sign is turned. 0 stays 0, not -0.
double asEmission(double uptake) { return uptake == 0 ? 0 : -uptake; }

/// tCO2e per tonne of each gas, in the order of Gas; 0 of a library that knows no gases.
using Warming = std::array<double, 2>;

Warming warmingOf(const StratumAccountant& accountant) {
  const FactorLibrary& library = accountant.library();
  const auto figure = [&](const char* gas) {
    const auto found = library.find("gwp." + accountant.rules().gwp + gas);
    return found ? library[*found].value : 0;
  };
  return {figure(".ch4"), figure(".n2o")};
}

InventoryCell keyed(NotationKey key) { return {0, key, false}; }

bool hasBit(std::uint8_t bits, std::size_t i) { return ((bits >> i) & 1) != 0; }

NotationKey poolKey(const LandMarks& marks, std::size_t pool) {
  if (hasBit(marks.moves, pool)) return NotationKey::none;
  return hasBit(marks.unknown, pool) ? NotationKey::notEstimated : NotationKey::notApplicable;
}

NotationKey gasKey(const LandMarks& marks, std::size_t gas) {
  if (hasBit(marks.gases, gas)) return NotationKey::none;
  return hasBit(marks.farmGases, gas) ? NotationKey::includedElsewhere : NotationKey::notEstimated;
}

InventoryCell cell(double value, NotationKey key, bool partly) {
  if (key == NotationKey::none) return {value, key, partly};
  return {0, key, partly && key != NotationKey::notEstimated};
}

InventoryYear allCells(NotationKey key) {
  InventoryYear year;
  year.poolCo2.fill(keyed(key));
  for (InventoryCell* c : {&year.areaHa, &year.biomassGain, &year.biomassLoss, &year.ch4, &year.n2o, &year.ch4Co2e,
                           &year.n2oCo2e, &year.totalCo2e})
    *c = keyed(key);
  return year;
}

void putGas(InventoryYear& year, Gas gas, const InventoryCell& co2e, const Warming& warming) {
  const auto g = static_cast<std::size_t>(gas);
  InventoryCell tonnes = co2e;
  tonnes.value = warming[g] > 0 ? co2e.value / warming[g] : 0;
  (gas == Gas::ch4 ? year.ch4Co2e : year.n2oCo2e) = co2e;
  (gas == Gas::ch4 ? year.ch4 : year.n2o) = tonnes;
}

/// `absent`: what stands where there is no such land.
InventoryYear landRow(const LandYear& land, const Warming& warming, NotationKey absent) {
  if (land.areaHa == 0) return allCells(absent);
  InventoryYear year;
  year.areaHa = {land.areaHa};
  double total = 0;
  for (std::size_t pool = 0; pool < kPools; ++pool) {
    const double co2 = asEmission(land.change[pool] * kCo2PerC);
    year.poolCo2[pool] = cell(co2, poolKey(land.marks, pool), hasBit(land.marks.unknown, pool));
    total += year.poolCo2[pool].value;
  }
  // Above and below ground as one: a number when either moves.
  const NotationKey biomass = std::min(poolKey(land.marks, 0), poolKey(land.marks, 1));
  const bool partly = hasBit(land.marks.unknown, 0) || hasBit(land.marks.unknown, 1);
  year.biomassGain = cell(land.gain, biomass, partly);
  year.biomassLoss = cell(land.loss, biomass, partly);
  for (const Gas gas : {Gas::ch4, Gas::n2o}) {
    const auto g = static_cast<std::size_t>(gas);
    const InventoryCell co2e = cell(asEmission(land.gas[g]), gasKey(land.marks, g), hasBit(land.marks.noGases, g));
    putGas(year, gas, co2e, warming);
    total += co2e.value;
  }
  year.totalCo2e = {total};
  return year;
}

InventoryYear woodRow(const LandYear& land) {
  InventoryYear year = allCells(NotationKey::notApplicable);
  // What was felled before the base year is still in use somewhere: the number is never whole.
  if (land.marks.products)
    year.totalCo2e = {asEmission(land.products * kCo2PerC), NotationKey::none, true};
  else
    year.totalCo2e = keyed(land.marks.woodAtOnce ? NotationKey::includedElsewhere : NotationKey::notEstimated);
  return year;
}

InventoryYear totalRow(const LandYear& land, const Warming& warming) {
  InventoryYear year = landRow(land, warming, NotationKey::notOccurring);
  if (year.totalCo2e.isNumber()) year.totalCo2e.value += woodRow(land).totalCo2e.value;
  return year;
}

InventoryYear farmRow(const LandYear& land, Gas gas, const Warming& warming, NotationKey absent) {
  const auto g = static_cast<std::size_t>(gas);
  if (land.farmHa[g] == 0) return allCells(hasBit(land.marks.farmed, g) ? NotationKey::notEstimated : absent);
  InventoryYear year = allCells(NotationKey::notApplicable);
  year.areaHa = {land.farmHa[g]};
  const InventoryCell co2e = {asEmission(land.farmGas[g])};
  putGas(year, gas, co2e, warming);
  year.totalCo2e = co2e;
  return year;
}

constexpr std::size_t kStatuses = kLandCategories * kLandCategories;

std::size_t placeOf(const LandStatus& status) {
  return static_cast<std::size_t>(status.category) * kLandCategories + static_cast<std::size_t>(status.from);
}

/// Years of the land of each status in each zone, the region last; empty where there is none.
class LandSums {
 public:
  LandSums(std::size_t zones, int years) : zones_(zones + 1), years_(static_cast<std::size_t>(years)) {}

  void add(const std::vector<LandStatus>& statuses, const std::vector<LandYear>& land,
           std::span<const LedgerLine> lines) {
    for (const LedgerLine& line : lines) {
      if (!(line.areaHa > 0)) continue;
      auto& zone = line.zone == kWholeRegion ? zones_.back() : zones_.at(line.zone);
      for (std::size_t y = 0; y < years_; ++y) yearsIn(zone, placeOf(statuses[y]))[y].add(land[y], line.areaHa);
    }
  }

  LandSums& operator+=(const LandSums& other) {
    for (std::size_t z = 0; z < zones_.size(); ++z)
      for (std::size_t s = 0; s < kStatuses; ++s)
        for (std::size_t y = 0; y < other.zones_[z][s].size(); ++y) yearsIn(zones_[z], s)[y] += other.zones_[z][s][y];
    return *this;
  }

  std::size_t zones() const { return zones_.size(); }
  const std::vector<LandYear>& of(std::size_t zone, const LandStatus& status) const {
    return zones_[zone][placeOf(status)];
  }

 private:
  using Zone = std::array<std::vector<LandYear>, kStatuses>;

  std::vector<LandYear>& yearsIn(Zone& zone, std::size_t status) {
    if (zone[status].empty()) zone[status].resize(years_);
    return zone[status];
  }

  std::vector<Zone> zones_;
  std::size_t years_;
};

/// Writes the rows of one scenario.
class RowWriter {
 public:
  RowWriter(const LandSums& sums, int years, const Warming& warming)
      : sums_(sums), count_(static_cast<std::size_t>(years)), warming_(warming) {}

  std::vector<InventoryRow> write() && {
    for (std::size_t z = 0; z < sums_.zones(); ++z) addZone(z);
    return std::move(rows_);
  }

 private:
  using Years = std::vector<LandYear>;

  template <class ToYear>
  void put(const InventoryLine& line, const Years& land, ToYear&& toYear) {
    InventoryRow row{zone_, line, {}};
    row.years.reserve(count_);
    for (std::size_t y = 0; y < land.size(); ++y) row.years.push_back(toYear(land[y], y));
    rows_.push_back(std::move(row));
  }
  void putLand(const InventoryLine& line, const Years& land) {
    put(line, land, [&](const LandYear& year, std::size_t y) {
      return landRow(year, warming_, absent(y, NotationKey::includedElsewhere));
    });
  }
  void putFarm(const InventoryLine& line, const Years& land, Gas gas) {
    put(line, land, [&](const LandYear& year, std::size_t y) {
      return farmRow(year, gas, warming_, absent(y, NotationKey::notEstimated));
    });
  }

  /// Land of a pools table may be of any category: beside such land none can be said not to occur.
  NotationKey absent(std::size_t year, NotationKey besideUnlisted) const {
    return unlisted_[year] ? besideUnlisted : NotationKey::notOccurring;
  }

  void findUnlisted(std::size_t z) {
    unlisted_.assign(count_, false);
    for (std::size_t from = 0; from < kLandCategories; ++from) {
      const Years& part = sums_.of(z, {LandCategory::unlisted, static_cast<LandCategory>(from)});
      for (std::size_t y = 0; y < part.size(); ++y) unlisted_[y] = unlisted_[y] || part[y].areaHa > 0;
    }
  }

  static void join(Years& sum, const Years& part) {
    for (std::size_t y = 0; y < part.size(); ++y) sum[y] += part[y];
  }

  void addZone(std::size_t z) {
    zone_ = z + 1 == sums_.zones() ? kWholeRegion : static_cast<std::uint32_t>(z);
    findUnlisted(z);
    Years all(count_);
    for (std::size_t c = 0; c < kLandCategories; ++c) join(all, addCategory(z, static_cast<LandCategory>(c)));
    put({InventoryKind::harvestedWood}, all, [](const LandYear& year, std::size_t) { return woodRow(year); });
    put({InventoryKind::total}, all, [&](const LandYear& year, std::size_t) { return totalRow(year, warming_); });
    putFarm({InventoryKind::rice}, all, Gas::ch4);
    putFarm({InventoryKind::fertiliser}, all, Gas::n2o);
  }

  Years addCategory(std::size_t z, LandCategory category) {
    Years remaining(count_), converted(count_);
    std::vector<LandCategory> origins;
    for (std::size_t f = 0; f < kLandCategories; ++f) {
      const auto from = static_cast<LandCategory>(f);
      const Years& part = sums_.of(z, {category, from});
      join(from == category ? remaining : converted, part);
      if (from != category && !part.empty()) origins.push_back(from);
    }
    Years whole = remaining;
    join(whole, converted);
    const bool ofIpcc = static_cast<std::size_t>(category) < kIpccCategories;
    const bool occurs = std::ranges::any_of(whole, [](const LandYear& year) { return year.areaHa > 0; });
    if (ofIpcc || occurs) putLand({InventoryKind::category, category}, whole);
    if (!ofIpcc) return whole;
    putLand({InventoryKind::remaining, category}, remaining);
    putLand({InventoryKind::converted, category}, converted);
    for (const LandCategory from : origins)
      putLand({InventoryKind::convertedFrom, category, from}, sums_.of(z, {category, from}));
    return whole;
  }

  const LandSums& sums_;
  std::size_t count_;
  const Warming& warming_;
  std::uint32_t zone_ = kWholeRegion;
  std::vector<bool> unlisted_;  ///< by year: the zone has land of classes without a category
  std::vector<InventoryRow> rows_;
};

}  // namespace

Inventory inventoryOf(CourseMaker& courses, std::span<const LedgerLine> lines, std::size_t strataCount,
                      std::size_t zoneCount, const SeriesYears& years) {
  const std::vector<std::vector<LedgerLine>> byStratum = linesByStratum(lines, strataCount);
  const std::vector<std::string>& names = courses.scenarios();
  const LandSums empty(zoneCount, years.count());
  // The baseline by which scenarios reach the land: each scenario then takes what it does not reach as it is, without
  // taking anything away again, which would leave rests of rounding where a key must stand.
  std::map<std::vector<std::uint32_t>, LandSums> baseline;
  std::vector<LandSums> reached(names.size(), empty);
  const auto addTo = [&](LandSums& sums, const Path& path, std::span<const LedgerLine> at) {
    sums.add(statusByYear(path, years.count()), landByYear(path, years.count()), at);
  };
  for (StratumId id = 0; id < byStratum.size(); ++id) {
    if (byStratum[id].empty()) continue;
    const Course course = courses.courseOf(id);
    std::vector<std::uint32_t> by;
    for (const Course::Scenario& scenario : course.scenarios) {
      by.push_back(scenario.scenario);
      addTo(reached[scenario.scenario], scenario.steps.back().path, byStratum[id]);
    }
    addTo(baseline.try_emplace(by, empty).first->second, course.baseline, byStratum[id]);
  }

  const Warming warming = warmingOf(courses.accountant());
  Inventory inventory{years, {}};
  for (std::uint32_t s = 0; s < names.size(); ++s) {
    LandSums sums = std::move(reached[s]);
    for (const auto& [by, land] : baseline)
      if (std::find(by.begin(), by.end(), s) == by.end()) sums += land;
    inventory.scenarios.push_back({names[s], RowWriter(sums, years.count(), warming).write()});
  }
  return inventory;
}

}  // namespace tanhui
