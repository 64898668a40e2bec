#include "geo/run/OutputPlaces.h"

#include <algorithm>

#include <fmt/ranges.h>

#include "geo/base/File.h"
#include "geo/model/BuildModel.h"
#include "geo/paint/RunMaps.h"
#include "geo/project/ProjectMaps.h"
#include "geo/run/WorkFolder.h"
#include "geo/run/detail/LandscapeSteps.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kNamedFiles = 8;  // that an error spells out

/// The name when it stays inside the folder; empty otherwise.
fs::path inside(const fs::path& name) {
  const fs::path normal = name.lexically_normal();
  return normal.is_relative() && normal.has_filename() && *normal.begin() != ".." ? normal : fs::path();
}

std::string listed(const std::vector<std::string>& names) {
  const std::size_t shown = std::min(kNamedFiles, names.size());
  std::string text =
      fmt::format("{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
  return names.size() > shown ? text + ", …" : text;
}

}  // namespace

OutputPlaces::OutputPlaces(fs::path folder, const std::vector<InputFile>& inputs, bool overwrite)
    : folder_(std::move(folder)), overwrite_(overwrite) {
  for (const InputFile& input : inputs) inputs_.add(input.path);
  if (const std::optional<RunRecord> record = readRunJson(folder_)) {
    ours_.insert(kRunJson);
    for (const RunOutput& output : record->outputs) ours_.insert(inside(output.path));
  }
  // A run that was killed while it published: what it lists and no longer holds has its place already.
  const fs::path ready = WorkFolder::readyOf(folder_);
  if (const std::optional<RunRecord> record = readRunJson(ready))
    for (const RunOutput& output : record->outputs)
      if (!fs::exists(ready / inside(output.path))) ours_.insert(inside(output.path));
}

bool OutputPlaces::formerlyWritten(const fs::path& name) const {
  // The statistics of a map, which programs keep beside it, come and go with it.
  constexpr std::string_view kSide = ".aux.xml";
  const std::string text = name.string();
  return ours_.contains(name) || (text.ends_with(kSide) && ours_.contains(text.substr(0, text.size() - kSide.size())));
}

bool OutputPlaces::behindLink(const fs::path& name) const {
  fs::path path = folder_;
  for (const fs::path& part : name) {
    path /= part;
    std::error_code code;
    if (fs::is_symlink(fs::symlink_status(path, code))) return true;
  }
  return false;
}

std::vector<Error> OutputPlaces::faults(std::span<const fs::path> names) const {
  std::vector<Error> all;
  std::vector<std::string> foreign, blocked;
  for (const fs::path& name : names) {
    const fs::path place = folder_ / name;
    std::error_code code;
    const fs::file_status status = fs::status(place, code), link = fs::symlink_status(place, code);
    if (const auto input = inputs_.at(place))
      all.emplace_back(place.string(), say("run.output_is_input", input->string()), say("run.output_is_input.remedy"));
    else if (fs::exists(status) && !fs::is_regular_file(status))
      blocked.push_back(name.string());
    else if (!overwrite_ && fs::exists(link) && (!formerlyWritten(name) || behindLink(name)))
      foreign.push_back(name.string());
  }
  if (!blocked.empty())
    all.emplace_back(folder_.string(), say("run.output_blocked", listed(blocked)), say("run.output_blocked.remedy"));
  if (!foreign.empty())
    all.emplace_back(folder_.string(), say("run.output_foreign", foreign.size(), listed(foreign)),
                     say("run.output_foreign.remedy"));
  return all;
}

void OutputPlaces::require(std::span<const fs::path> names) const {
  std::vector<Error> all = faults(names);
  if (!all.empty()) throw ProjectFaults(std::move(all));
}

void OutputPlaces::removeFormer(const std::set<fs::path>& made) const {
  const std::optional<RunRecord> record = readRunJson(folder_);
  if (!record) return;
  for (const RunOutput& output : record->outputs) {
    const fs::path name = inside(output.path), place = folder_ / name;
    std::error_code code;
    if (name.empty() || made.contains(name) || behindLink(name) || inputs_.at(place)) continue;
    if (!fs::is_regular_file(place, code) || fs::file_size(place, code) != output.bytes) continue;
    if (sha256File(place) == output.sha256) fs::remove(place, code);
  }
}

std::vector<fs::path> outputNames(const Project& project, const std::optional<YearChoice>& year) {
  std::vector<fs::path> names = {"report.html", "report.pdf", "report.xlsx", kRunJson};
  const auto add = [&names](const MapProduct& map, const std::optional<YearChoice>& of) {
    const std::string name = fileNameOf(map, of);
    for (const char* end : {".tif", ".qml"}) names.emplace_back(name + end);
    if (map.classes) names.emplace_back(name + ".tif.aux.xml");
  };
  for (const MapProduct& map : mapsOf(project)) {
    add(map, std::nullopt);
    if (!map.ofYears) continue;
    for (const YearChoice& choice : yearChoices(project, year)) add(map, choice);
  }
  if (!project.zones.empty()) names.emplace_back("zones.gpkg");
  std::vector<const char*> tables = {"totals", "zones", "factors", "ledger", "series", "inventory"};
  if (!project.interventions.empty()) tables.insert(tables.end(), {"interventions", "left_alone", "additional"});
  if (std::ranges::any_of(project.interventions, [](const InterventionSpec& spec) { return !spec.fields.empty(); }))
    tables.push_back("intervention_values");
  if (!project.earlierYears.empty()) tables.push_back("transition");
  if (!project.targets.empty()) tables.push_back("targets");
  for (const char* table : tables) names.push_back(fs::path("tables") / (std::string(table) + ".csv"));
  std::ranges::move(landscapeOutputs(project), std::back_inserter(names));
  return names;
}

OutputPlaces placesOf(const Project& project, const fs::path& folder, bool overwrite) {
  return {folder, inputsOf(project), overwrite};
}

}  // namespace tanhui
