#include "geo/run/detail/MapFiles.h"

#include "geo/base/Version.h"
#include "geo/gis/StyleQml.h"

namespace tanhui {
namespace fs = std::filesystem;

namespace {

CogSpec specOf(const RunMap& map, const Project& project, const Model& model) {
  CogSpec spec;
  spec.grid = model.grid;
  spec.codec = project.codec;
  spec.metadata = mapMetadata(project, map.of);
  for (const MapBand& band : map.product.bands)
    spec.bands.push_back({std::string(band.key), std::string(band.unit.name)});
  if (!map.product.classes) return spec;
  spec.bands = {{std::string(map.product.key), ""}};
  const LandClasses& known = model.factors.classes();
  for (const std::string& key : std::get<ClassMap>(map.shown).classes)
    spec.classes.push_back({known.colour(key), known.name(key, project.language)});
  return spec;
}

fs::path writeStyleOf(const MapFile& file, const CogWriter& writer, Scope scope) {
  const fs::path qml = fs::path(file.target).replace_extension(".qml");
  const MapProduct& map = file.map->product;
  if (map.classes) {
    writeStyle(qml, file.spec.classes, writer.classCounts());
    return qml;
  }
  const std::size_t band = leadingBand(map, scope);
  writeStyle(qml, map.palette, writer.statistics(band), map.bands[band].unit.inBothLanguages(),
             static_cast<int>(band) + 1);
  return qml;
}

}  // namespace

std::map<std::string, std::string> mapMetadata(const Project& project, const std::optional<YearChoice>& of) {
  std::map<std::string, std::string> metadata = {{"TANHUI_PROJECT", project.name},
                                                 {"TANHUI_VERSION", kVersion},
                                                 {"TANHUI_BASE_YEAR", std::to_string(project.baseYear)}};
  if (project.synthetic) metadata["TANHUI_SYNTHETIC"] = text("run.synthetic", project.language);
  if (of) metadata["TANHUI_YEAR"] = std::to_string(of->year);
  if (of) metadata["TANHUI_SCENARIO"] = of->scenario;
  return metadata;
}

std::vector<MapFile> mapFiles(const Project& project, const Model& model, std::span<const RunMap> maps,
                              const fs::path& folder) {
  std::vector<MapFile> files;
  for (const RunMap& map : maps)
    files.push_back({&map, folder / (fileNameOf(map.product, map.of) + ".tif"), specOf(map, project, model)});
  return files;
}

std::vector<fs::path> finishMaps(std::span<const MapFile> files, std::span<CogWriter> writers, Scope scope,
                                 const ProgressSink& progress, const StopFlag& stop) {
  std::vector<fs::path> written;
  const PhaseClock clock("write", progress);
  for (std::size_t i = 0; i < files.size(); ++i) {
    clock.tell(static_cast<std::int64_t>(i), std::ssize(files));
    writers[i].finish(&stop);
    const fs::path& map = files[i].target;
    written.push_back(map);
    if (const fs::path names = fs::path(map) += ".aux.xml"; fs::exists(names)) written.push_back(names);
    written.push_back(writeStyleOf(files[i], writers[i], scope));
  }
  return written;
}

}  // namespace tanhui
