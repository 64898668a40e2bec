#include "geo/run/Explain.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "geo/run/Evaluate.h"
#include "geo/run/SavedRun.h"

namespace tanhui {
namespace {

/// Adds the arithmetic of each stratum, and sums them up.
void account(Explanation& explanation, const AccountingRules& rules, double totalHa) {
  const StratumAccountant accountant(explanation.factors, rules);
  std::vector<StratumCarbon> carbon;
  std::vector<LedgerLine> lines;
  for (ExplainedStratum& e : explanation.strata) {
    e.share = totalHa > 0 ? e.areaHa / totalHa : 0;
    e.carbon = accountant.carbonOf(e.stratum, &e.steps);
    lines.push_back({kWholeRegion, static_cast<StratumId>(carbon.size()), e.areaHa});
    carbon.push_back(e.carbon);
  }
  explanation.totals = sumUp(lines, carbon, explanation.factors.all().size());
}

/// Hectares by what lies there at the base year: its past and what is planned change no arithmetic of that year.
class PresentStrata {
 public:
  void add(const Stratum& stratum, double areaHa) {
    const std::size_t index = numbers_.intern(presentOf(stratum));
    if (index >= place_.size()) place_.resize(index + 1, kNone);
    if (place_[index] == kNone) {
      place_[index] = strata_.size();
      strata_.push_back(
          {.stratum = presentOf(stratum), .areaHa = 0, .share = 0, .carbon = {}, .steps = {}, .features = {}});
    }
    strata_[place_[index]].areaHa += areaHa;
  }
  /// Index in what take() gives; nothing for a stratum without area.
  std::optional<std::size_t> find(const Stratum& stratum) {
    const std::size_t number = numbers_.intern(presentOf(stratum));
    return number < place_.size() && place_[number] != kNone ? std::optional(place_[number]) : std::nullopt;
  }
  std::vector<ExplainedStratum> take() { return std::move(strata_); }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  StratumTable numbers_;
  std::vector<std::size_t> place_;
  std::vector<ExplainedStratum> strata_;
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

struct ZoneRef {
  std::string layer, id;
};

ZoneRef parseZone(const std::string& zone) {
  const std::size_t colon = zone.find(':');
  if (colon == std::string::npos)
    throw Error("--zone", say("explain.zone_syntax", zone), say("explain.zone_syntax.remedy"));
  return {zone.substr(0, colon), zone.substr(colon + 1)};
}

/// Evaluates the tiles that the zone reaches into.
SavedZone evaluateZone(const Project& project, const ZoneRef& ref) {
  Warnings ignored;
  const Model model = buildModel(project, ignored);
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
    for (const auto& [stratum, ha] : areas) zone.strata.push_back({model.strata[stratum], ha});
    return zone;
  }
  std::string names;
  for (const ZoneLayer& layer : model.zones) names += (names.empty() ? "" : ", ") + layer.name;
  throw Error("--zone", say("explain.no_zone", ref.layer, ref.id), say("explain.no_zone.remedy", names));
}

}  // namespace

Explanation explainAt(const Project& project, double x, double y) {
  Warnings ignored;
  return explainAt(buildModelAt(project, {x, y}, ignored), x, y);
}

Explanation explainAt(const Model& model, double x, double y) { return explainAt(model, model.factors, x, y); }

Explanation explainAt(const Model& model, const FactorLibrary& factors, double x, double y) {
  const Grid& grid = model.grid;
  const Point point = gridPoint(grid, {x, y});
  const Window window{std::min(grid.cols - 1, static_cast<std::int64_t>((point.x - grid.x0) / grid.dx)),
                      std::min(grid.rows - 1, static_cast<std::int64_t>((grid.y0 - point.y) / grid.dy)), 1, 1};
  const CellArea area(grid, model.areaRule);
  Evaluator evaluator(model, area);
  evaluator.evaluate(window);

  Explanation explanation;
  const Box cell = grid.box(window);
  explanation.x = (cell.xmin + cell.xmax) / 2;
  explanation.y = (cell.ymin + cell.ymax) / 2;
  explanation.title = fmt::format("({:.6f}, {:.6f}) {}", explanation.x, explanation.y, grid.crs.name());
  explanation.cellAreaHa = area.at(window.col, window.row);
  explanation.factors = factors;
  PresentStrata present;
  for (const LedgerLine& line : evaluator.sums().ledger)
    if (line.zone == kWholeRegion) present.add(model.strata[line.stratum], line.areaHa);
  explanation.strata = present.take();
  for (const PartOrigin& origin : evaluator.origins()) {
    const std::optional<std::size_t> index = present.find(model.strata[origin.stratum]);
    if (!index) continue;
    std::vector<std::string>& features = explanation.strata[*index].features;
    const std::string name = originText(model, origin);
    if (std::find(features.begin(), features.end(), name) == features.end()) features.push_back(name);
  }
  if (explanation.strata.empty())
    throw Error("--at", say("explain.outside_region", fmt::format("{:.6f}", x), fmt::format("{:.6f}", y)),
                say("explain.outside_region.remedy"));
  for (const std::uint32_t zone : evaluator.zonesOfWindow()) explanation.zones.push_back(zoneText(model, zone));
  account(explanation, model.rules, explanation.cellAreaHa);
  return explanation;
}

Explanation explainZone(const Project& project, const std::string& zone) {
  const ZoneRef ref = parseZone(zone);
  std::optional<SavedZone> saved = readSavedZone(project, ref.layer, ref.id);
  if (!saved) saved = evaluateZone(project, ref);

  Explanation explanation;
  explanation.title = zone;
  explanation.factors = FactorLibrary::load(project.library, project.file.parent_path(), project.overrides);
  double total = 0;
  PresentStrata present;
  for (const auto& [stratum, ha] : saved->strata) {
    total += ha;
    present.add(stratum, ha);
  }
  explanation.strata = present.take();
  account(explanation, project.rules, total);
  return explanation;
}

}  // namespace tanhui
