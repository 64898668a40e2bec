#include "tests/support/SeriesSample.h"

#include <cmath>

namespace tanhui::sample {
namespace {

constexpr int kBase = 2025, kHorizon = 2060, kYears = kHorizon - kBase + 1;

/// Forest whose growth slows down, paddies that give off methane, built-up land; `planted` and `built` hectares move
/// out of dry fields in 2028 and 2030.
std::vector<SeriesRow> rowsOf(std::uint32_t zone, double share, double planted, double built) {
  SeriesRow forest{zone, "forest_mixed", {}}, fields{zone, "cropland_dry", {}}, paddy{zone, "paddy", {}},
      town{zone, "builtup", {}}, total{zone, "", {}};
  double forestStock = 4.2e6, plantedStock = 0, before = 0;
  for (int y = 0; y < kYears; ++y) {
    const double grown = 62000 * std::exp(-y / 22.0), young = y >= 3 ? planted * 2.4 * std::exp(-(y - 3) / 30.0) : 0;
    forestStock += grown, plantedStock += young;
    const double lostHa = (y >= 3 ? planted : 0) + (y >= 5 ? built : 0);
    const auto put = [&](SeriesRow& row, double areaHa, double stock, double soilShare, double ch4) {
      YearFigures f;
      f.areaHa = areaHa * share;
      f.stock = {stock * (1 - soilShare) * 0.7 * share, stock * (1 - soilShare) * 0.2 * share,
                 stock * (1 - soilShare) * 0.04 * share, stock * (1 - soilShare) * 0.06 * share,
                 stock * soilShare * share};
      f.ch4 = f.agriculture = ch4 * share;
      f.flux = row.years.empty() ? 31000 * share : f.totalStock() - row.years.back().totalStock();
      row.years.push_back(f);
    };
    put(forest, 61000 + (y >= 3 ? planted : 0), forestStock + plantedStock, 0.6, 0);
    put(fields, 23000 - lostHa, 29.0 * (23000 - lostHa), 1, -9000);
    put(paddy, 19000, 41.0 * 19000, 1, -138000);
    put(town, 10800 + (y >= 5 ? built : 0), 18.0 * (10800 + (y >= 5 ? built : 0)), 0.9, 0);
    YearFigures sum;
    for (const SeriesRow* row : {&forest, &fields, &paddy, &town}) sum += row->years.back();
    sum.flux = y == 0 ? 124000 * share : sum.totalStock() - before;
    before = sum.totalStock();
    total.years.push_back(sum);
  }
  return {forest, fields, paddy, town, total};
}

Percentiles around(double value, double se) {
  return {value - 1.96 * se, value - 1.6 * se, value - 0.05 * se, value + 1.7 * se, value + 2.1 * se, value, se};
}

RowResult spreadAround(const std::vector<YearFigures>& years, double stockSe, double netSe) {
  RowResult out;
  out.stock.push_back(around(years[0].totalStock() - years[0].flux, stockSe));
  for (std::size_t y = 0; y < years.size(); ++y) {
    out.stock.push_back(around(years[y].totalStock(), stockSe * (1 + 0.01 * static_cast<double>(y))));
    out.net.push_back(around(years[y].net(), netSe));
    out.lulucf.push_back(around(years[y].lulucf(), 0.7 * netSe));
  }
  return out;
}

std::vector<YearFigures> less(std::vector<YearFigures> years, const std::vector<YearFigures>& base) {
  for (std::size_t y = 0; y < years.size(); ++y) {
    years[y].areaHa -= base[y].areaHa;
    for (std::size_t pool = 0; pool < kPools; ++pool) years[y].stock[pool] -= base[y].stock[pool];
    years[y].flux -= base[y].flux, years[y].ch4 -= base[y].ch4, years[y].agriculture -= base[y].agriculture;
  }
  return years;
}

CloseLook lookOf(const SeriesReport& report, std::size_t row, SeriesQuantity quantity) {
  const bool stock = quantity == SeriesQuantity::stock;
  const Percentiles p = stock ? report.spreads[row].stock.back() : report.spreads[row].lulucf.back();
  CloseLook look{report.labels[row], kHorizon, quantity, {}, p.mean, 0.97 * p.sd, {}};
  for (const std::size_t draws : {100U, 200U, 500U, 1000U})
    look.spread.convergence.push_back(
        {draws, p, p.sd / std::sqrt(draws), 2 * p.sd / std::sqrt(draws), 2.2 * p.sd / std::sqrt(draws)});
  double share = 0.42;
  look.spread.remainder = 1;
  for (std::uint32_t factor = 3; factor < 3 + 14 * 7; factor += 7, share *= 0.62) {
    look.spread.contributions.push_back({{factor}, -1, share});
    look.spread.remainder -= share;
  }
  look.spread.contributions[2].factors.push_back(500);
  look.spread.contributions.push_back({{}, 0, 0.004});
  return look;
}

}  // namespace

std::shared_ptr<SeriesReport> series(const RunReport& report) {
  auto out = std::make_shared<SeriesReport>();
  const bool zh = report.language == Language::zh;
  out->series.years = {kBase, kHorizon, {}};
  for (const ZoneTotals& zone : report.account.zones) out->zones.push_back({zone.layer, zone.id, zone.label});
  const std::string plan = zh ? "造林方案" : "planting", build = zh ? "建设方案" : "building";
  const auto event = [&](LandAction action, int year, const std::string& name, const std::string& scenario) {
    PlannedEvent planned;
    planned.action = action, planned.year = year, planned.name = name, planned.scenario = scenario;
    if (action == LandAction::plant) planned.species = "马尾松";
    if (action == LandAction::farmland) planned.management = "straw_return";
    out->changes.push_back({planned, static_cast<std::uint32_t>(out->interventions.size())});
    out->interventions.push_back(planned);
  };
  event(LandAction::plant, 2028, zh ? "北岸造林" : "North bank planting", plan);
  event(LandAction::build, 2030, zh ? "新城建设" : "New town", build);
  event(LandAction::farmland, 2026, zh ? "秸秆还田" : "Straw return", plan);

  struct Made {
    std::string name;
    double planted, built;
  };
  const double part = 1.0 / 26;
  for (const Made& made : {Made{kBaseline, 0, 0}, Made{plan, 4000, 0}, Made{build, 0, 2500}}) {
    ScenarioSeries scenario{made.name, {}};
    // Only the first twenty zones are touched by a plan.
    for (std::uint32_t zone = 0; zone < out->zones.size(); ++zone)
      for (SeriesRow& row : rowsOf(zone, part, zone < 20 ? made.planted : 0, zone < 20 ? made.built : 0))
        scenario.rows.push_back(std::move(row));
    for (SeriesRow& row : rowsOf(kWholeRegion, 1, made.planted, made.built)) scenario.rows.push_back(std::move(row));
    out->series.scenarios.push_back(std::move(scenario));
  }
  const auto& base = out->series.scenarios[0].total().years;
  for (const std::uint32_t i : {0U, 1U}) {
    std::vector<YearFigures> years = less(out->series.scenarios[i + 1].total().years, base);
    for (YearFigures& f : years) f.areaHa = i == 0 ? 4000 : 2500;
    out->series.interventions.push_back({i, kWholeRegion, std::move(years)});
  }
  out->series.remarks = {
      {-1, PathNote::ratesHeld, 5210}, {0, PathNote::wasForest, 37.5}, {1, PathNote::soilLoss, 2500}};

  out->draws = 1000, out->seed = 7;
  out->areaGroups = {"paddy"};
  for (std::uint32_t s = 0; s < 3; ++s) {
    const auto& years = out->series.scenarios[s].total().years;
    out->labels.push_back({s, kWholeRegion, "", false});
    out->spreads.push_back(spreadAround(years, 3.1e5, 61000));
    if (s == 0) continue;
    out->labels.push_back({s, kWholeRegion, "", true});
    out->spreads.push_back(spreadAround(less(years, base), s == 1 ? 21000 : 9000, s == 1 ? 3100 : 900));
  }
  for (std::size_t row = 0; row < out->labels.size(); ++row)
    for (const SeriesQuantity quantity : {SeriesQuantity::stock, SeriesQuantity::lulucf})
      out->looks.push_back(lookOf(*out, row, quantity));
  for (std::uint32_t factor = 200; factor < 214; ++factor) out->fixed.push_back({factor, FixedReason::noRange});
  out->fixed.push_back({214, FixedReason::exact});
  return out;
}

County countyThroughTime(Language language) {
  County county(language);
  county.report.series = series(county.report);
  return county;
}

}  // namespace tanhui::sample
