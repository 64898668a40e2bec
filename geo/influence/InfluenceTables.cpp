#include "geo/influence/InfluenceTables.h"

#include <limits>

namespace tanhui {
namespace {

using Column = DataTable::Column;

double counted(std::size_t n) { return static_cast<double>(n); }

DataTable emptyTable(std::string name, std::vector<Column> columns) {
  DataTable table;
  table.name = std::move(name);
  table.columns = std::move(columns);
  return table;
}

Column text(std::string key) { return {key, 0, 20}; }
Column count(std::string key) { return {key, 0, 10}; }
Column figure(std::string key) { return {key, 6, 14}; }

}  // namespace

DataTable factorTable(std::span<const NamedStudy> studies) {
  DataTable table = emptyTable("influence", {text("name"), text("factor"), text("method"), count("classes"), count("n"),
                                             count("strata"), count("dropped"), figure("q"), figure("F"), figure("p"),
                                             figure("lambda"), count("used"), figure("spacing_m")});
  for (const NamedStudy& of : studies)
    for (const StudiedFactor& one : of.study.factors)
      table.rows.push_back({of.name, one.factor, one.method, counted(static_cast<std::size_t>(one.classes)),
                            counted(one.power.n), counted(one.power.strata), counted(one.power.dropped), one.power.q,
                            one.power.f, one.power.p, one.power.lambda, one.used ? 1.0 : 0.0,
                            of.spacingM > 0 ? of.spacingM : std::numeric_limits<double>::quiet_NaN()});
  return table;
}

DataTable pairTable(std::span<const NamedStudy> studies) {
  DataTable table = emptyTable("influence_pairs", {text("name"), text("factor_a"), text("factor_b"), figure("q_a"),
                                                   figure("q_b"), figure("q_ab"), text("type"), count("n"),
                                                   count("dropped"), figure("p_b_over_a"), figure("p_a_over_b")});
  for (const NamedStudy& of : studies)
    for (const StudiedPair& pair : of.study.pairs)
      table.rows.push_back({of.name, pair.factorA, pair.factorB, pair.qA, pair.qB, pair.qBoth,
                            std::string(interactionName(pair.type)), counted(pair.n), counted(pair.dropped),
                            pair.pBOverA, pair.pAOverB});
  return table;
}

DataTable strataTable(std::span<const NamedStudy> studies) {
  DataTable table =
      emptyTable("influence_strata", {text("name"), text("factor"), text("stratum"), count("n"), figure("mean")});
  for (const NamedStudy& of : studies)
    for (const StudiedStratum& one : of.study.strata)
      table.rows.push_back({of.name, one.factor, one.stratum, counted(one.n), one.mean});
  return table;
}

DataTable riskTable(std::span<const NamedStudy> studies) {
  DataTable table =
      emptyTable("influence_risk", {text("name"), text("factor"), text("stratum_a"), text("stratum_b"),
                                    figure("mean_a"), figure("mean_b"), figure("t"), figure("df"), figure("p")});
  for (const NamedStudy& of : studies)
    for (const StudiedRisk& risk : of.study.risks)
      table.rows.push_back({of.name, risk.factor, risk.stratumA, risk.stratumB, risk.meanA, risk.meanB, risk.test.t,
                            risk.test.degrees, risk.test.p});
  return table;
}

std::vector<DataTable> tablesOf(std::span<const NamedStudy> studies) {
  return {factorTable(studies), pairTable(studies), strataTable(studies), riskTable(studies)};
}

}  // namespace tanhui
