#include "geo/run/detail/DrawdownSums.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "geo/carbon/DrawdownMethane.h"
#include "geo/coverage/Coverage.h"
#include "geo/layer/Reproject.h"
#include "geo/model/RegionShape.h"

namespace tanhui {
namespace {

constexpr double kTonnes = 1e-3;  // per kg

void add(DrawdownReport::Methane& sum, const DrawdownMethane& perHa, double ha) {
  sum.value += perHa.value * ha * kTonnes;
  sum.low += perHa.low * ha * kTonnes;
  sum.high += perHa.high * ha * kTonnes;
}

/// Bands of 1 m, of 2 or 5 m where the water moves over more than forty or eighty.
double bandHeight(double range) { return range <= 40 ? 1 : range <= 80 ? 2 : 5; }

/// Adds up one belt.
class BeltSum {
 public:
  BeltSum(const DrawdownBelt& belt, const Model& model)
      : belt_(belt), height_(bandHeight(range())), classKgPerHa_(classFactor(model)) {
    if (!belt.daysKnown()) return;
    for (std::uint16_t rank = 0; rank <= belt.table.days(); ++rank) {
      byState_.push_back(drawdownMethane(model.factors, FloodMethane::byState, belt.table.daysOfYear(rank)));
      byDays_.push_back(drawdownMethane(model.factors, FloodMethane::byDays, belt.table.daysOfYear(rank)));
    }
  }

  void addCell(std::size_t cell, double ha) {
    const double z = static_cast<double>(belt_.dem.z[cell]);
    addTo(bands_[static_cast<std::int64_t>(std::floor(z / height_))], cell, ha);
    addTo(whole_, cell, ha);
  }
  void addWater(double ha) { waterHa_ += ha; }

  DrawdownReport::Belt take() {
    DrawdownReport::Belt out{.name = belt_.name,
                             .method = std::string(kFloodMethaneNames[static_cast<std::size_t>(
                                 belt_.daysKnown() ? belt_.spec.methane : FloodMethane::ofClass)]),
                             .stageDays = belt_.daysKnown() ? belt_.table.days() : std::size_t{0},
                             .offset = belt_.spec.offset,
                             .lowest = static_cast<double>(belt_.table.lowest()),
                             .highest = static_cast<double>(belt_.table.highest()),
                             .waterHa = waterHa_,
                             .whole = finished(whole_),
                             .bands = {}};
    for (auto& [number, band] : bands_) {
      band.from = static_cast<double>(number) * height_, band.to = band.from + height_;
      out.bands.push_back(finished(band));
    }
    if (out.bands.empty()) return out;
    out.whole.from = out.bands.front().from, out.whole.to = out.bands.back().to;
    return out;
  }

 private:
  static double classFactor(const Model& model) {
    const auto factor = model.factors.find("ch4.drawdown");
    return factor ? model.factors[*factor].value : 0;
  }
  double range() const {
    return static_cast<double>(belt_.table.highest()) - static_cast<double>(belt_.table.lowest());
  }

  void addTo(DrawdownReport::Band& band, std::size_t cell, double ha) const {
    const std::uint16_t rank = belt_.ranks[cell];
    const double depth = static_cast<double>(belt_.table.highest()) - static_cast<double>(belt_.dem.z[cell]);
    band.deepest = band.areaHa > 0 ? std::max(band.deepest, depth) : depth;
    band.areaHa += ha;
    band.countedT += (belt_.daysKnown() ? belt_.ch4KgPerHa[rank] : classKgPerHa_) * ha * kTonnes;
    if (!belt_.daysKnown()) return;
    band.floodedDays = (std::isnan(band.floodedDays) ? 0 : band.floodedDays) + belt_.table.daysOfYear(rank) * ha;
    add(band.byState, byState_[rank], ha);
    add(band.byDays, byDays_[rank], ha);
  }

  DrawdownReport::Band finished(DrawdownReport::Band band) const {
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    band.floodedDays /= band.areaHa;
    if (!belt_.daysKnown()) band.byState = band.byDays = {kUnknown, kUnknown, kUnknown};
    return band;
  }

  const DrawdownBelt& belt_;
  double height_, classKgPerHa_, waterHa_ = 0;
  std::vector<DrawdownMethane> byState_, byDays_;  ///< kg/ha/yr by rank
  std::map<std::int64_t, DrawdownReport::Band> bands_;
  DrawdownReport::Band whole_;
};

std::vector<DataTable::Cell> rowOf(const std::string& name, const DrawdownReport::Band& band) {
  return {name,
          band.from,
          band.to,
          band.areaHa,
          band.floodedDays,
          band.deepest,
          band.byState.value,
          band.byState.low,
          band.byState.high,
          band.byDays.value,
          band.byDays.low,
          band.byDays.high,
          band.countedT};
}

}  // namespace

std::vector<const DrawdownBelt*> beltsOf(const Model& model) {
  std::vector<const DrawdownBelt*> belts;
  for (const LandLayer& layer : model.layers)
    if (layer.belt) belts.push_back(layer.belt.get());
  return belts;
}

std::vector<double> regionHaOf(const Dem& dem, const Model& model) {
  std::vector<double> ha(dem.cells(), 0);
  MultiPolygon region = regionInGrid(model);
  if (Reproject to(model.grid.crs, dem.grid.crs, "region"); !to(region))
    throw Error("region", say("model.water_apart"), say("model.water_apart.remedy"));
  const CellArea area(dem.grid, AreaRule::ground);
  std::vector<double> row(static_cast<std::size_t>(dem.cols()));
  int known = -1;
  Coverage coverage;
  for (const CoverageRun& run : coverage(region, dem.grid, dem.grid.all())) {
    if (run.row != known) area.row(dem.grid.all(), known = run.row, row);
    for (auto col = static_cast<std::size_t>(run.colBegin); col < static_cast<std::size_t>(run.colEnd); ++col)
      ha[static_cast<std::size_t>(run.row) * row.size() + col] = run.fraction * row[col];
  }
  return ha;
}

DrawdownReport sumDrawdown(const Model& model, const std::vector<double>& regionHa) {
  const std::vector<const DrawdownBelt*> belts = beltsOf(model);
  std::vector<BeltSum> sums;
  for (const DrawdownBelt* belt : belts) sums.emplace_back(*belt, model);
  for (std::size_t cell = 0; cell < regionHa.size(); ++cell) {
    if (!(regionHa[cell] > 0)) continue;
    for (std::size_t i = 0; i < belts.size(); ++i) {
      const Wetness wet = wetness(belts[i]->ranks[cell], belts[i]->table);
      if (wet == Wetness::water) sums[i].addWater(regionHa[cell]);
      if (wet != Wetness::belt) continue;
      sums[i].addCell(cell, regionHa[cell]);
      break;
    }
  }
  DrawdownReport report;
  for (BeltSum& sum : sums) report.belts.push_back(sum.take());
  return report;
}

DataTable drawdownTable(const DrawdownReport& report) {
  DataTable table{.name = "drawdown",
                  .title = "report.drawdown.sheet",
                  .columns = {{"drawdown", "report.drawdown.col.name"},
                              {"elevation_from_m", "report.drawdown.col.from"},
                              {"elevation_to_m", "report.drawdown.col.to"},
                              {"area_ha", "report.drawdown.col.area"},
                              {"flooded_days", "report.drawdown.col.days"},
                              {"max_depth_m", "report.drawdown.col.depth"},
                              {"ch4_by_state_t", "report.drawdown.col.state"},
                              {"ch4_by_state_low_t", "report.drawdown.col.state_low"},
                              {"ch4_by_state_high_t", "report.drawdown.col.state_high"},
                              {"ch4_by_days_t", "report.drawdown.col.by_days"},
                              {"ch4_by_days_low_t", "report.drawdown.col.by_days_low"},
                              {"ch4_by_days_high_t", "report.drawdown.col.by_days_high"},
                              {"ch4_counted_t", "report.drawdown.col.counted"}},
                  .rows = {}};
  for (const DrawdownReport::Belt& belt : report.belts) {
    for (const DrawdownReport::Band& band : belt.bands) table.rows.push_back(rowOf(belt.name, band));
    table.rows.push_back(rowOf(belt.name + " TOTAL", belt.whole));
  }
  return table;
}

}  // namespace tanhui
