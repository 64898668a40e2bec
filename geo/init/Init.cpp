#include "geo/init/Init.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <set>

#include "geo/base/AsciiCase.h"
#include "geo/base/File.h"
#include "geo/base/Handle.h"
#include "geo/init/InitTemplate.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr std::array<std::string_view, 8> kVectorEndings = {".shp",  ".gpkg", ".gdb", ".geojson",
                                                            ".json", ".fgb",  ".kml", ".gml"};
constexpr std::array<std::string_view, 4> kRasterEndings = {".tif", ".tiff", ".img", ".vrt"};

std::string ending(const fs::path& path) { return lowerAscii(path.extension().string()); }

template <typename Endings>
bool endsWithOne(const fs::path& path, const Endings& endings) {
  return std::find(endings.begin(), endings.end(), ending(path)) != endings.end();
}

bool onlyRasters(const std::vector<LayerGuess>& guesses) {
  return std::none_of(guesses.begin(), guesses.end(),
                      [](const LayerGuess& g) { return g.land() && g.role != LayerRole::raster; });
}

/// The latest year that the land tells, else this year. An old land cover that fills the gaps of a survey tells
/// nothing.
int guessYear(const std::vector<LayerGuess>& guesses) {
  const bool rasters = onlyRasters(guesses);
  int latest = 0;
  for (const LayerGuess& guess : guesses)
    if (guess.land() && (guess.role != LayerRole::raster || rasters)) latest = std::max(latest, guess.year);
  if (latest > 0) return latest;
  const std::time_t now = std::time(nullptr);
  return 1900 + std::gmtime(&now)->tm_year;
}

/// The projected CRS for maps: a projected layer's own, else CGCS2000 3-degree Gauss-Krueger around the longitude
/// (EPSG:4534 for 75 E to EPSG:4554 for 135 E).
std::string guessCrs(const std::vector<LayerGuess>& guesses) {
  for (const LayerGuess& guess : guesses)
    if (guess.land() && guess.crs.known() && !guess.crs.geographic()) return guess.crs.authority();
  for (const LayerGuess& guess : guesses) {
    if (!guess.land() || !guess.crs.known() || guess.box.empty()) continue;
    const double longitude = (guess.box.xmin + guess.box.xmax) / 2;
    const int meridian = static_cast<int>(std::lround(longitude / 3)) * 3;
    if (meridian >= 75 && meridian <= 135) return fmt::format("EPSG:{}", 4534 + (meridian - 75) / 3);
  }
  return {};
}

void warnOfGaps(InitResult& result) {
  for (const LayerGuess& guess : result.guesses) {
    const std::string where =
        guess.sublayer.empty() ? guess.path.string() : fmt::format("{}, {}", guess.path.string(), guess.sublayer);
    if (guess.role == LayerRole::none)
      result.warnings.push_back({where, say("init.not_used")});
    else if (!guess.crs.known())
      result.warnings.push_back({where, say("init.no_crs")});
    if (guess.role == LayerRole::stands && !guess.hasClass())
      result.warnings.push_back({where, say("init.no_class", guess.classKey)});
  }
  const bool land = std::any_of(result.guesses.begin(), result.guesses.end(), [](const auto& g) { return g.land(); });
  if (!land) result.warnings.push_back({result.project.string(), say("init.no_land")});
}

}  // namespace

bool liesAbove(const LayerGuess& a, const LayerGuess& b) {
  return a.role != b.role ? a.role < b.role : a.land() && a.year > b.year;
}

void tellApart(const std::vector<LayerGuess*>& guesses) {
  std::set<std::string> names;
  const LayerGuess* above = nullptr;
  for (LayerGuess* guess : guesses) {
    if (guess->role == LayerRole::none || guess->role == LayerRole::region) continue;
    const std::string plain = guess->nameInReports(), file = guess->path.stem().string();
    for (int n = 1; !names.insert(guess->nameInReports()).second; ++n)
      guess->name = n == 1 ? file + " " + plain : fmt::format("{} {} {}", file, plain, n);
    if (above != nullptr && guess->land() && guess->role == above->role && 0 < guess->year && guess->year < above->year)
      guess->noteOnce(say("init.note.older", guess->year, above->nameInReports()));
    above = guess;
  }
}

/// All layers of one file. One layer of lines with one of water polygons makes one corridor: the polygons are its
/// banks.
std::vector<LayerGuess> guessLayers(const fs::path& path, const std::vector<TableChoice>& tables) {
  if (endsWithOne(path, kRasterEndings)) return {guessRaster(path)};
  const std::vector<VectorInfo> layers = describeVector(path);
  const auto lines = std::ranges::count_if(layers, [](const VectorInfo& l) { return l.lines; });
  const auto waters =
      std::ranges::count_if(layers, [](const VectorInfo& l) { return l.polygons && namedWater(l.layer); });
  const bool pair = layers.size() == 2 && lines == 1 && waters == 1;
  std::vector<LayerGuess> guesses;
  for (const VectorInfo& info : layers)
    if (!pair || info.lines) guesses.push_back(guessVector(path, info, layers.size() == 1 || pair, tables));
  return guesses;
}

InitHeader guessHeader(const std::vector<LayerGuess>& guesses, const fs::path& folder, Language language) {
  constexpr double kParcelCell = 10;  // metres: resolves a survey's parcels
  InitHeader header;
  const fs::path whole = fs::absolute(folder).lexically_normal();
  header.name = (whole.has_filename() ? whole : whole.parent_path()).filename().string();
  header.baseYear = guessYear(guesses);
  header.language = language;
  if (onlyRasters(guesses)) return header;  // on the first raster's own grid
  header.crs = guessCrs(guesses);
  header.cellSize = kParcelCell;
  return header;
}

std::vector<fs::path> findLayers(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code code;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, code)) {
    const fs::path& path = entry.path();
    const bool hidden = path.filename().string().starts_with(".");
    const bool container = entry.is_directory() && ending(path) == ".gdb";
    const bool file = entry.is_regular_file() && ending(path) != ".gdb" &&
                      (endsWithOne(path, kVectorEndings) || endsWithOne(path, kRasterEndings));
    if (!hidden && (container || file)) files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  return files;
}

InitResult initProject(const fs::path& folder, const std::vector<fs::path>& layers, Language language) {
  registerGdal();
  InitResult result;
  result.project = folder / "project.toml";
  std::error_code code;
  if (fs::exists(result.project, code))
    throw Error(result.project.string(), say("init.exists"), say("init.exists.remedy"));
  fs::create_directories(folder, code);
  if (code)
    throw Error(folder.string(), say("file.cannot_write", code.message()), say("file.cannot_write.remedy"),
                ErrorKind::work);

  const std::vector<TableChoice> tables = tableChoices(folder);
  for (const fs::path& path : layers.empty() ? findLayers(folder) : layers) {
    try {
      for (LayerGuess& guess : guessLayers(path, tables)) result.guesses.push_back(std::move(guess));
    } catch (const Error& error) {
      if (!layers.empty()) throw;
      result.warnings.push_back({error.where(), error.problem()});
    }
  }
  std::ranges::stable_sort(result.guesses, liesAbove);
  std::vector<LayerGuess*> inOrder;
  for (LayerGuess& guess : result.guesses) inOrder.push_back(&guess);
  tellApart(inOrder);
  warnOfGaps(result);
  std::vector<LayerGuess> used = result.guesses;
  std::erase_if(used, [](const LayerGuess& guess) { return guess.role == LayerRole::none; });
  writeFileWhole(result.project, projectTemplate(guessHeader(used, folder, language), used, folder));
  return result;
}

}  // namespace tanhui
