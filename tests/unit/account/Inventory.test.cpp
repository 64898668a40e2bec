#include "geo/account/Inventory.h"

#include <cmath>
#include <fstream>
#include <map>

#include <catch2/catch.hpp>

#include "geo/account/InventoryNames.h"
#include "tests/support/TempFolder.h"
#include "tests/unit/account/TestCounty.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

Inventory inventoryOf(County& county) {
  CourseMaker courses = county.courses();
  return tanhui::inventoryOf(courses, county.lines, county.strata.size(), 3, county.years);
}

/// One stratum of so many hectares in the region, with a plan.
County parcel(const Stratum& stratum, double areaHa, const std::vector<LandEvent>& events = {},
              const AccountingRules& rules = {}) {
  County county(rules);
  county.strata.push_back(stratum);
  county.lines = {{kWholeRegion, 1, areaHa}};
  std::vector<std::uint32_t> set;
  for (const LandEvent& event : events) {
    PlannedEvent planned;
    static_cast<LandEvent&>(planned) = event;
    planned.name = std::to_string(set.size());
    planned.scenario = "plan";
    set.push_back(county.add(planned));
  }
  county.strata[1].interventions = county.plan.sets.intern(set);
  return county;
}

InventoryRow rowOf(const Inventory& inventory, InventoryKind kind, LandCategory category = LandCategory::forest,
                   LandCategory from = LandCategory::forest) {
  const InventoryRow* row = inventory.scenarios.back().find({kind, category, from});
  REQUIRE(row != nullptr);
  return *row;
}

Approx about(double value) { return Approx(value).epsilon(1e-10).margin(1e-9); }

constexpr std::uint32_t kZones[] = {0, 1, 2, kWholeRegion};

}  // namespace

TEST_CASE("table and agriculture together are the series with the sign turned") {
  CHECK(rc::check("total + rice + fertiliser = -net", [] {
    County county = anyCounty();
    const AnnualSeries series = county.series();
    const Inventory inventory = inventoryOf(county);
    RC_ASSERT(inventory.scenarios.size() == series.scenarios.size());
    for (std::size_t s = 0; s < series.scenarios.size(); ++s)
      for (const std::uint32_t zone : kZones)
        for (std::size_t y = 0; y < 41; ++y) {
          const YearFigures& figures = series.scenarios[s].total(zone).years[y];
          double sum = 0;
          for (const InventoryKind kind : {InventoryKind::total, InventoryKind::rice, InventoryKind::fertiliser})
            sum += inventory.scenarios[s].find({kind}, zone)->years[y].totalCo2e.value;
          RC_ASSERT(close(sum, -figures.net(), figures.totalStock()));
          const double land = inventory.scenarios[s].find({InventoryKind::total}, zone)->years[y].totalCo2e.value;
          RC_ASSERT(close(land, -figures.lulucf(), figures.totalStock()));
        }
  }));
}

TEST_CASE("rows add up to their sums, and the land of the table stays the same every year") {
  CHECK(rc::check("closure", [] {
    County county = anyCounty();
    const Inventory inventory = inventoryOf(county);
    std::map<std::uint32_t, double> areas;
    for (const LedgerLine& line : county.lines) areas[line.zone] += line.areaHa;
    for (const InventoryScenario& scenario : inventory.scenarios)
      for (const std::uint32_t zone : kZones)
        for (std::size_t y = 0; y < 41; ++y) {
          double area = 0, total = scenario.find({InventoryKind::harvestedWood}, zone)->years[y].totalCo2e.value;
          double parts = 0, converted = 0;
          for (const InventoryRow& row : scenario.rows) {
            if (row.zone != zone) continue;
            const InventoryYear& year = row.years[y];
            if (row.line.kind == InventoryKind::category) area += year.areaHa.value, total += year.totalCo2e.value;
            const bool withoutParts = static_cast<std::size_t>(row.line.category) >= kIpccCategories;
            if (row.line.kind == InventoryKind::remaining || row.line.kind == InventoryKind::converted ||
                (row.line.kind == InventoryKind::category && withoutParts))
              parts += year.totalCo2e.value;
            if (row.line.kind == InventoryKind::converted) converted += year.areaHa.value;
            if (row.line.kind == InventoryKind::convertedFrom) converted -= year.areaHa.value;
          }
          const InventoryYear& sum = scenario.find({InventoryKind::total}, zone)->years[y];
          const double wood = scenario.find({InventoryKind::harvestedWood}, zone)->years[y].totalCo2e.value;
          const double scale = 1e4 * (1 + area);
          RC_ASSERT(close(area, areas[zone], areas[zone]));
          RC_ASSERT(close(sum.areaHa.value, areas[zone], areas[zone]));
          RC_ASSERT(close(sum.totalCo2e.value, total, scale));
          RC_ASSERT(close(parts + wood, total, scale));
          RC_ASSERT(close(converted, 0, area));
        }
  }));
}

TEST_CASE("of every row pools and gases make its total, and gross gains and losses its biomass") {
  CHECK(rc::check("columns", [] {
    County county = anyCounty();
    const Inventory inventory = inventoryOf(county);
    const double ch4 = figure("gwp.AR5.ch4"), n2o = figure("gwp.AR5.n2o");
    for (const InventoryScenario& scenario : inventory.scenarios)
      for (const InventoryRow& row : scenario.rows) {
        if (row.line.kind > InventoryKind::convertedFrom) continue;
        for (const InventoryYear& year : row.years) {
          double total = year.ch4Co2e.value + year.n2oCo2e.value;
          for (const InventoryCell& pool : year.poolCo2) total += pool.value;
          const double scale = 1e4 * (1 + year.areaHa.value);
          RC_ASSERT(close(total, year.totalCo2e.value, scale));
          RC_ASSERT(close(year.poolCo2[0].value + year.poolCo2[1].value,
                          -(year.biomassGain.value + year.biomassLoss.value) * 44 / 12, scale));
          RC_ASSERT(year.biomassGain.value >= 0);
          RC_ASSERT(year.biomassLoss.value <= 0);
          RC_ASSERT(close(year.ch4.value * ch4, year.ch4Co2e.value, scale));
          RC_ASSERT(close(year.n2o.value * n2o, year.n2oCo2e.value, scale));
          for (const InventoryCell* cell : {&year.areaHa, &year.ch4, &year.n2o, &year.totalCo2e, &year.biomassGain})
            if (!cell->isNumber()) RC_ASSERT(cell->value == 0);
          if (!year.areaHa.isNumber()) RC_ASSERT(year.totalCo2e.key == NotationKey::notOccurring);
        }
      }
  }));
}

TEST_CASE("when conversion ends in the reporting, nothing moves but the row") {
  CHECK(rc::check("no jump", [] {
    Bench bench;
    const Stratum crop{.classKey = *rc::gen::element<std::string>("cropland_dry", "grass", "pond"), .species = {}};
    LandEvent plant = planting(2025 + *rc::gen::inRange(1, 8), "马尾松");
    plant.replace.all = true;
    County county = parcel(crop, *rc::gen::inRange(1, 1000) / 7.0, {plant});
    const AnnualSeries series = county.series();
    const Inventory inventory = inventoryOf(county);
    const int clock = conversionYears(traitsOf(crop.classKey).category, LandCategory::forest);
    const auto last = static_cast<std::size_t>(plant.year - 2025 + clock - 1);
    const auto& remaining = inventory.scenarios[1].find({InventoryKind::remaining})->years;
    const auto& converted = inventory.scenarios[1].find({InventoryKind::converted})->years;
    RC_ASSERT(!remaining[last].areaHa.isNumber());
    RC_ASSERT(converted[last].areaHa.isNumber());
    RC_ASSERT(remaining[last + 1].areaHa.value == converted[last].areaHa.value);
    RC_ASSERT(!converted[last + 1].areaHa.isNumber());
    // The two rows, joined, are the parcel's own flux: no step where the row changes.
    for (std::size_t y = last - 2; y < last + 4; ++y)
      RC_ASSERT(close(remaining[y].totalCo2e.value + converted[y].totalCo2e.value,
                      -series.scenarios[1].total().years[y].net(), 1e4));
  }));
}

// Signs by hand. IPCC 2006 V4 Eq 2.6 and AR5 GWP100: 28 and 265.
TEST_CASE("an emission of methane or nitrous oxide is positive in the inventory and negative in the series") {
  SECTION("methane of a marsh") {
    County county = parcel({.classKey = "marsh", .species = {}}, 2.5);
    const InventoryYear year = rowOf(inventoryOf(county), InventoryKind::remaining, LandCategory::wetlands).years[0];
    CHECK(year.ch4.value == about(2.5 * 0.235));
    CHECK(year.ch4Co2e.value == about(2.5 * 0.235 * 28));
    CHECK(year.totalCo2e.value == about(16.45));
    CHECK(county.series().scenarios[0].total().years[0].ch4 == about(-16.45));
  }
  SECTION("nitrous oxide of a fire") {
    LandEvent fire = event(LandAction::fire, 2030);
    fire.fraction = 0.37;
    const Stratum stand{.classKey = "forest_generic", .species = "马尾松", .age = 30};
    County county = parcel(stand, 10.4, {fire});
    const InventoryYear year = rowOf(inventoryOf(county), InventoryKind::remaining).years[5];
    const YearFigures& figures = county.series().scenarios[1].total().years[5];
    CHECK(figures.n2o < 0);
    CHECK(year.n2oCo2e.value > 0);
    CHECK(year.n2oCo2e.value == about(-figures.n2o));
    CHECK(year.n2o.value == about(-figures.n2o / 265));
    CHECK(year.totalCo2e.value == about(-figures.net()));
    // Both are of the fire alone: upland forest has no factor for them.
    CHECK(year.n2o.partly);
  }
  SECTION("a growing stand removes") {
    // Of 45 years: dead wood and litter are those of its type.
    const Stratum stand{.classKey = "forest_generic", .species = "马尾松", .age = 45, .origin = Origin::planted};
    County county = parcel(stand, 1);
    const InventoryYear year = rowOf(inventoryOf(county), InventoryKind::remaining).years[0];
    CHECK(year.totalCo2e.value < -1);
    CHECK(year.poolCo2[0].value < 0);
    CHECK(year.biomassGain.value == about(-year.totalCo2e.value * 12 / 44));
    CHECK(year.biomassLoss.value == 0);
    CHECK(county.series().scenarios[0].total().years[0].net() > 1);
  }
  SECTION("soil of an orchard under new forest: (1 / 0.72 - 1) / 20 of it a year") {
    County county = parcel({.classKey = "orchard", .species = {}}, 1, {planting(2026, "马尾松")});
    const double co2 = figure("pool.orchard.soil30") * (1 / 0.72 - 1) / 20 * 44 / 12;
    const InventoryRow row =
        rowOf(inventoryOf(county), InventoryKind::convertedFrom, LandCategory::forest, LandCategory::cropland);
    CHECK(row.years[0].areaHa.key == NotationKey::notOccurring);
    for (std::size_t y = 1; y <= 20; ++y) CHECK(row.years[y].poolCo2[4].value == about(-co2));
    CHECK(row.years[21].areaHa.key == NotationKey::notOccurring);
  }
}

TEST_CASE("parts of a hectare and of a year's age count") {
  const Stratum stand{.classKey = "forest_generic", .species = "马尾松", .age = 20.5};
  County whole = parcel(stand, 1), third = parcel(stand, 1.0 / 3);
  const double one = rowOf(inventoryOf(whole), InventoryKind::total).years[3].totalCo2e.value;
  const InventoryYear part = rowOf(inventoryOf(third), InventoryKind::total).years[3];
  CHECK(part.areaHa.value == about(1.0 / 3));
  CHECK(part.totalCo2e.value == about(one / 3));
  CHECK(std::abs(part.totalCo2e.value - std::round(part.totalCo2e.value)) > 1e-3);
  const double a = figure("growth.masson_plant.A"), k = figure("growth.masson_plant.k"),
               c = figure("growth.masson_plant.c");
  const auto curve = [&](double age) { return a * std::pow(1 - std::exp(-k * age), c); };
  // Its litter and understorey are there, its dead wood still comes.
  const double deadwood = figure("pool.forest_enf_masson.deadwood") / figure("young.deadwood_years");
  CHECK(one == about(-(curve(23.5) - curve(22.5) + deadwood) * 44 / 12));
}

TEST_CASE("methane of rice and nitrous oxide of fertiliser are Agriculture's") {
  County county = parcel({.classKey = "paddy", .species = {}}, 3);
  const Inventory inventory = inventoryOf(county);
  const InventoryYear cropland = rowOf(inventory, InventoryKind::category, LandCategory::cropland).years[0];
  CHECK(cropland.ch4.key == NotationKey::includedElsewhere);
  CHECK(cropland.n2o.key == NotationKey::includedElsewhere);
  CHECK(cropland.totalCo2e.value == 0);
  const InventoryYear rice = rowOf(inventory, InventoryKind::rice).years[0];
  CHECK(rice.areaHa.value == 3);
  CHECK(rice.ch4.value == about(3 * 0.1562));
  CHECK(rice.totalCo2e.value == about(3 * 0.1562 * 28));
  CHECK(rice.n2o.key == NotationKey::notApplicable);
  const InventoryYear soils = rowOf(inventory, InventoryKind::fertiliser).years[0];
  CHECK(soils.n2o.value == about(3 * 0.942857e-3));
  CHECK(soils.totalCo2e.value == about(3 * 0.942857e-3 * 265));
  CHECK(rowOf(inventory, InventoryKind::total).years[0].totalCo2e.value == 0);

  // Dry land has no methane: IE of the paddies beside it then covers part of the land.
  county.strata.push_back({.classKey = "cropland_dry", .species = {}});
  county.lines.push_back({kWholeRegion, 2, 5});
  const Inventory both = inventoryOf(county);
  const InventoryYear mixed = rowOf(both, InventoryKind::category, LandCategory::cropland).years[0];
  CHECK(mixed.ch4.key == NotationKey::includedElsewhere);
  CHECK(mixed.ch4.partly);
  CHECK_FALSE(mixed.n2o.partly);
  CHECK(rowOf(both, InventoryKind::rice).years[0].areaHa.value == 3);
  CHECK(rowOf(both, InventoryKind::fertiliser).years[0].areaHa.value == 8);

  // An orchard that burns: that is LULUCF's, its fertiliser is not.
  LandEvent fire = event(LandAction::fire, 2030);
  County orchard = parcel({.classKey = "orchard", .species = {}}, 1, {fire});
  const Inventory burnt = inventoryOf(orchard);
  CHECK(rowOf(burnt, InventoryKind::category, LandCategory::cropland).years[5].n2o.value > 0);
  CHECK(rowOf(burnt, InventoryKind::category, LandCategory::cropland).years[4].n2o.key ==
        NotationKey::includedElsewhere);
  CHECK(rowOf(burnt, InventoryKind::fertiliser).years[5].n2o.value ==
        about(rowOf(burnt, InventoryKind::fertiliser).years[4].n2o.value));
  // Fire's nitrous oxide with fertiliser's: together what the series has.
  CHECK(rowOf(burnt, InventoryKind::category, LandCategory::cropland).years[5].n2oCo2e.value +
            rowOf(burnt, InventoryKind::fertiliser).years[5].n2oCo2e.value ==
        about(-orchard.series().scenarios[1].total().years[5].n2o));
}

TEST_CASE("notation keys") {
  const Stratum stand{.classKey = "forest_generic", .species = "马尾松", .age = 45, .origin = Origin::planted};
  County county = parcel(stand, 4);
  const Inventory inventory = inventoryOf(county);
  const InventoryYear grass = rowOf(inventory, InventoryKind::category, LandCategory::grassland).years[0];
  for (const InventoryCell* cell : {&grass.areaHa, &grass.poolCo2[4], &grass.ch4, &grass.n2oCo2e, &grass.totalCo2e})
    CHECK(cell->key == NotationKey::notOccurring);
  const InventoryYear forest = rowOf(inventory, InventoryKind::remaining).years[0];
  CHECK(forest.areaHa.isNumber());
  CHECK(forest.poolCo2[0].isNumber());
  // IPCC 2006 V4 section 2.3: Tier 1 holds dead organic matter and soil constant on land that stays what it is.
  CHECK(forest.poolCo2[2].key == NotationKey::notApplicable);
  CHECK(forest.poolCo2[4].key == NotationKey::notApplicable);
  CHECK(forest.ch4.key == NotationKey::notEstimated);
  CHECK(forest.n2oCo2e.key == NotationKey::notEstimated);
  CHECK(rowOf(inventory, InventoryKind::rice).years[0].totalCo2e.key == NotationKey::notOccurring);
  CHECK(rowOf(inventory, InventoryKind::harvestedWood).years[0].totalCo2e.key == NotationKey::notEstimated);
  CHECK(rowOf(inventory, InventoryKind::harvestedWood).years[0].areaHa.key == NotationKey::notApplicable);

  // Marsh has a factor, and so has a river, of 0: nothing is left out. A lake has none.
  const auto wetlands = [&](const char* classKey) {
    county.strata.push_back({.classKey = classKey, .species = {}});
    county.lines.push_back({kWholeRegion, static_cast<StratumId>(county.strata.size() - 1), 1});
    return rowOf(inventoryOf(county), InventoryKind::category, LandCategory::wetlands).years[0].ch4;
  };
  CHECK(wetlands("river").value == 0);
  CHECK_FALSE(wetlands("marsh").partly);
  CHECK(wetlands("lake").partly);
  CHECK(wetlands("lake").value > 0);
}

TEST_CASE("beside land of a pools table, whose classes have no category, none is said not to occur") {
  const TempFolder folder;
  std::ofstream(folder.path() / "pools.csv") << "lucode,c_above,c_below,c_soil,c_dead\n7,15,10,60,1\n";
  const FactorLibrary pools = FactorLibrary::load("pools.csv", folder.path(), {});
  const StratumAccountant accountant(pools, {});
  FormulaTape tape(pools);
  County county;
  county.strata.push_back({.classKey = "7", .species = {}});
  county.lines = {{kWholeRegion, 1, 4}, {0, 1, 4}};
  CourseMaker courses(accountant, tape, county.strata, county.plan, county.years);
  const Inventory inventory = tanhui::inventoryOf(courses, county.lines, county.strata.size(), 3, county.years);
  CHECK(rowOf(inventory, InventoryKind::category, LandCategory::forest).years[0].areaHa.key ==
        NotationKey::includedElsewhere);
  CHECK(rowOf(inventory, InventoryKind::category, LandCategory::unlisted).years[0].areaHa.value == 4);
  CHECK(rowOf(inventory, InventoryKind::rice).years[0].totalCo2e.key == NotationKey::notEstimated);
  // A zone without such land.
  CHECK(inventory.scenarios[0].find({InventoryKind::rice}, 1)->years[0].totalCo2e.key == NotationKey::notOccurring);
}

TEST_CASE("land that nobody has mapped, or of an unknown class, is a row of its own") {
  County county = parcel({.classKey = "grass", .species = {}}, 4);
  CHECK(inventoryOf(county).scenarios[0].find({InventoryKind::category, LandCategory::unmapped}) == nullptr);
  county.lines.push_back({kWholeRegion, kUnmapped, 6});
  county.lines.push_back({1, kUnmapped, 6});
  const Inventory inventory = inventoryOf(county);
  const InventoryYear unmapped = rowOf(inventory, InventoryKind::category, LandCategory::unmapped).years[0];
  CHECK(unmapped.areaHa.value == 6);
  CHECK(unmapped.poolCo2[4].key == NotationKey::notEstimated);
  CHECK(rowOf(inventory, InventoryKind::total).years[0].areaHa.value == 10);
  CHECK(rowOf(inventory, InventoryKind::category, LandCategory::other).years[0].areaHa.key ==
        NotationKey::notOccurring);
  CHECK(inventory.scenarios[0].find({InventoryKind::total}, 1)->years[0].areaHa.value == 6);
  CHECK(inventory.scenarios[0].find({InventoryKind::total}, 0)->years[0].areaHa.key == NotationKey::notOccurring);
}

TEST_CASE("land that all leaves a row leaves nothing behind") {
  County county = parcel({.classKey = "grass", .species = {}}, 1.0 / 3, {planting(2030, "马尾松")});
  for (int i = 0; i < 7; ++i) {
    county.strata.push_back(county.strata[1]);
    county.strata.back().classKey = i % 2 == 0 ? "grass" : "shrub";
    county.lines.push_back({kWholeRegion, static_cast<StratumId>(i + 2), 0.1 * i});
  }
  const Inventory inventory = inventoryOf(county);
  const InventoryRow grass = rowOf(inventory, InventoryKind::category, LandCategory::grassland);
  CHECK(grass.years[4].areaHa.isNumber());
  CHECK(grass.years[5].areaHa.key == NotationKey::notOccurring);
}

TEST_CASE("felled wood is in the table once") {
  AccountingRules store;
  store.harvestedWood = true;
  const Stratum stand{.classKey = "forest_generic", .species = "马尾松", .age = 30};
  const LandEvent felling = event(LandAction::harvest, 2030);
  County kept = parcel(stand, 2, {felling}, store), gone = parcel(stand, 2, {felling});
  const Inventory with = inventoryOf(kept), without = inventoryOf(gone);
  const InventoryRow wood = rowOf(with, InventoryKind::harvestedWood);
  CHECK(wood.years[4].totalCo2e.key == NotationKey::notEstimated);
  CHECK(wood.years[5].totalCo2e.value < 0);  // the store grows
  CHECK(wood.years[6].totalCo2e.value > 0);  // and decays
  CHECK(wood.years[5].totalCo2e.value == about(-kept.series().scenarios[1].total().years[5].productFlux * 44 / 12));
  CHECK(rowOf(without, InventoryKind::harvestedWood).years[5].totalCo2e.key == NotationKey::includedElsewhere);
  CHECK(rowOf(without, InventoryKind::harvestedWood).years[6].totalCo2e.key == NotationKey::notEstimated);
  // Either way the land of 4.A loses the same.
  CHECK(rowOf(with, InventoryKind::remaining).years[5].biomassLoss.value ==
        about(rowOf(without, InventoryKind::remaining).years[5].biomassLoss.value));
  CHECK(rowOf(with, InventoryKind::remaining).years[5].biomassLoss.value < -20);
}

TEST_CASE("land converted before the base year is converted to in the first years") {
  County county = parcel({.classKey = "forest_generic", .species = "马尾松", .age = 5}, 3);
  county.strata.push_back({.classKey = "orchard", .species = {}});
  county.strata[1].before = 2;
  const Inventory inventory = inventoryOf(county);  // t1 is 2015: half of ten years before 2025
  const InventoryRow row = rowOf(inventory, InventoryKind::convertedFrom, LandCategory::forest, LandCategory::cropland);
  CHECK(row.years[0].areaHa.value == 3);
  CHECK(row.years[14].areaHa.value == 3);
  for (std::size_t y = 0; y <= 14; ++y)  // to the last step of its soil, from the base year on
    CHECK(row.years[y].poolCo2[4].value == about(row.years[14].poolCo2[4].value));
  CHECK(row.years[14].poolCo2[4].value < 0);
  CHECK(row.years[15].areaHa.key == NotationKey::notOccurring);
  CHECK(rowOf(inventory, InventoryKind::remaining).years[15].areaHa.value == 3);
  CHECK(rowOf(inventory, InventoryKind::remaining).years[15].poolCo2[4].value == 0);
}

TEST_CASE("what the library has no figure for is not estimated, and not without occurrence") {
  // No factor says what becomes of the soil between river and grass: NE while converted, then held still.
  County county = parcel({.classKey = "grass", .species = {}}, 3);
  county.strata.push_back({.classKey = "river", .species = {}});
  county.strata[1].before = 2;
  const Inventory inventory = inventoryOf(county);
  const InventoryRow row =
      rowOf(inventory, InventoryKind::convertedFrom, LandCategory::grassland, LandCategory::wetlands);
  CHECK(row.years[0].poolCo2[4].key == NotationKey::notEstimated);
  CHECK(rowOf(inventory, InventoryKind::remaining, LandCategory::grassland).years[15].poolCo2[4].key ==
        NotationKey::notApplicable);
  // Ridges are cropland without a figure for fertiliser; there are no paddies.
  County ridge = parcel({.classKey = "field_ridge", .species = {}}, 3);
  const Inventory ridges = inventoryOf(ridge);
  CHECK(rowOf(ridges, InventoryKind::fertiliser).years[0].totalCo2e.key == NotationKey::notEstimated);
  CHECK(rowOf(ridges, InventoryKind::rice).years[0].totalCo2e.key == NotationKey::notOccurring);
}

TEST_CASE("nitrogen of lost soil is the land's after a change of use, and farming's on cropland that stays so") {
  const auto inventoryWith = [](const char* now, const char* before) {
    County county = parcel({.classKey = now, .species = {}}, 1);
    county.strata.push_back({.classKey = before, .species = {}});
    county.strata[1].before = 2;
    return inventoryOf(county);
  };
  const Inventory forest = inventoryWith("cropland_dry", "forest_mixed");
  const double lost = figure("pool.forest_mixed.soil30") * (1 - figure("soc.cropland_dry.flu")) / 20;
  const double n2o = lost / 15 * 0.006 * 44 / 28 * 265;
  CHECK(rowOf(forest, InventoryKind::convertedFrom, LandCategory::cropland, LandCategory::forest)
            .years[0]
            .n2oCo2e.value == about(n2o));
  CHECK(rowOf(forest, InventoryKind::fertiliser).years[0].n2oCo2e.value == about(figure("n2o.cropland_dry") * 265e-3));
  const Inventory paddy = inventoryWith("cropland_dry", "paddy");
  const double drained = figure("pool.paddy.soil30") * (1 - 0.69 / 1.35) / 20;
  CHECK(rowOf(paddy, InventoryKind::fertiliser).years[0].n2oCo2e.value ==
        about(figure("n2o.cropland_dry") * 265e-3 + drained / 10 * 0.006 * 44 / 28 * 265));
}

TEST_CASE("codes and names of rows and keys") {
  CHECK(codeOf({InventoryKind::category, LandCategory::forest}) == "4.A");
  CHECK(codeOf({InventoryKind::remaining, LandCategory::wetlands}) == "4.D.1");
  CHECK(codeOf({InventoryKind::convertedFrom, LandCategory::other, LandCategory::forest}) == "4.F.2");
  CHECK(codeOf({InventoryKind::category, LandCategory::unmapped}).empty());
  CHECK(codeOf({InventoryKind::rice}) == "3.C");
  CHECK(nameOf({InventoryKind::remaining, LandCategory::forest}, Language::en) == "Forest land remaining forest land");
  CHECK(nameOf({InventoryKind::convertedFrom, LandCategory::forest, LandCategory::cropland}, Language::en) ==
        "Cropland converted to forest land");
  CHECK(nameOf({InventoryKind::convertedFrom, LandCategory::forest, LandCategory::cropland}, Language::zh) ==
        "农地转化为林地");
  CHECK(nameOf({InventoryKind::remaining, LandCategory::forest}, Language::zh) == "仍为林地的林地");
  CHECK(keyOf(NotationKey::notEstimated) == "NE");
  CHECK(keyOf(NotationKey::none).empty());
  for (const Language language : {Language::en, Language::zh}) {
    for (std::size_t key = 1; key < kNotationKeys; ++key)
      CHECK(meaningOf(static_cast<NotationKey>(key), language).find("inventory.") == std::string::npos);
    for (std::size_t c = 0; c < kLandCategories; ++c)
      for (int kind = 0; kind <= static_cast<int>(InventoryKind::fertiliser); ++kind)
        CHECK(nameOf({static_cast<InventoryKind>(kind), static_cast<LandCategory>(c)}, language).find("inventory.") ==
              std::string::npos);
  }
}
