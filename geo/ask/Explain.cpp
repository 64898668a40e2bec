#include "geo/ask/Explain.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "geo/account/RunFigures.h"
#include "geo/account/SavedRun.h"
#include "geo/carbon/Species.h"
#include "geo/cog/OverviewPixels.h"
#include "geo/evaluate/Evaluate.h"
#include "geo/evaluate/Histories.h"
#include "geo/landclass/MeasuredMeans.h"
#include "geo/model/BuildModel.h"
#include "geo/model/ProjectErrors.h"
#include "geo/series/Baseline.h"
#include "geo/series/PathSteps.h"

namespace tanhui {
namespace {

/// Puts the past of a stratum behind `strata`, the oldest first. Returns its number there.
StratumId copyPast(std::span<const Stratum> all, StratumId before, std::vector<Stratum>& strata) {
  if (before == kUnknownBefore) return before;
  Stratum land = presentOf(all[before]);
  land.before = copyPast(all, all[before].before, strata);
  strata.push_back(std::move(land));
  return static_cast<StratumId>(strata.size() - 1);
}

/// The class at each date, the oldest first; empty where only one date before the base year could tell.
std::vector<LandAtDate> historyOf(std::span<const Stratum> strata, StratumId id, const SeriesYears& years) {
  std::vector<LandAtDate> dates;
  if (years.earlier.size() < 2 || strata[id].before == kUnknownBefore) return dates;
  for (std::size_t back = 0; id != kUnknownBefore && back <= years.earlier.size(); id = strata[id].before, ++back)
    dates.push_back({back == 0 ? years.base : years.earlier[back - 1], strata[id].classKey});
  std::ranges::reverse(dates);
  return dates;
}

/// Adds the arithmetic of each stratum, and sums them up. `all`: what Stratum::before counts in.
void account(Explanation& explanation, const AccountingRules& rules, const SeriesYears& years,
             std::span<const Stratum> all, double totalHa, const ErrorRules& errors) {
  const StratumAccountant accountant(explanation.factors, rules);
  std::vector<Stratum> strata;  // the explained ones, then what they were
  for (const ExplainedStratum& e : explanation.strata) strata.push_back(e.stratum);
  for (std::size_t i = 0, n = strata.size(); i < n; ++i) {
    const StratumId before = copyPast(all, strata[i].before, strata);
    strata[i].before = before;
  }
  const std::vector<StratumCarbon> carbon = baselineCarbon(accountant, strata, years);
  FormulaTape tape(explanation.factors);
  const InterventionPlan none;
  CourseMaker courses(accountant, tape, strata, none, years);
  std::vector<LedgerLine> lines;
  for (std::size_t i = 0; i < explanation.strata.size(); ++i) {
    const auto id = static_cast<StratumId>(i);
    ExplainedStratum& e = explanation.strata[i];
    e.share = totalHa > 0 ? e.areaHa / totalHa : 0;
    e.carbon = carbon[i];
    e.history = historyOf(strata, id, years);
    if (courses.hasChanged(id))
      e.steps = stepsOf(courses.courseOf(id).baseline, 0, years.base, tape);
    else
      accountant.carbonOf(e.stratum, &e.steps);
    lines.push_back({kWholeRegion, id, e.areaHa});
  }
  explanation.totals = sumUp(lines, carbon, errors);
}

/// Hectares by what lies there at the base year: what is planned changes no arithmetic of that year, nor does the past
/// of land that is of the class that it was.
class PresentStrata {
 public:
  PresentStrata(std::span<const Stratum> all, const SeriesYears& years, const LandClasses& classes)
      : all_(all), years_(years), classes_(classes) {}

  void add(const Stratum& stratum, double areaHa) {
    lines_.push_back({kWholeRegion, numbers_.intern(ofBaseYear(stratum)), areaHa});
  }
  /// Each once; of what was measured the mean.
  std::vector<ExplainedStratum> take() const {
    std::vector<ExplainedStratum> strata;
    for (const MeasuredMean& mean : measuredMeans(numbers_.all(), lines_)) {
      ExplainedStratum& e = strata.emplace_back();
      e.stratum = mean.stratum;
      e.areaHa = mean.areaHa;
    }
    return strata;
  }

 private:
  Stratum ofBaseYear(const Stratum& stratum) const {
    Stratum present = presentOf(stratum);
    if (years_.earlier.empty()) return present;
    for (StratumId id = stratum.before; id != kUnknownBefore; id = all_[id].before)
      if (hasChanged(classes_, stratum, all_[id])) present.before = stratum.before;
    return present;
  }

  std::span<const Stratum> all_;
  SeriesYears years_;
  LandClasses classes_;
  StratumTable numbers_;
  std::vector<LedgerLine> lines_;
};

std::string originText(const Model& model, const PartOrigin& origin) {
  const LandLayer& layer = model.layers[origin.layer];
  if (origin.feature == kNoOwner) return layer.name;
  return fmt::format("{} #{}", layer.name, layer.polygons.fids[origin.feature]);
}

/// "LAYER:ID LABEL"
std::string zoneText(const Model& model, std::uint32_t number) {
  for (const ZoneLayer& layer : model.zones) {
    const std::uint32_t index = number - layer.firstZone;
    if (number < layer.firstZone || index >= layer.ids.size()) continue;
    const std::string& label = layer.labels[index];
    return fmt::format("{}:{}{}", layer.name, layer.ids[index], label == layer.ids[index] ? "" : " " + label);
  }
  return {};
}

ZoneRef parseZone(const std::string& zone) {
  const std::size_t colon = zone.find(':');
  if (colon == std::string::npos)
    throw Error("--zone", say("explain.zone_syntax", zone), say("explain.zone_syntax.remedy"));
  return {zone.substr(0, colon), zone.substr(colon + 1)};
}

/// Evaluates the tiles that the zone reaches into.
SavedZone evaluateZone(const Project& project, const ZoneRef& ref) {
  Warnings ignored;
  const Model model = withHistories(buildModel(project, ignored));
  for (const ZoneLayer& layer : model.zones) {
    if (layer.name != ref.layer) continue;
    const auto found = std::find(layer.ids.begin(), layer.ids.end(), ref.id);
    if (found == layer.ids.end()) break;
    const auto index = static_cast<std::uint32_t>(found - layer.ids.begin());
    const CellArea area(model.grid, model.areaRule);
    Evaluator evaluator(model, area);
    std::map<StratumId, double> areas;
    for (std::int64_t row = 0; row < model.grid.rows; row += kTile) {
      for (std::int64_t col = 0; col < model.grid.cols; col += kTile) {
        const Window window{col, row, static_cast<int>(std::min<std::int64_t>(kTile, model.grid.cols - col)),
                            static_cast<int>(std::min<std::int64_t>(kTile, model.grid.rows - row))};
        if (!layer.polygons.shapes[index].box.meets(model.grid.box(window))) continue;
        evaluator.evaluate(window);
        for (const LedgerLine& line : evaluator.sums().ledger)
          if (line.zone == layer.firstZone + index) areas[line.stratum] += line.areaHa;
      }
    }
    SavedZone zone;
    zone.all = model.strata.all();
    zone.areaErrorPercent = areaErrorsOf(model.layers, model.strata);
    for (const auto& [stratum, ha] : areas) zone.strata.push_back({model.strata[stratum], ha});
    return zone;
  }
  std::string names;
  for (const ZoneLayer& layer : model.zones) names += (names.empty() ? "" : ", ") + layer.name;
  throw Error("--zone", say("explain.no_zone", ref.layer, ref.id), say("explain.no_zone.remedy", names));
}

/// A model that is to be evaluated in one cell.
Model modelAt(const Project& project, Point at, Warnings& warnings) {
  Model model = buildModelAt(project, at, warnings);
  const Point p = gridPoint(model.grid, at);
  const Box cells{p.x - model.grid.dx, p.y - model.grid.dy, p.x + model.grid.dx, p.y + model.grid.dy};
  return withHistories(std::move(model), cells);
}

/// The cell at a place, evaluated.
struct Cell {
  Explanation head;  ///< without strata and totals
  std::vector<LedgerLine> lines;
  std::vector<PartOrigin> origins;
};

Cell cellAt(const Model& model, const FactorLibrary& factors, double x, double y) {
  const Grid& grid = model.grid;
  const Point point = gridPoint(grid, {x, y});
  const Window window{std::min(grid.cols - 1, static_cast<std::int64_t>((point.x - grid.x0) / grid.dx)),
                      std::min(grid.rows - 1, static_cast<std::int64_t>((grid.y0 - point.y) / grid.dy)), 1, 1};
  const CellArea area(grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate(window);

  Cell out;
  const Box cell = grid.box(window);
  out.head.x = (cell.xmin + cell.xmax) / 2;
  out.head.y = (cell.ymin + cell.ymax) / 2;
  out.head.title = fmt::format("({:.6f}, {:.6f}) {}", out.head.x, out.head.y, grid.crs.name());
  out.head.cellAreaHa = area.at(window.col, window.row);
  out.head.areaRule = model.areaRule;
  out.head.factors = factors;
  for (const LedgerLine& line : evaluator.sums().ledger)
    if (line.zone == kWholeRegion) out.lines.push_back(line);
  out.origins = evaluator.origins();
  if (out.lines.empty())
    throw Error("--at", say("explain.outside_region", fmt::format("{:.6f}", x), fmt::format("{:.6f}", y)),
                say("explain.outside_region.remedy"));
  for (const std::uint32_t zone : evaluator.zonesOfWindow()) out.head.zones.push_back(zoneText(model, zone));
  return out;
}

void addOnce(std::vector<std::string>& names, std::string name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
}

/// The features of the cell that brought land like this.
void addFeatures(ExplainedStratum& explained, const Model& model, std::span<const PartOrigin> origins,
                 const Stratum& land) {
  StratumTable present;
  const auto numberOf = [&](const Stratum& stratum) { return present.intern(withoutMeasures(presentOf(stratum))); };
  for (const PartOrigin& origin : origins)
    if (numberOf(model.strata[origin.stratum]) == numberOf(land))
      addOnce(explained.features, originText(model, origin));
}

/// The stratum as it is in a later year.
Stratum laterStratum(const LandClasses& classes, const Stratum& stratum, const std::string& classKey, int years) {
  if (refineClass(classes, stratum.classKey, stratum.species) != classKey) return {.classKey = classKey, .species = {}};
  Stratum later = presentOf(stratum);
  if (later.hasAge()) later.age += years;
  later.ageGroup = 0;
  return later;
}

/// What a scenario has done to a stratum by the end of a year.
std::vector<ExplainedChange> changesUpTo(ProjectSeries& series, StratumId stratum, std::uint32_t scenario, int year) {
  std::vector<ExplainedChange> changes;
  for (const Course::Scenario& own : series.courseOf(stratum).scenarios) {
    if (own.scenario != scenario) continue;
    for (const Course::Step& step : own.steps)
      if (const LandEvent& change = series.plan().changes[step.change]; change.year <= year)
        changes.push_back({series.plan().eventOf(step.change).name, change, step.path.withoutEffect()});
  }
  return changes;
}

/// Fills in the strata of a year and sums them up. `lines` are of series.data().strata.
void accountYear(Explanation& explanation, ProjectSeries& series, const std::vector<LedgerLine>& lines,
                 const YearChoice& of, double totalHa) {
  const std::uint32_t scenario = series.scenarioNamed(of.scenario);
  const YearCarbon year = series.carbonOf(scenario, of.year);
  const LandClasses& classes = series.factors().classes();
  for (const LedgerLine& line : lines) {
    const Stratum& stratum = series.data().strata[line.stratum];
    ExplainedStratum e;
    e.stratum = laterStratum(classes, stratum, year.classKey[line.stratum], of.year - series.years().base);
    e.areaHa = line.areaHa;
    e.share = totalHa > 0 ? line.areaHa / totalHa : 0;
    e.carbon = year.carbon[line.stratum];
    e.steps = series.stepsOf(line.stratum, scenario, of.year);
    e.changes = changesUpTo(series, line.stratum, scenario, of.year);
    const std::string was = refineClass(classes, stratum.classKey, stratum.species);
    if (was != e.stratum.classKey) e.wasClass = was;
    explanation.strata.push_back(std::move(e));
  }
  explanation.totals = sumUp(lines, year.carbon, series.errorRules());
}

}  // namespace

Explanation explainAt(const Project& project, double x, double y) {
  Warnings ignored;
  return explainAt(modelAt(project, {x, y}, ignored), x, y);
}

Explanation explainAt(const Model& model, double x, double y) { return explainAt(model, model.factors, x, y); }

Explanation explainAt(const Model& model, const FactorLibrary& factors, double x, double y) {
  Cell cell = cellAt(model, factors, x, y);
  Explanation& explanation = cell.head;
  PresentStrata present(model.strata.all(), model.years, factors.classes());
  for (const LedgerLine& line : cell.lines) present.add(model.strata[line.stratum], line.areaHa);
  explanation.strata = present.take();
  for (ExplainedStratum& e : explanation.strata) addFeatures(e, model, cell.origins, e.stratum);
  ErrorRules errors(factors);
  errors.ties = model.ties;  // of a single cell the area is exact
  account(explanation, model.rules, model.years, model.strata.all(), explanation.cellAreaHa, errors);
  return std::move(explanation);
}

Explanation explainAt(const Project& project, double x, double y, const YearChoice& of) {
  Warnings ignored;
  const Model model = modelAt(project, {x, y}, ignored);
  ProjectSeries series(project, model.factors, {model.strata.all(), {}, {}, {}, model.plan});
  Explanation explanation = explainAt(model, series, x, y, of);
  explanation.of = of;
  return explanation;
}

Explanation explainAt(const Model& model, ProjectSeries& series, double x, double y, const YearChoice& of) {
  Cell cell = cellAt(model, series.factors(), x, y);
  const std::vector<MeasuredMean> means = measuredMeans(model.strata.all(), cell.lines);
  if (model.measured.empty()) {
    accountYear(cell.head, series, cell.lines, of, cell.head.cellAreaHa);
  } else {
    // The strata of the cell are not those of the model: they hold what was measured in it.
    std::vector<Stratum> strata = model.strata.all();
    std::vector<LedgerLine> lines;
    for (const MeasuredMean& mean : means) {
      lines.push_back({kWholeRegion, static_cast<StratumId>(strata.size()), mean.areaHa});
      strata.push_back(mean.stratum);
    }
    ProjectSeries ofCell = series.alike({std::move(strata), {}, {}, {}, model.plan});
    accountYear(cell.head, ofCell, lines, of, cell.head.cellAreaHa);
  }
  for (std::size_t i = 0; i < means.size(); ++i)
    addFeatures(cell.head.strata[i], model, cell.origins, means[i].stratum);
  return std::move(cell.head);
}

Explanation explainZone(const Project& project, const std::string& zone) {
  const ZoneRef ref = parseZone(zone);
  std::optional<SavedZone> saved = readSavedZone(project, ref.layer, ref.id);
  if (!saved) saved = evaluateZone(project, ref);

  Explanation explanation;
  explanation.title = zone;
  explanation.areaRule = project.areaRule;
  explanation.factors = factorsOf(project);
  double total = 0;
  PresentStrata present(saved->all, yearsOf(project), explanation.factors.classes());
  for (const auto& [stratum, ha] : saved->strata) {
    total += ha;
    present.add(stratum, ha);
  }
  explanation.strata = present.take();
  std::vector<Stratum> strata;
  for (const ExplainedStratum& e : explanation.strata) strata.push_back(e.stratum);
  account(explanation, project.rules, yearsOf(project), saved->all, total,
          errorRulesOf(project, explanation.factors, strata, saved->areaErrorPercent));
  return explanation;
}

Explanation explainZone(const Project& project, const std::string& zone, const YearChoice& of) {
  const ZoneRef ref = parseZone(zone);
  Warnings ignored;
  ActivityData data = activityOfLastRun(project, ignored);
  const auto named = std::find_if(data.zones.begin(), data.zones.end(),
                                  [&](const ZoneName& name) { return name.layer == ref.layer && name.id == ref.id; });
  if (named == data.zones.end())
    throw Error("--zone", say("explain.no_zone", ref.layer, ref.id), say("cli.series.no_zone.remedy"));
  const auto number = static_cast<std::uint32_t>(named - data.zones.begin());
  std::erase_if(data.lines, [number](const LedgerLine& line) { return line.zone != number; });
  double total = 0;
  for (const LedgerLine& line : data.lines) total += line.areaHa;

  Explanation explanation;
  explanation.title = zone;
  explanation.of = of;
  explanation.areaRule = project.areaRule;
  explanation.factors = factorsOf(project);
  ProjectSeries series(project, explanation.factors, std::move(data));
  accountYear(explanation, series, series.data().lines, of, total);
  return explanation;
}

}  // namespace tanhui
