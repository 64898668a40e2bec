#include "geo/account/AnnualSeries.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

#include "geo/account/ClassOrder.h"

namespace tanhui {

namespace {

void addScaled(YearFigures& sum, const YearFigures& perHa, double areaHa) {
  sum.areaHa += areaHa * perHa.areaHa;
  for (std::size_t pool = 0; pool < kPools; ++pool) sum.stock[pool] += areaHa * perHa.stock[pool];
  sum.products += areaHa * perHa.products;
  sum.flux += areaHa * perHa.flux;
  sum.productFlux += areaHa * perHa.productFlux;
  sum.ch4 += areaHa * perHa.ch4;
  sum.n2o += areaHa * perHa.n2o;
  sum.agriculture += areaHa * perHa.agriculture;
}

}  // namespace

YearFigures& YearFigures::operator+=(const YearFigures& other) {
  addScaled(*this, other, 1);
  return *this;
}

double figureOf(const YearFigures& year, SeriesQuantity quantity) {
  switch (quantity) {
    case SeriesQuantity::stock:
      return year.totalStock();
    case SeriesQuantity::net:
      return year.net();
    case SeriesQuantity::lulucf:
      return year.lulucf();
  }
  return 0;
}

const SeriesRow& ScenarioSeries::total(std::uint32_t zone) const {
  return *std::find_if(rows.begin(), rows.end(),
                       [&](const SeriesRow& row) { return row.zone == zone && row.classKey.empty(); });
}

namespace {

/// A path by year, per hectare, with the class of each year.
struct YearlyPath {
  std::vector<YearFigures> years;
  std::vector<const std::string*> classes;
};

YearlyPath yearly(const Path& path, int count) {
  const PathFigures figures = figuresOf(path, count);
  YearlyPath out;
  out.years.resize(static_cast<std::size_t>(count));
  out.classes.resize(static_cast<std::size_t>(count));
  constexpr auto kProducts = static_cast<std::size_t>(Place::products);
  for (std::size_t y = 0; y < out.years.size(); ++y) {
    YearFigures& year = out.years[y];
    const auto &start = figures.stock[y], &end = figures.stock[y + 1];
    year.areaHa = 1;
    for (std::size_t pool = 0; pool < kPools; ++pool) {
      year.stock[pool] = end[pool];
      year.flux += end[pool] - start[pool];
    }
    year.products = end[kProducts];
    year.productFlux = end[kProducts] - start[kProducts];
    year.ch4 = figures.ch4[y];
    year.n2o = figures.n2o[y];
    year.agriculture = figures.agriculture[y];
    out.classes[y] = &path.classAt(static_cast<int>(y));
  }
  return out;
}

/// Rows of one scenario by zone and class, while they are added up.
class RowSums {
 public:
  RowSums(std::size_t zones, int years) : byZone_(zones + 1), years_(static_cast<std::size_t>(years)) {}

  void add(std::size_t zone, const YearlyPath& path, double areaHa) {
    std::vector<YearFigures>* row = nullptr;
    const std::string* rowClass = nullptr;
    for (std::size_t y = 0; y < years_; ++y) {
      if (rowClass == nullptr || (path.classes[y] != rowClass && *path.classes[y] != *rowClass)) {
        rowClass = path.classes[y];
        row = &rowOf(zone, *rowClass);
      }
      addScaled((*row)[y], path.years[y], areaHa);
    }
  }

  void add(const RowSums& other) {
    for (std::size_t zone = 0; zone < byZone_.size(); ++zone)
      for (const auto& [classKey, years] : other.byZone_[zone]) {
        std::vector<YearFigures>& row = rowOf(zone, classKey);
        for (std::size_t y = 0; y < years_; ++y) row[y] += years[y];
      }
  }

  std::vector<SeriesRow> rows() const {
    std::vector<SeriesRow> rows;
    for (std::size_t zone = 0; zone < byZone_.size(); ++zone) {
      const std::uint32_t number = zone + 1 == byZone_.size() ? kWholeRegion : static_cast<std::uint32_t>(zone);
      std::vector<std::string> keys;
      for (const auto& [classKey, years] : byZone_[zone]) keys.push_back(classKey);
      sortClasses(keys);
      SeriesRow total{number, {}, std::vector<YearFigures>(years_)};
      for (const std::string& key : keys) {
        rows.push_back({number, key, byZone_[zone].at(key)});
        for (std::size_t y = 0; y < years_; ++y) total.years[y] += rows.back().years[y];
      }
      rows.push_back(std::move(total));
    }
    return rows;
  }

 private:
  std::vector<YearFigures>& rowOf(std::size_t zone, const std::string& classKey) {
    std::vector<YearFigures>& row = byZone_[zone][classKey];
    if (row.empty()) row.resize(years_);
    return row;
  }

  std::vector<std::map<std::string, std::vector<YearFigures>, std::less<>>> byZone_;  ///< the region last
  std::size_t years_;
};

/// Adds up stratum by stratum; what a scenario changes is added to the baseline at the end.
class SeriesSummer {
 public:
  SeriesSummer(const CourseMaker& courses, std::size_t zones)
      : names_(courses.scenarios()),
        plan_(courses.plan()),
        zones_(zones),
        years_(courses.years().count()),
        sums_(names_.size(), RowSums(zones, years_)),
        effectiveHa_(plan_.changes.size()) {}

  void add(const Course& course, std::span<const LedgerLine> lines) {
    const YearlyPath base = yearly(course.baseline, years_);
    for (const LedgerLine& line : lines) sums_[0].add(place(line.zone), base, line.areaHa);
    remark(-1, course.baseline.notes, lines);
    for (const Course::Scenario& scenario : course.scenarios) {
      YearlyPath before = base;
      const Path* was = &course.baseline;
      for (const Course::Step& step : scenario.steps) {
        const YearlyPath after = yearly(step.path, years_);
        const std::uint32_t intervention = plan_.changes[step.change].intervention;
        const bool works = !step.path.withoutEffect();
        for (const LedgerLine& line : lines) addStep(intervention, line, before, after, works ? line.areaHa : 0);
        if (works) effectiveHa_[step.change] += regionHa(lines);
        remark(intervention, step.path.eventNotes, lines);
        leave(intervention, step, *was, lines);
        was = &step.path;
        before = after;
      }
      for (const LedgerLine& line : lines) {
        sums_[scenario.scenario].add(place(line.zone), before, line.areaHa);
        sums_[scenario.scenario].add(place(line.zone), base, -line.areaHa);
      }
    }
  }

  void finish(AnnualSeries& series) {
    for (std::size_t s = 0; s < names_.size(); ++s) {
      if (s > 0) sums_[s].add(sums_[0]);
      series.scenarios.push_back({names_[s], sums_[s].rows()});
    }
    for (auto& [key, years] : steps_) {
      const std::uint32_t zone = key.second == zones_ ? kWholeRegion : static_cast<std::uint32_t>(key.second);
      series.interventions.push_back({key.first, zone, std::move(years)});
    }
    for (const auto& [key, areaHa] : remarks_) series.remarks.push_back({key.first, key.second, areaHa});
    series.effectiveHa = std::move(effectiveHa_);
    for (const auto& [intervention, areas] : leftHa_) {
      std::vector<std::string> keys;
      for (const auto& [what, areaHa] : areas) keys.push_back(what.first);
      sortClasses(keys);
      keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
      for (const std::string& key : keys)
        for (const auto& [what, areaHa] : areas)
          if (what.first == key) series.leftAlone.push_back({intervention, key, what.second, areaHa});
    }
  }

 private:
  std::size_t place(std::uint32_t zone) const { return zone == kWholeRegion ? zones_ : zone; }

  void addStep(std::uint32_t intervention, const LedgerLine& line, const YearlyPath& before, const YearlyPath& after,
               double effectiveHa) {
    std::vector<YearFigures>& row = steps_[{intervention, place(line.zone)}];
    if (row.empty()) row.resize(static_cast<std::size_t>(years_));
    for (std::size_t y = 0; y < row.size(); ++y) {
      addScaled(row[y], after.years[y], line.areaHa);
      addScaled(row[y], before.years[y], -line.areaHa);
      row[y].areaHa += effectiveHa;
    }
  }

  static double regionHa(std::span<const LedgerLine> lines) {
    double areaHa = 0;
    for (const LedgerLine& line : lines)
      if (line.zone == kWholeRegion) areaHa += line.areaHa;
    return areaHa;
  }

  /// The class is that of the year before, by the path without the step.
  void leave(std::uint32_t intervention, const Course::Step& step, const Path& before,
             std::span<const LedgerLine> lines) {
    const std::optional<PathNote> why = step.path.withoutEffect();
    if (const double areaHa = regionHa(lines); why && areaHa > 0)
      leftHa_[intervention][{before.classAt(std::numeric_limits<int>::max()), *why}] += areaHa;
  }

  void remark(std::int64_t intervention, std::uint32_t notes, std::span<const LedgerLine> lines) {
    const double areaHa = regionHa(lines);
    for (std::size_t i = 0; i < kPathNotes; ++i)
      if ((notes >> i & 1U) != 0 && areaHa > 0) remarks_[{intervention, static_cast<PathNote>(i)}] += areaHa;
  }

  const std::vector<std::string>& names_;
  const InterventionPlan& plan_;
  std::size_t zones_;
  int years_;
  std::vector<RowSums> sums_;  ///< [0]: baseline; the others: what they change of it
  std::map<std::pair<std::uint32_t, std::size_t>, std::vector<YearFigures>> steps_;
  std::map<std::pair<std::int64_t, PathNote>, double> remarks_;
  std::map<std::uint32_t, std::map<std::pair<std::string, PathNote>, double>> leftHa_;  ///< by intervention
  std::vector<double> effectiveHa_;                                                     ///< by change
};

}  // namespace

std::vector<std::vector<LedgerLine>> linesByStratum(std::span<const LedgerLine> lines, std::size_t strataCount) {
  std::vector<std::vector<LedgerLine>> byStratum(strataCount);
  for (const LedgerLine& line : lines) byStratum.at(line.stratum).push_back(line);
  return byStratum;
}

AnnualSeries annualSeries(CourseMaker& courses, std::span<const LedgerLine> lines, std::size_t strataCount,
                          std::size_t zoneCount, const SeriesYears& years) {
  const std::vector<std::vector<LedgerLine>> byStratum = linesByStratum(lines, strataCount);
  SeriesSummer summer(courses, zoneCount);
  for (StratumId id = 0; id < byStratum.size(); ++id)
    if (!byStratum[id].empty()) summer.add(courses.courseOf(id), byStratum[id]);
  AnnualSeries series{years, {}, {}, {}, {}, {}};
  summer.finish(series);
  return series;
}

}  // namespace tanhui
