#include "geo/ask/ExplainText.h"

#include <charconv>
#include <limits>
#include <memory>
#include <optional>

#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/RunResult.h"
#include "geo/series/Courses.h"

namespace tanhui::cli {
namespace {

struct ExplainArguments {
  std::filesystem::path project;
  std::string at, zone, scenario;
  std::optional<int> year;
  bool all = false;
};

/// "X,Y", as the contract writes a point.
Point parsePoint(const std::string& given) {
  Point point;
  const char* end = given.data() + given.size();
  const auto x = std::from_chars(given.data(), end, point.x);
  if (x.ec == std::errc() && x.ptr != end && *x.ptr == ',') {
    const auto y = std::from_chars(x.ptr + 1, end, point.y);
    if (y.ec == std::errc() && y.ptr == end) return point;
  }
  throw Error("--at", say("cli.explain.bad_point", given), say("cli.explain.bad_point.remedy"));
}

/// The base year as the baseline counts it; another year, or a scenario, from the series.
Explanation explained(const Project& project, const ExplainArguments& given) {
  const bool ofBaseline = given.scenario.empty() && (!given.year || *given.year == project.baseYear);
  const YearChoice of{given.year.value_or(project.horizon),
                      given.scenario.empty() ? kBaseline : scenarioKey(given.scenario)};
  if (given.at.empty()) return ofBaseline ? explainZone(project, given.zone) : explainZone(project, given.zone, of);
  const Point point = parsePoint(given.at);
  return ofBaseline ? explainAt(project, point.x, point.y) : explainAt(project, point.x, point.y, of);
}

void explain(const ExplainArguments& given, Session& session) {
  constexpr std::size_t kMost = 20;
  if (given.at.empty() == given.zone.empty())
    throw Error("explain", say("cli.explain.at_or_zone"), say("cli.explain.at_or_zone.remedy"));
  const Project project = openProject(given.project, session);
  const Explanation explanation = explained(project, given);
  if (session.json)
    printJson(explanationJson(explanation, session.language));
  else
    print(explanationText(explanation, session.language, given.all ? std::numeric_limits<std::size_t>::max() : kMost));
}

}  // namespace

void addExplain(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("explain", session.text("cli.explain"));
  auto given = std::make_shared<ExplainArguments>();
  verb->add_option("PROJECT", given->project, session.text("cli.arg.project"))->required();
  verb->add_option("--at", given->at, session.text("cli.explain.at"));
  verb->add_option("--zone", given->zone, session.text("cli.explain.zone_option"));
  verb->add_option("--year", given->year, session.text("cli.uncertainty.year"));
  verb->add_option("--scenario", given->scenario, session.text("cli.run.scenario"));
  verb->add_flag("--all", given->all, session.text("cli.explain.all"));
  verb->callback([given, &session] { explain(*given, session); });
}

}  // namespace tanhui::cli
