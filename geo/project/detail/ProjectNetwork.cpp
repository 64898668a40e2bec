#include "geo/project/detail/ProjectNetwork.h"

#include <cmath>
#include <numeric>

namespace tanhui {
namespace {

/// What a library of the user's own knows is not known yet: its classes are told when the layers are read.
void checkClasses(const ReadContext& in, const SectionReader& from, const NetworkSpec& network) {
  if (!in.classesSound || std::filesystem::path(in.project.library).is_absolute()) return;
  try {
    classesNamed(in.project.classes, network.classes, "");
  } catch (const Error& fault) {
    in.faults.add(from.line("class"), fault.problem(), fault.remedy());
  }
}

/// A file of polygons, or the cores of land classes.
void readSources(const ReadContext& in, const SectionReader& from, NetworkSpec& network) {
  if (const toml::table* table = from.table("sources")) {
    const SectionReader inner(*table, "sources", in.faults);
    network.classes = inner.texts("class");
    network.edgeWidth = static_cast<int>(inner.integer("edge_width").value());
    network.minCoreHa = inner.number("min_core_ha").value();
    checkClasses(in, inner, network);
  } else {
    network.sources.path = in.resolve(from.text("sources").value_or(""));
  }
}

/// One weight for each factor, and all of them 1.
void checkWeights(const ReadContext& in, const SectionReader& from, NetworkSpec& network) {
  const std::size_t factors = std::size_t{1} + (network.slope ? 1U : 0U) + (network.roads.path.empty() ? 0U : 1U);
  if (network.weights.empty() && factors == 1) network.weights = {1};
  const double sum = std::accumulate(network.weights.begin(), network.weights.end(), 0.0);
  if (network.weights.size() != factors)
    in.faults.add(from.line("weights"), say("project.network_weights", factors, network.weights.size()),
                  say("project.network_weights.remedy"));
  else if (std::abs(sum - 1) > 1e-9)
    in.faults.add(from.line("weights"), say("project.network_sum", sum), say("project.network_sum.remedy"));
}

/// A raster of costs, or a table of classes with what weighs beside it.
void readResistance(const ReadContext& in, const SectionReader& from, NetworkSpec& network) {
  const toml::table* table = from.table("resistance");
  if (table == nullptr) {
    const std::string given = from.text("resistance").value_or("");
    if (namesFile(given))
      network.costs = in.resolve(given);
    else if (from.has("resistance") && given != "nanjing2017")
      in.faults.add(from.line("resistance"), say("project.network_table", given), say("project.network_table.remedy"));
    network.weights = {1};
    return;
  }
  const SectionReader inner(*table, "resistance", in.faults);
  if (table->empty())
    in.faults.add(from.line("resistance"), say("project.network_resistance"),
                  say("project.example", "resistance", findProjectKey("networks", "resistance")->example));
  const std::string name = inner.text("table").value();
  if (namesFile(name))
    network.table = in.resolve(name);
  else if (name != "nanjing2017")
    in.faults.add(inner.line("table"), say("project.network_table", name), say("project.network_table.remedy"));
  network.slope = inner.boolean("slope").value();
  network.roads.path = in.resolve(inner.text("roads").value_or(""));
  network.weights = inner.numbers("weights");
  if (!inner.rejected("weights") && !inner.rejected("slope") && !inner.rejected("roads"))
    checkWeights(in, inner, network);
  if (network.slope && in.project.terrain.dem.empty())
    in.faults.add(inner.line("slope"), say("project.network_no_dem"), say("project.network_no_dem.remedy"));
}

void checkWidth(const ReadContext& in, const SectionReader& from) {
  const bool cost = from.has("corridor_cost") || from.rejected("corridor_cost");
  const bool percent = from.has("corridor_percent") || from.rejected("corridor_percent");
  if (cost == percent)
    in.faults.add(from.line(cost ? "corridor_percent" : ""),
                  say(cost ? "project.network_both_widths" : "project.network_no_width"),
                  say("project.network_width.remedy"));
}

}  // namespace

NetworkSpec readNetwork(const ReadContext& in, const SectionReader& from) {
  NetworkSpec network;
  network.line = static_cast<int>(from.line());
  network.name = from.text("name").value_or("");
  readSources(in, from, network);
  readResistance(in, from, network);
  network.cellSize = from.number("cell_size").value_or(0);
  network.neighbours = std::stoi(from.text("neighbours").value());
  network.corridorCost = from.number("corridor_cost").value_or(0);
  network.corridorPercent = from.number("corridor_percent").value_or(0);
  network.allPairs = from.text("pairs").value() == "all";
  network.current = from.boolean("current").value();
  network.meanConductance = from.text("conductance").value() == "mean_conductance";
  network.d50 = from.number("d50_m").value();
  checkWidth(in, from);
  if (from.has("conductance") && !network.current)
    in.faults.add(from.line("conductance"), say("project.network_no_current"),
                  say("project.network_no_current.remedy"));
  return network;
}

}  // namespace tanhui
