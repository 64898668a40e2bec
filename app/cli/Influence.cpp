#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>

#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/Session.h"
#include "geo/base/PlainNumber.h"
#include "geo/base/TableFile.h"
#include "geo/base/TextTable.h"
#include "geo/influence/CellFactor.h"
#include "geo/influence/InfluenceTables.h"

namespace tanhui::cli {
namespace {

using Json = nlohmann::ordered_json;

struct InfluenceArguments {
  std::filesystem::path table;
  std::string response, method = "quantile";
  std::vector<std::string> factors, kinds, figures;
  std::vector<int> classes{3, 8};
  bool keepLone = false;
};

/// Counts as whole numbers; null where there is no number.
Json cellJson(const DataTable::Cell& cell, const DataTable::Column& column) {
  if (const auto* words = std::get_if<std::string>(&cell)) return *words;
  const double value = std::get<double>(cell);
  if (!std::isfinite(value)) return nullptr;
  return column.decimals == 0 ? Json(std::llround(value)) : Json(value);
}

/// The rows of a table, each an object by the columns' keys.
Json rowsJson(const DataTable& table) {
  Json rows = Json::array();
  for (const auto& cells : table.rows) {
    Json row = Json::object();
    for (std::size_t i = 0; i < cells.size(); ++i) row[table.columns[i].key] = cellJson(cells[i], table.columns[i]);
    rows.push_back(std::move(row));
  }
  return rows;
}

CellForm formOf(const std::string& factor, const InfluenceArguments& given) {
  const auto named = [&](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), factor) != names.end();
  };
  return named(given.kinds) ? CellForm::kinds : named(given.figures) ? CellForm::figures : CellForm::automatic;
}

StudySettings settingsOf(const InfluenceArguments& given) {
  StudySettings settings;
  if (given.method == "all")
    settings.methods = {ClassMethod::equal, ClassMethod::quantile, ClassMethod::natural};
  else
    settings.methods = {*classMethodNamed(given.method)};
  settings.leastClasses = given.classes.front();
  settings.mostClasses = given.classes.back();
  if (settings.leastClasses > settings.mostClasses)
    throw Error("--classes", say("influence.classes_order", settings.leastClasses, settings.mostClasses),
                say("influence.classes_order.remedy"));
  settings.lone = given.keepLone ? LoneStrata::keep : LoneStrata::drop;
  return settings;
}

NamedStudy studyOf(const InfluenceArguments& given) {
  const CsvTable table = readTable(given.table);
  for (const auto* names : {&given.kinds, &given.figures})
    for (const std::string& name : *names)
      if (std::find(given.factors.begin(), given.factors.end(), name) == given.factors.end())
        throw Error("tanhui", say("influence.not_a_factor", name), say("influence.not_a_factor.remedy"));
  const std::vector<double> response = figuresOfCells(table, table.require(given.response));
  std::vector<FactorColumn> factors;
  for (const std::string& factor : given.factors)
    factors.push_back(factorOfCells(table, table.require(factor), formOf(factor, given)));
  NamedStudy named{given.response, 0, studyInfluence(response, factors, settingsOf(given), table.name)};
  requireUsable(named.study, table.name);
  return named;
}

std::string probabilityText(double p) { return std::isnan(p) ? "-" : p < 1e-4 ? "< 0.0001" : fmt::format("{:.4f}", p); }

std::string factorsText(const InfluenceStudy& study, const Session& session) {
  std::vector<StudiedFactor> used;
  std::copy_if(study.factors.begin(), study.factors.end(), std::back_inserter(used),
               [](const StudiedFactor& one) { return one.used; });
  std::stable_sort(used.begin(), used.end(), [](const auto& a, const auto& b) { return a.power.q > b.power.q; });
  TextTable table(
      {Align::left, Align::right, Align::right, Align::right, Align::right, Align::right, Align::right, Align::left});
  table.add({session.text("column.factor"), "q", "F", "p", "n", session.text("column.strata"),
             session.text("column.dropped"), session.text("column.method")});
  table.rule();
  for (const StudiedFactor& one : used)
    table.add({one.factor, fmt::format("{:.4f}", one.power.q), plainNumber(one.power.f), probabilityText(one.power.p),
               std::to_string(one.power.n), std::to_string(one.power.strata), std::to_string(one.power.dropped),
               session.text("influence.method." + one.method)});
  return table.text(2);
}

std::string pairsText(const InfluenceStudy& study, const Session& session) {
  TextTable table({Align::left, Align::right, Align::right, Align::right, Align::left});
  table.add({session.text("influence.pair"), "q a", "q b", "q ab", session.text("column.type")});
  table.rule();
  for (const StudiedPair& pair : study.pairs)
    table.add({pair.factorA + " × " + pair.factorB, fmt::format("{:.4f}", pair.qA), fmt::format("{:.4f}", pair.qB),
               fmt::format("{:.4f}", pair.qBoth),
               session.text("influence.interaction." + std::string(interactionName(pair.type)))});
  return table.text(2);
}

void influence(const InfluenceArguments& given, const Session& session) {
  const std::vector<NamedStudy> studies{studyOf(given)};
  const InfluenceStudy& study = studies.front().study;
  const std::string lone = given.keepLone ? "kept" : "dropped";
  if (session.json) {
    printJson({{"response", given.response},
               {"n", study.units},
               {"missing", study.missing},
               {"single_member_strata", lone},
               {"factors", rowsJson(factorTable(studies))},
               {"pairs", rowsJson(pairTable(studies))},
               {"strata", rowsJson(strataTable(studies))},
               {"risks", rowsJson(riskTable(studies))}});
    return;
  }
  print(session.text(say("influence.header", given.response, study.units, study.missing)) + "\n\n");
  print(factorsText(study, session) + "\n");
  if (!study.pairs.empty()) print(pairsText(study, session) + "\n");
  print(session.text("influence.lone." + lone) + "\n" + session.text("influence.reading") + "\n");
}

}  // namespace

void addInfluence(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("influence", session.text("cli.influence"));
  auto given = std::make_shared<InfluenceArguments>();
  verb->add_option("TABLE", given->table, session.text("cli.influence.table"))->required();
  verb->add_option("--response", given->response, session.text("cli.influence.response"))->required();
  verb->add_option("--factors", given->factors, session.text("cli.influence.factors"))->delimiter(',')->required();
  verb->add_option("--method", given->method, session.text("cli.influence.method"))
      ->check(CLI::IsMember({"equal", "quantile", "natural", "all"}));
  verb->add_option("--classes", given->classes, session.text("cli.influence.classes"))
      ->delimiter(',')
      ->expected(1, 2)
      ->check(CLI::Range(2, 50));
  verb->add_option("--kinds", given->kinds, session.text("cli.influence.kinds"))->delimiter(',');
  verb->add_option("--figures", given->figures, session.text("cli.influence.figures"))->delimiter(',');
  verb->add_flag("--keep-lone", given->keepLone, session.text("cli.influence.keep_lone"));
  verb->callback([given, &session] { influence(*given, session); });
}

}  // namespace tanhui::cli
