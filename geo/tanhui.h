#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/base/Api.h"
#include "geo/base/Error.h"
#include "geo/base/Message.h"
#include "geo/base/Stop.h"
#include "geo/base/Version.h"
#include "geo/project/YearChoice.h"
#include "geo/run/RunProgress.h"

/// Tanhui as a library: what the programs do, in plain values. Nothing here knows GDAL, GEOS or Qt.
///
/// Every fault is thrown as tanhui::Error: where (file, layer, feature or line), problem, remedy; text(problem,
/// language) gives the words. Work that was stopped by its flag ends with tanhui::Interrupted. No setting of GDAL that
/// the host program has made is changed beyond the call. All may be called from several threads at once.
namespace tanhui::library {

/// Area and carbon of a class, a zone, a place or the region, under the names of tables/totals.csv. A positive flux or
/// net is uptake by the land; an error is one standard error.
struct Figures {
  double areaHa = 0;                                                          ///< true ground area
  double stockTc = 0, stockSeTc = 0;                                          ///< of all pools
  double aboveTc = 0, belowTc = 0, deadwoodTc = 0, litterTc = 0, soilTc = 0;  ///< the pools
  double fluxTcPerYr = 0, fluxSeTcPerYr = 0;                                  ///< of carbon
  double nonCo2Tco2ePerYr = 0;                                                ///< CH4 and N2O, with Agriculture's
  double netTco2ePerYr = 0, netSeTco2ePerYr = 0;                              ///< carbon and gases, with Agriculture's
  double agricultureTco2ePerYr = 0;                                           ///< its part of the gases
  double lulucfTco2ePerYr = 0, lulucfSeTco2ePerYr = 0;                        ///< net without Agriculture
};

struct ClassFigures {
  std::string classKey, name;  ///< the name in the project's language
  Figures figures;
};

struct ZoneFigures {
  std::string layer, id, label;
  std::vector<ClassFigures> classes;
  Figures total;
};

struct CheckResult {
  std::vector<Error> faults;  ///< none: a run will begin
  Warnings warnings;
};

struct RunRequest {
  std::filesystem::path outputFolder = {};                ///< empty: the project's
  bool resume = false;                                    ///< go on where a killed run of the same inputs stopped
  bool overwrite = false;                                 ///< replace files that no run wrote
  int threads = 0;                                        ///< 0: one per core; the files are the same for any number
  std::optional<YearChoice> maps = {};                    ///< maps of this year and scenario too
  std::function<void(const RunProgress&)> progress = {};  ///< called on the thread that called run()
  const StopFlag* stop = nullptr;
};

struct RunResult {
  std::vector<ClassFigures> classes;  ///< "unmapped" last
  Figures total;
  std::vector<ZoneFigures> zones;
  double closure = 0;  ///< the largest relative error of sums; above 1e-6 a run fails
  Warnings warnings;
  std::vector<std::filesystem::path> outputs;
};

/// The land of one kind in a place or zone, per hectare.
struct AnswerLine {
  std::string classKey, species;
  double areaHa = 0, share = 0;  ///< of the place or zone
  double stockTcPerHa = 0, fluxTcPerHaYr = 0;
  std::vector<std::string> features;  ///< of a place: "LAYER, feature FID" that brought it
};

/// Why a number is what it is.
struct Answer {
  std::string title;
  std::vector<AnswerLine> lines;   ///< area x value of these adds up to the total
  std::vector<std::string> zones;  ///< of a place: "LAYER:ID LABEL" that hold it
  Figures total;
  std::string arithmetic;  ///< line by line, as `tanhui explain --all` prints it
};

/// A project file, read and sound in itself. Cheap to copy.
class TANHUI_API OpenProject {
 public:
  const std::string& name() const;
  Language language() const;
  int baseYear() const;
  int horizon() const;  ///< the last year of its series; the base year: none
  const std::filesystem::path& outputFolder() const;

  /// The main job: evaluates every tile, writes maps, tables and report. Throws Error, and then nothing stands under a
  /// final name that was not whole before.
  RunResult run(const RunRequest& request = {}) const;

  /// The cell at a point of the grid's CRS, or of longitude and latitude. `of`: another year or scenario than the base
  /// year of the baseline. Reads the layers.
  Answer askAt(double x, double y, const std::optional<YearChoice>& of = {}) const;
  /// A zone, "LAYER:ID". Reads the layers; of another year or scenario, the last run.
  Answer askZone(const std::string& zone, const std::optional<YearChoice>& of = {}) const;

 private:
  friend TANHUI_API OpenProject open(const std::filesystem::path&, std::optional<Language>);
  struct State;
  std::shared_ptr<const State> state_;
};

/// Reads a project file. `language`: of names, reports and answers, in place of the project's own. Throws Error for the
/// first fault of the file; check() tells all.
TANHUI_API OpenProject open(const std::filesystem::path& file, std::optional<Language> language = {});

/// Everything that a run would need, short of the pixels, also of a file that open() refuses.
TANHUI_API CheckResult check(const std::filesystem::path& file);

struct ZonalRequest {
  std::filesystem::path raster = {};  ///< any type, not rotated, with a CRS
  int band = 1;
  std::optional<double> nodata = {};                               ///< beside the declared one
  std::filesystem::path zones = {};                                ///< polygons in any CRS
  std::string sublayer = {}, where = {}, encoding = {}, crs = {};  ///< how they are read, as for a layer of a project
  std::string id = {}, label = {};                                 ///< text fields of the zones to be told; empty: none
  std::vector<std::string> statistics = {};  ///< as `tanhui zonal --stats`; empty: all that hold for any raster
  int threads = 1;                           ///< 0: one per core; the same to the bit for any number
  const StopFlag* stop = nullptr;
};

struct ZonalRow {
  std::int64_t fid = 0;
  std::string id, label;
  std::vector<double> values;  ///< by column; NaN: none
};

struct ZonalTable {
  std::vector<std::string> columns;
  std::string unit;  ///< of the values, as the band says it
  std::vector<ZonalRow> rows;
  Warnings warnings;
};

/// Statistics of a raster by zone, each cell with the exact fraction that the zone covers.
TANHUI_API ZonalTable zonal(const ZonalRequest& request);

/// A north-up grid in a plane: the west and north edge, positive cell sizes in the same unit.
struct CellGrid {
  double west = 0, north = 0;
  double cellWidth = 1, cellHeight = 1;
  std::int64_t cols = 0, rows = 0;  ///< each below 2^31
};

struct Vertex {
  double x = 0, y = 0;
};

/// Its first ring is the outside, the others are holes. Any direction; closed or not.
struct Polygon {
  std::vector<std::vector<Vertex>> rings;
};

/// Cells [colBegin, colEnd) of a row, row 0 in the north, of which the same fraction (0, 1] is covered.
struct CoveredCells {
  std::int64_t row = 0, colBegin = 0, colEnd = 0;
  double fraction = 0;
};

/// The exact fraction of each cell that one area of one or more polygons covers, by row and column; cells without any
/// are left out. What is invalid is repaired as the features of layers are: what several polygons cover counts once.
/// Throws Error for a coordinate or a grid that is no number or has no size.
TANHUI_API std::vector<CoveredCells> coverage(std::span<const Polygon> area, const CellGrid& grid);

}  // namespace tanhui::library
