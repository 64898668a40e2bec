#include "geo/run/ExplainText.h"

#include <charconv>
#include <limits>
#include <memory>
#include <optional>

#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/RunResult.h"

namespace tanhui::cli {
namespace {

struct ExplainArguments {
  std::filesystem::path project;
  std::string at, zone;
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

void explain(const ExplainArguments& given, Session& session) {
  constexpr std::size_t kMost = 20;
  if (given.at.empty() == given.zone.empty())
    throw Error("explain", say("cli.explain.at_or_zone"), say("cli.explain.at_or_zone.remedy"));
  const std::optional<Point> point = given.at.empty() ? std::nullopt : std::optional(parsePoint(given.at));
  const Project project = openProject(given.project, session);
  if (given.year && *given.year != project.baseYear)
    throw Error(project.file.string(), say("cli.other_year", *given.year, project.baseYear),
                say("cli.other_year.remedy", *given.year));
  const Explanation explanation = point ? explainAt(project, point->x, point->y) : explainZone(project, given.zone);
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
  verb->add_option("--year", given->year, session.text("cli.run.year"));
  verb->add_flag("--all", given->all, session.text("cli.explain.all"));
  verb->callback([given, &session] { explain(*given, session); });
}

}  // namespace tanhui::cli
