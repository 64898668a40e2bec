#include "geo/zonal/Zonal.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <utility>

#include <fmt/ranges.h>

#include "geo/gdal/SourceFiles.h"
#include "geo/grid/CellArea.h"
#include "geo/layer/VectorRead.h"
#include "geo/zonal/detail/InOrder.h"
#include "geo/zonal/detail/OddExtreme.h"
#include "geo/zonal/detail/PerHectare.h"
#include "geo/zonal/detail/Pieces.h"
#include "geo/zonal/detail/ShapePart.h"
#include "geo/zonal/detail/ValueRaster.h"
#include "geo/zonal/detail/ZoneAccount.h"

namespace tanhui {
namespace {

ValueRaster open(const ZonalOptions& options) {
  const double* nodata = options.nodata ? &*options.nodata : nullptr;
  return {options.raster, options.band, std::span(nodata, nodata == nullptr ? 0 : 1)};
}

struct ZonalJob {
  const ZonalOptions& options;
  const Grid& grid;
  const Pieces& pieces;
  const std::vector<ShapePart>& shapes;
  bool deviation, classes;
  const CellArea* ground;  ///< none: nothing asked for needs it
  ZoneAccount& account;
};

/// Works on pieces on one thread, with its own raster handle: see workInOrder.
template <typename T>
class ZonalWorker {
 public:
  explicit ZonalWorker(const ZonalJob& job) : job_(&job), raster_(open(job.options)) {}

  void work(std::size_t piece) {
    const Window& window = job_->pieces.window(piece);
    cover(piece, window);
    parts_.clear();
    counted_.clear();
    if (runs_.empty()) return finishUncovered(piece);
    raster_.read(window, runs_, cells_);
    const Values<T> values{cells_.data(), window.cols};
    if (job_->ground != nullptr) measure(window);
    const auto zones = job_->pieces.shapes(piece);
    for (std::size_t i = 0; i < zones.size(); ++i)
      parts_.push_back(partOf(values, zones[i], std::span(runs_).subspan(ends_[i], ends_[i + 1] - ends_[i])));
  }

  void merge(std::size_t) {
    for (const ZonePart& part : parts_)
      job_->account.add(part, std::span(counted_).subspan(part.valuesBegin, part.valuesEnd - part.valuesBegin));
  }

 private:
  void cover(std::size_t piece, const Window& window) {
    const Box box = job_->grid.box(window);
    runs_.clear();
    ends_.assign(1, 0);
    for (const std::uint32_t zone : job_->pieces.shapes(piece)) {
      const auto runs = coverage_(job_->shapes[zone].in(box, cut_), job_->grid, window);
      runs_.insert(runs_.end(), runs.begin(), runs.end());
      ends_.push_back(runs_.size());
    }
  }

  void measure(const Window& window) {
    const auto cols = static_cast<std::size_t>(window.cols);
    areas_.resize(static_cast<std::size_t>(window.cells()));
    for (int row = 0; row < window.rows; ++row)
      job_->ground->row(window, row, std::span(areas_).subspan(static_cast<std::size_t>(row) * cols, cols));
  }

  /// The boxes of the zones meet the piece, their areas do not.
  void finishUncovered(std::size_t piece) {
    const Values<T> none{nullptr, 0};
    for (const std::uint32_t zone : job_->pieces.shapes(piece)) parts_.push_back(partOf(none, zone, {}));
  }

  ZonePart partOf(const Values<T>& values, std::uint32_t zone, std::span<const CoverageRun> runs) {
    ZonePart part{zone, momentsOf(values, runs, job_->deviation), {}};
    if (job_->ground != nullptr) addGround(values, runs, areas_, part.moments);
    if (job_->classes) countClasses(values, runs, part);
    return part;
  }

  void countClasses(const Values<T>& values, std::span<const CoverageRun> runs, ZonePart& part) {
    part.tooVaried = job_->account.givenUp(part.zone);
    if (part.tooVaried) return;
    frequency_.clear();
    countValues(values, runs, frequency_, kMaxVariety);
    if (job_->pieces.piecesOf(part.zone) == 1) {
      part.classes = summaryOf(frequency_);
      return;
    }
    part.tooVaried = frequency_.overflowed();
    part.valuesBegin = counted_.size();
    counted_.insert(counted_.end(), frequency_.entries().begin(), frequency_.entries().end());
    part.valuesEnd = counted_.size();
  }

  const ZonalJob* job_;
  ValueRaster raster_;
  Coverage coverage_;
  MultiPolygon cut_;
  std::vector<CoverageRun> runs_;  ///< of all zones of the piece
  std::vector<std::size_t> ends_;  ///< where each zone's runs begin; the last is the end
  std::vector<T> cells_;
  std::vector<double> areas_;  ///< ground area of each cell of the piece, ha
  Frequency frequency_;
  std::vector<ZonePart> parts_;
  std::vector<Frequency::Entry> counted_;  ///< values of the zones that have several parts
};

std::vector<ZoneAccount::Area> areasOf(const std::vector<MultiPolygon>& shapes, const Grid& grid,
                                       const Pieces& pieces) {
  std::vector<ZoneAccount::Area> areas;
  areas.reserve(shapes.size());
  const Box whole = grid.box();
  for (std::size_t i = 0; i < shapes.size(); ++i)
    areas.push_back({planarArea(shapes[i]) / (grid.dx * grid.dy), whole.holds(shapes[i].box), pieces.piecesOf(i)});
  return areas;
}

/// One warning for all zones of which `has` is true: how many, and the first few by feature id.
void warnOfZones(const char* id, const ZonalTable& table, const std::function<bool(std::size_t)>& has,
                 Warnings& warnings) {
  constexpr std::size_t kNamed = 5;
  std::size_t count = 0;
  std::vector<std::int64_t> named;
  for (std::size_t zone = 0; zone < table.zones.fids.size(); ++zone) {
    if (!has(zone)) continue;
    if (++count <= kNamed) named.push_back(table.zones.fids[zone]);
  }
  if (count == 0) return;
  const std::string list = fmt::format("{}{}", fmt::join(named, ", "), count > kNamed ? ", ..." : "");
  warnings.push_back({table.zones.name, say(id, count, table.zones.fids.size(), list)});
}

void warnOfGaps(const ZonalTable& table, const ZoneAccount& account, Warnings& warnings) {
  constexpr double kRounding = 1e-9;
  const auto outside = [&](std::size_t zone) { return account.outsideShare(zone); };
  warnOfZones(
      "zonal.zones_outside", table, [&](std::size_t zone) { return outside(zone) >= 1; }, warnings);
  warnOfZones(
      "zonal.zones_partly_outside", table,
      [&](std::size_t zone) { return outside(zone) > kRounding && outside(zone) < 1; }, warnings);
  warnOfZones(
      "zonal.zones_nodata", table, [&](std::size_t zone) { return account.nodataShare(zone) > 0; }, warnings);
  warnOfZones(
      "zonal.zones_too_varied", table, [&](std::size_t zone) { return account.tooVaried(zone); }, warnings);
}

/// What the reader must know of the values themselves.
void warnOfValues(const ZonalTable& table, const ZoneAccount& account, const RasterBand& band, Warnings& warnings) {
  const std::string where = band.path().string();
  if (band.scale().applies())
    warnings.push_back({where, say("zonal.scaled", band.scale().factor, band.scale().offset)});
  if (const std::optional<double> odd = oddExtreme(account.lowest(), account.highest(), account.secondHighest(), band))
    warnings.push_back({where, say("zonal.nodata_like", *odd)});
  const bool ground = needsGround(table.statistics), known = unitOfTotal(table.unit).has_value();
  const bool sums = std::ranges::find(table.statistics, Statistic::sum) != table.statistics.end();
  if (known && sums && !ground) warnings.push_back({where, say("zonal.per_hectare", table.unit)});
  if (ground && !known && !table.unit.empty()) warnings.push_back({where, say("zonal.not_per_hectare", table.unit)});
}

FieldRequest fieldsOf(const ZonalRequest& request, std::vector<std::string>& columns) {
  for (const std::string& field : {request.id, request.label})
    if (!field.empty() && std::ranges::find(columns, field) == columns.end()) columns.push_back(field);
  return {columns, {}};
}

}  // namespace

const std::vector<Statistic>& allStatistics() {
  static const std::vector<Statistic> all{
      Statistic::count,      Statistic::sum,         Statistic::mean,     Statistic::min,     Statistic::max,
      Statistic::stdev,      Statistic::majority,    Statistic::minority, Statistic::variety, Statistic::frac,
      Statistic::nodataFrac, Statistic::outsideFrac, Statistic::areaHa,   Statistic::total};
  return all;
}

std::vector<Statistic> usualStatistics() {
  std::vector<Statistic> usual = allStatistics();
  std::erase_if(usual, [](Statistic s) { return s == Statistic::areaHa || s == Statistic::total; });
  return usual;
}

std::string_view statisticName(Statistic statistic) {
  static constexpr std::array<std::string_view, 14> names{"count",       "sum",          "mean",     "min",     "max",
                                                          "stdev",       "majority",     "minority", "variety", "frac",
                                                          "nodata_frac", "outside_frac", "area_ha",  "total"};
  return names[static_cast<std::size_t>(statistic)];
}

std::optional<Statistic> statisticByName(std::string_view name) {
  for (const Statistic statistic : allStatistics())
    if (statisticName(statistic) == name) return statistic;
  return std::nullopt;
}

std::vector<Statistic> statisticsNamed(const std::vector<std::string>& names, const std::string& where) {
  std::vector<Statistic> statistics;
  for (const std::string& name : names) {
    const auto known = statisticByName(name);
    if (!known) {
      std::vector<std::string_view> all;
      for (const Statistic statistic : allStatistics()) all.push_back(statisticName(statistic));
      throw Error(where, say("zonal.no_statistic", name), say("project.choices", fmt::to_string(fmt::join(all, ", "))));
    }
    statistics.push_back(*known);
  }
  return statistics;
}

ZonalTable zonalStatistics(const ZonalRequest& request, Warnings& warnings) {
  registerGdal();
  const FileWatch watch(std::array{request.raster, request.zones.path});
  std::vector<std::string> columns;
  const FieldRequest fields = fieldsOf(request, columns);
  const Crs crs = RasterBand(request.raster, request.band).grid().crs;
  ZonalTable table = zonalStatistics(request, readPolygons(request.zones, crs, fields, warnings), warnings);
  table.textColumns = std::move(columns);
  table.inputs.push_back(request.zones.path);
  watch.requireUnchanged();
  return table;
}

ZonalTable zonalStatistics(const ZonalOptions& options, VectorLayer zones, Warnings& warnings) {
  registerGdal();
  const FileWatch watch(std::array{options.raster});
  const ValueRaster raster = open(options);
  const Grid& grid = raster.grid();
  const Pieces pieces(grid, raster.pieceCols(), raster.pieceRows(), zones.shapes);
  if (pieces.size() == 0)
    throw Error(zones.name, say("zonal.no_overlap", options.raster.string()), say("zonal.no_overlap.remedy"));

  ZonalTable table;
  table.crs = grid.crs;
  table.inputs = {options.raster};
  table.unit = raster.band().unit();
  table.statistics = options.statistics.empty() ? usualStatistics() : options.statistics;
  for (const Statistic more : {Statistic::areaHa, Statistic::total})
    if (options.perHectare && std::ranges::find(table.statistics, more) == table.statistics.end())
      table.statistics.push_back(more);
  table.zones = std::move(zones);
  const std::vector<MultiPolygon>& shapes = table.zones.shapes;
  ZoneAccount account(areasOf(shapes, grid, pieces), table.statistics);
  const std::vector<ShapePart> parts(shapes.begin(), shapes.end());
  std::optional<CellArea> ground;
  if (needsGround(table.statistics)) ground.emplace(grid, AreaRule::ground);
  const ZonalJob job{options,
                     grid,
                     pieces,
                     parts,
                     needsDeviation(table.statistics),
                     needsClasses(table.statistics),
                     ground ? &*ground : nullptr,
                     account};
  if (raster.fitsFloat()) {
    workInOrder(
        pieces.size(), options.threads, [&] { return ZonalWorker<float>(job); }, options.stop);
  } else {
    workInOrder(
        pieces.size(), options.threads, [&] { return ZonalWorker<double>(job); }, options.stop);
  }
  watch.requireUnchanged();
  table.values = account.values();
  warnOfValues(table, account, raster.band(), warnings);
  warnOfGaps(table, account, warnings);
  return table;
}

}  // namespace tanhui
