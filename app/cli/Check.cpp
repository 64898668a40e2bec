#include <filesystem>
#include <memory>

#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/RunResult.h"
#include "geo/account/Columns.h"
#include "geo/project/ProjectKeys.h"

namespace tanhui::cli {
namespace {

struct DateLayers {
  int year;
  std::vector<std::string> layers;
};

/// The first date first; nothing where all land is of the base year.
std::vector<DateLayers> layersByDate(const Project& project) {
  std::map<int, std::vector<std::string>> byYear;
  for (const LayerSpec& layer : project.layers)
    byYear[layer.earlier() ? layer.date : project.baseYear].push_back(layer.name);
  std::vector<DateLayers> dates;
  for (auto& [year, layers] : byYear) dates.push_back({year, std::move(layers)});
  if (dates.size() < 2) dates.clear();
  return dates;
}

std::string officialText(const std::vector<OfficialArea>& areas, const Session& session) {
  std::string out;
  for (const OfficialArea& area : areas)
    out +=
        session.text(say("cli.check.official", area.layer, session.language == Language::zh ? area.nameZh : area.nameEn,
                         area.parcels, fmt::format("{:.2f}", area.recordM2), fmt::format("{:.2f}", area.splitM2),
                         fmt::format("{:+.2f}", area.differenceM2()), fmt::format("{:+.3f}", 1e6 * area.relative()))) +
        session.text(say(area.passes() ? "cli.check.official.good" : "cli.check.official.off",
                         fmt::format("{:g}", 1e6 * kOfficialTolerance))) +
        "\n";
  return out;
}

nlohmann::ordered_json officialJson(const std::vector<OfficialArea>& areas) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const OfficialArea& area : areas)
    list.push_back({{"layer", area.layer},
                    {"class", area.classKey},
                    {"parcels", area.parcels},
                    {"record_m2", area.recordM2},
                    {"split_m2", area.splitM2},
                    {"difference_m2", area.differenceM2()},
                    {"difference_ppm", 1e6 * area.relative()},
                    {"passes", area.passes()}});
  return list;
}

/// A line for each of the land's dates, where one is before the base year.
std::string datesText(const Project& project, const Session& session) {
  std::string out;
  for (const DateLayers& date : layersByDate(project)) {
    const auto over = project.over.find(date.year);
    out += session.text(over == project.over.end()
                            ? say("cli.check.date", date.year, listed(date.layers))
                            : say("cli.check.date_over", date.year, listed(date.layers), over->second)) +
           "\n";
  }
  return out;
}

nlohmann::ordered_json datesJson(const Project& project) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const DateLayers& date : layersByDate(project)) {
    const auto over = project.over.find(date.year);
    list.push_back({{"year", date.year}, {"layers", date.layers}, {"over", nullptr}});
    if (over != project.over.end()) list.back()["over"] = over->second;
  }
  return list;
}

/// A line for each measured raster.
std::string measuresText(const Project& project, const Session& session) {
  std::string out;
  for (const MeasureSpec& spec : project.measures) {
    const std::string_view unit = spec.dryMatter ? "t/ha" : "tC/ha";
    const std::string of =
        session.text(say(fmt::format("cli.check.{}", kMeasuresNames[static_cast<std::size_t>(spec.of)])));
    out += session.text(spec.errorBand > 0 ? say("cli.check.measured_band", spec.name, of, unit, spec.errorBand)
                                           : say("cli.check.measured", spec.name, of, unit, spec.errorPercent)) +
           "\n";
  }
  return out;
}

}  // namespace

void addCheck(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("check", session.text("cli.check"));
  auto file = std::make_shared<std::filesystem::path>();
  verb->add_option("PROJECT", *file, session.text("cli.arg.project"))->required();
  verb->callback([file, &session] {
    const ProjectDraft draft = readDraft(*file);
    const Project& project = draft.project;
    if (!project.name.empty()) session.takeLanguage(project.language);  // none: the file could not be read at all
    Warnings warnings;
    std::vector<OfficialArea> official;
    std::vector<Error> faults = check(draft, warnings, &official);
    tellWarnings(warnings, session, warnings.size());
    if (!faults.empty()) throw ProjectFaults(std::move(faults));
    if (session.json)
      printJson({{"project", project.name},
                 {"layers", project.layers.size() + project.measures.size()},
                 {"zones", project.zones.size()},
                 {"dates", datesJson(project)},
                 {"official_areas", officialJson(official)},
                 {"warnings", toJson(warnings, session.language)}});
    else
      print(officialText(official, session) + datesText(project, session) + measuresText(project, session) +
            session.text(say("cli.check.good", project.name, project.layers.size() + project.measures.size(),
                             project.zones.size(), warnings.size())) +
            "\n");
  });
}

}  // namespace tanhui::cli
