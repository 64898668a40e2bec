#include "geo/run/detail/PatternStep.h"

#include <tbb/task_arena.h>

#include "geo/cog/WriteRaster.h"
#include "geo/coverage/Coverage.h"
#include "geo/gis/StyleQml.h"
#include "geo/pattern/Density.h"
#include "geo/pattern/Pattern.h"
#include "geo/pattern/PatternClass.h"
#include "geo/pattern/PatternTallier.h"
#include "geo/report/PatternTables.h"
#include "geo/run/detail/MapFiles.h"
#include "geo/run/detail/PatternGround.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

/// Colours and names by code.
std::vector<CogSpec::ClassEntry> entriesOf(bool transition, Language language) {
  std::vector<CogSpec::ClassEntry> entries(patternClasses().back().code + std::size_t{1});
  for (const PatternClass& known : patternClasses())
    entries[known.code] = {patternClass(shownAs(known.code, transition))->colour,
                           patternClassName(known.code, transition, language)};
  return entries;
}

void writeMap(const PatternSpec& spec, const PatternMap& map, const Grid& grid, const LandscapeWork& work,
              Landscape& made) {
  CogSpec file;
  file.grid = grid;
  file.bands = {{"pattern", ""}};
  file.codec = work.project.codec;
  file.metadata = mapMetadata(work.project);
  file.classes = entriesOf(spec.transition, work.project.language);
  const fs::path target = work.folder / spec.fileName();
  const auto counts = writeRaster(file, map.codes, target, &work.stop);
  const fs::path style = fs::path(target).replace_extension(".qml");
  writeStyle(style, file.classes, counts);
  for (const fs::path& path : {target, fs::path(target) += ".aux.xml", style}) made.outputs.push_back(path);
}

std::vector<PatternArea> areasOf(const PatternMap& map, const Grid& grid, const Model& model, const StopFlag& stop) {
  const CellSize size(grid, model.areaRule);
  const PatternTallier tallier(map, size);
  std::vector<PatternArea> areas = {{"", "", "", tallier.whole()}};
  Coverage coverage;
  for (const ZoneLayer& layer : model.zones)
    for (std::size_t i = 0; i < layer.ids.size(); ++i) {
      heed(&stop);
      areas.push_back({layer.name, layer.ids[i], layer.labels[i],
                       tallier.of(coverage(layer.polygons.shapes[i], grid, grid.all()))});
    }
  return areas;
}

std::string foregroundWords(const PatternSpec& spec, const Model& model, Language language) {
  if (!spec.raster.empty()) return spec.raster.filename().string();
  std::vector<std::string> names;
  for (const std::string& name : spec.classes) {
    const LandClasses& classes = model.factors.classes();
    names.push_back(classes.find(name) != nullptr ? classes.name(name, language)
                                                  : text(fmt::format("report.group.{}", name), language));
  }
  return fmt::format("{}", fmt::join(names, language == Language::zh ? "、" : ", "));
}

PatternFigures makePattern(const PatternSpec& spec, const Model& model, const LandscapeWork& work, Landscape& made) {
  PatternGround ground = patternGround(spec, work.project, model, work.threads, work.stop);
  PatternMap map{std::move(ground.mask), {}, {}, spec.connectivity};
  const std::string where = fmt::format("{}, line {}", work.project.file.string(), spec.line);
  const PatternOptions options{
      .where = where, .edgeWidth = spec.edgeWidth, .connectivity = spec.connectivity, .inside = spec.inside};
  tbb::task_arena threads(work.threads);
  threads.execute([&] { map.codes = classifyPattern(map.ground, options, &work.stop); });
  writeMap(spec, map, ground.grid, work, made);
  map.density = foregroundDensity(map.ground, spec.densityWindow, where);
  return {.name = spec.name,
          .file = spec.fileName(),
          .of = foregroundWords(spec, model, work.project.language),
          .edgeWidth = spec.edgeWidth,
          .neighbours = static_cast<int>(spec.connectivity),
          .transition = spec.transition,
          .densityWindow = spec.densityWindow,
          .areas = areasOf(map, ground.grid, model, work.stop)};
}

}  // namespace

void makePatterns(RunLand& land, const LandscapeWork& work, Landscape& made) {
  const std::vector<PatternSpec>& specs = work.project.patterns;
  if (specs.empty()) return;
  const PhaseClock clock("pattern", work.progress);
  for (std::size_t i = 0; i < specs.size(); ++i) {
    clock.tell(static_cast<std::int64_t>(i), std::ssize(specs));
    checkPattern(specs[i], work.project, land.model, land.warnings);
    made.patterns.push_back(makePattern(specs[i], land.model, work, made));
  }
  made.tables.push_back(patternTable(made.patterns, work.project.language));
  made.tables.push_back(fragmentationTable(made.patterns));
}

std::vector<fs::path> patternFiles(const Project& project) {
  std::vector<fs::path> names;
  for (const PatternSpec& spec : project.patterns) {
    const fs::path map = spec.fileName();
    names.insert(names.end(), {map, fs::path(map) += ".aux.xml", fs::path(map).replace_extension(".qml")});
  }
  if (!names.empty()) names.insert(names.end(), {"tables/pattern.csv", "tables/fragmentation.csv"});
  return names;
}

}  // namespace tanhui
