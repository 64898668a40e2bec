#include "geo/cog/Cog.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <list>
#include <system_error>
#include <type_traits>

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "geo/base/PartFile.h"
#include "geo/cog/TiffClassTable.h"
#include "geo/cog/detail/OverviewPyramid.h"
#include "geo/cog/detail/TiffAssembly.h"
#include "geo/cog/detail/TiffCodec.h"
#include "geo/cog/detail/TiffFile.h"
#include "geo/cog/detail/TiffGeoTags.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

template <typename T>
std::span<const std::uint8_t> bytesOf(std::span<const T> values) {
  return {reinterpret_cast<const std::uint8_t*>(values.data()), values.size_bytes()};
}

fs::path withSuffix(const fs::path& path, const char* suffix) {
  fs::path longer = path;
  longer += suffix;
  return longer;
}

void removeQuietly(const fs::path& path) {
  std::error_code ignored;
  fs::remove(path, ignored);
}

void requireWritableFolder(const fs::path& target) {
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  std::error_code code;
  if (!fs::is_directory(folder, code))
    throw Error(folder.string(), say("cog.no_folder"), say("cog.no_folder.remedy"), ErrorKind::work);
  if (::access(folder.c_str(), W_OK) != 0)
    throw Error(folder.string(), say("file.cannot_write", std::strerror(errno)), say("file.cannot_write.remedy"),
                ErrorKind::work);
}

/// A quantile of the valid values; `values` is reordered.
double quantile(std::vector<float>& values, double share) {
  const auto at = static_cast<std::ptrdiff_t>(std::llround(share * static_cast<double>(values.size() - 1)));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return static_cast<double>(values[static_cast<std::size_t>(at)]);
}

template <typename T>
using TileBands = std::vector<std::span<const T>>;

std::uint64_t halveAndCount(std::span<const float> tile, std::span<float> half, CogWriter::Block& block) {
  block.moments.push_back(halve(std::span<const float, kTileCells>(tile), std::span<float, kQuarterCells>(half)));
  return block.moments.back().count;
}

std::uint64_t halveAndCount(std::span<const std::uint8_t> tile, std::span<std::uint8_t> half, CogWriter::Block& block) {
  halve(std::span<const std::uint8_t, kTileCells>(tile), std::span<std::uint8_t, kQuarterCells>(half));
  block.classCounts.resize(256);
  return countClasses(std::span<const std::uint8_t, kTileCells>(tile), block.classCounts);
}

/// Fills in the block's halves and statistics, and empties the bands that hold nothing but nodata.
template <typename T>
void summarise(TileBands<T>& tile, CogWriter::Block& block) {
  Quarters<T> half(tile.size());
  for (std::size_t band = 0; band < tile.size(); ++band) {
    half[band].resize(kQuarterCells);
    if (halveAndCount(tile[band], half[band], block) > 0) continue;
    half[band] = {};
    tile[band] = {};
  }
  block.half = std::move(half);
}

std::vector<float> withoutNaN(std::span<const float> tile) {
  std::vector<float> copy(tile.begin(), tile.end());
  std::replace_if(
      copy.begin(), copy.end(), [](float v) { return std::isnan(v); }, kFloatNodata);
  return copy;
}

Error damaged(const SpoolPart& part) {
  return {part.file.string(), say("cog.spool", part.tiles), say("cog.spool.remedy"), ErrorKind::work};
}

TiffFile openSpool(const SpoolPart& part) {
  std::error_code code;
  if (part.tiles == 0 || part.size == 0 || !fs::is_regular_file(part.file, code)) throw damaged(part);
  TiffFile spool = TiffFile::open(part.file);
  if (spool.size() < part.size) throw damaged(part);
  return spool;
}

}  // namespace

struct CogWriter::State {
  CogSpec spec;
  fs::path target, spoolPath, overviewPath;
  TileFormat format;
  std::vector<LevelSize> levels;
  std::vector<std::uint8_t> nodataTile;                     ///< compressed once for all
  std::vector<TiffFile> spools = std::vector<TiffFile>(1);  ///< its own first
  TiffFile overviews;
  std::vector<TileIndex> tiles;  ///< by level
  std::variant<Pyramid<float>, Pyramid<std::uint8_t>> pyramid;
  std::vector<Moments> moments;            ///< float maps, by band
  std::vector<std::uint64_t> classCounts;  ///< class maps, by value

  State(CogSpec s, fs::path t, fs::path spoolAt);

  std::size_t bands() const { return spec.bands.size(); }
  std::uint64_t places() const { return static_cast<std::uint64_t>(levels.front().tiles()); }
  std::uint64_t appended() const { return tiles.front().sizes.size() / bands(); }

  /// A record: the framed tiles of all bands; bands without pixels are nodata.
  template <typename T>
  std::vector<std::uint8_t> recordOf(const TileBands<T>& tile) const;
  template <typename T>
  Block blockOf(TileBands<T> tile) const;

  /// Reads the record at a place; empty when the spool does not hold a whole one before `end`.
  std::vector<std::uint8_t> readRecord(SpoolPlace place, std::uint64_t end) const;
  /// What `compress` gave for a record of the spool; false when its tiles do not decode.
  template <typename T>
  bool restore(std::vector<std::uint8_t> record, Block& block) const;
  bool restore(std::vector<std::uint8_t> record, Block& block) const;

  /// Everything of `append` but the spool itself.
  void take(Block block, SpoolPlace place);
  /// Takes the tiles that the spool opened last holds in its first `part.size` bytes.
  void takeAll(const SpoolPart& part, const StopFlag* stop);
  template <typename T>
  void grow(Pyramid<T>& levelsAbove, Quarters<T> half);
  void removeStaleSideFiles() const;
};

CogWriter::State::State(CogSpec s, fs::path t, fs::path spoolAt)
    : spec(std::move(s)),
      target(std::move(t)),
      spoolPath(std::move(spoolAt)),
      overviewPath(withSuffix(spoolPath, ".overviews")),
      format{spec.codec, spec.classes.empty()},
      levels(levelSizes(spec.grid.cols, spec.grid.rows)),
      tiles(levels.size()),
      pyramid(Pyramid<float>({levels.back()}, 0)),
      moments(format.isFloat ? bands() : 0),
      classCounts(format.isFloat ? 0 : 256) {
  requireWritableFolder(target);
  if (format.isFloat) {
    pyramid.emplace<Pyramid<float>>(levels, bands());
    nodataTile = encodeTile(format, bytesOf<float>(std::vector<float>(kTileCells, kFloatNodata)), target.string());
  } else {
    pyramid.emplace<Pyramid<std::uint8_t>>(levels, bands());
    nodataTile = encodeTile(format, std::vector<std::uint8_t>(kTileCells, kClassNodata), target.string());
  }
}

template <typename T>
std::vector<std::uint8_t> CogWriter::State::recordOf(const TileBands<T>& tile) const {
  std::vector<std::uint8_t> record;
  for (const std::span<const T>& band : tile) {
    if (band.empty())
      frameTile(record, nodataTile);
    else
      frameTile(record, encodeTile(format, bytesOf(band), target.string()));
  }
  return record;
}

template <typename T>
CogWriter::Block CogWriter::State::blockOf(TileBands<T> tile) const {
  Block block;
  summarise(tile, block);
  std::list<std::vector<float>> cleaned;  // copies of the bands that hold NaN
  if constexpr (std::is_same_v<T, float>)
    for (std::size_t band = 0; band < tile.size(); ++band)
      if (block.moments[band].notANumber > 0 && !tile[band].empty())
        tile[band] = cleaned.emplace_back(withoutNaN(tile[band]));
  block.record = recordOf(tile);
  return block;
}

std::vector<std::uint8_t> CogWriter::State::readRecord(SpoolPlace place, std::uint64_t end) const {
  const TiffFile& spool = spools[place.spool];
  std::vector<std::uint8_t> record;
  for (std::size_t band = 0; band < bands(); ++band) {
    std::array<std::uint8_t, kTileLeader> leader{};
    const std::uint64_t at = place.at + record.size();
    if (at + kTileLeader > end || !spool.read(at, leader)) return {};
    const std::uint64_t size = leaderSize(leader);
    const std::uint64_t framed = kTileLeader + size + kTileTrailer;
    if (size < kTileTrailer || framed > end - at) return {};
    const std::size_t before = record.size();
    record.resize(before + framed);
    if (!spool.read(at, std::span(record).subspan(before))) return {};
    if (!std::equal(record.end() - kTileTrailer, record.end(), record.end() - 2 * kTileTrailer)) return {};
  }
  return record;
}

template <typename T>
bool CogWriter::State::restore(std::vector<std::uint8_t> record, Block& block) const {
  TileIndex index;
  index.add(record, {}, bands());
  std::vector<std::vector<T>> pixels(bands(), std::vector<T>(kTileCells));
  for (std::size_t band = 0; band < bands(); ++band) {
    const std::span<const std::uint8_t> tile = std::span(record).subspan(index.offsets[band], index.sizes[band]);
    const std::span<std::uint8_t> out(reinterpret_cast<std::uint8_t*>(pixels[band].data()), format.tileBytes());
    if (!decodeTile(format, tile, out)) return false;
  }
  TileBands<T> tile(pixels.begin(), pixels.end());
  summarise(tile, block);
  block.record = std::move(record);
  return true;
}

bool CogWriter::State::restore(std::vector<std::uint8_t> record, Block& block) const {
  return format.isFloat ? restore<float>(std::move(record), block) : restore<std::uint8_t>(std::move(record), block);
}

template <typename T>
void CogWriter::State::grow(Pyramid<T>& levelsAbove, Quarters<T> half) {
  levelsAbove.add(std::move(half), [this](std::size_t level, const TileBands<T>& tile) {
    const std::vector<std::uint8_t> record = recordOf(tile);
    const std::uint64_t at = overviews.size();
    overviews.write(record);
    tiles[level].add(record, {0, at}, bands());
  });
}

void CogWriter::State::take(Block block, SpoolPlace place) {
  if (!overviews.isOpen()) overviews = TiffFile::create(overviewPath);
  tiles.front().add(block.record, place, bands());
  for (std::size_t band = 0; band < moments.size(); ++band) moments[band].add(block.moments[band]);
  for (std::size_t value = 0; value < classCounts.size(); ++value) classCounts[value] += block.classCounts[value];
  if (format.isFloat)
    grow(std::get<Pyramid<float>>(pyramid), std::get<Quarters<float>>(std::move(block.half)));
  else
    grow(std::get<Pyramid<std::uint8_t>>(pyramid), std::get<Quarters<std::uint8_t>>(std::move(block.half)));
}

void CogWriter::State::takeAll(const SpoolPart& part, const StopFlag* stop) {
  if (part.tiles > places() - appended()) throw damaged(part);
  SpoolPlace place{static_cast<std::uint32_t>(spools.size() - 1), 0};
  for (std::uint64_t tile = 0; tile < part.tiles; ++tile) {
    heed(stop);
    std::vector<std::uint8_t> record = readRecord(place, part.size);
    const std::uint64_t length = record.size();
    Block block;
    if (record.empty() || !restore(std::move(record), block)) throw damaged(part);
    take(std::move(block), place);
    place.at += length;
  }
  if (place.at != part.size) throw damaged(part);
}

void CogWriter::State::removeStaleSideFiles() const {
  // Statistics and overviews that a GIS kept of the file that was just replaced.
  removeQuietly(withSuffix(target, ".ovr"));
  if (format.isFloat) removeQuietly(withSuffix(target, ".aux.xml"));
}

CogWriter::CogWriter(CogSpec spec, fs::path target, fs::path spool)
    : state_(std::make_unique<State>(std::move(spec), std::move(target), std::move(spool))) {}

CogWriter::CogWriter(CogWriter&&) noexcept = default;

CogWriter::~CogWriter() {
  if (state_) removeQuietly(state_->overviewPath);
}

CogWriter::Block CogWriter::compress(std::span<const std::vector<float>> pixels) const {
  return state_->blockOf(TileBands<float>(pixels.begin(), pixels.end()));
}

CogWriter::Block CogWriter::compress(std::span<const std::uint8_t> pixels) const {
  return state_->blockOf(TileBands<std::uint8_t>{pixels});
}

void CogWriter::append(Block block) {
  State& s = *state_;
  if (s.appended() == s.places())
    throw Error(s.target.string(), say("cog.tile_count", s.appended() + 1, s.places()), say("cog.tile_count.remedy"),
                ErrorKind::work);
  TiffFile& spool = s.spools.front();
  if (!spool.isOpen()) spool = TiffFile::create(s.spoolPath);
  const std::uint64_t at = spool.size();
  spool.write(block.record);
  s.take(std::move(block), {0, at});
}

std::uint64_t CogWriter::spoolSize() const {
  const TiffFile& spool = state_->spools.front();
  return spool.isOpen() ? spool.size() : 0;
}

void CogWriter::reopen(std::uint64_t tiles, std::uint64_t size, const StopFlag* stop) {
  if (tiles == 0 && size == 0) return;
  State& s = *state_;
  const SpoolPart own{s.spoolPath, tiles, size};
  s.spools.front() = openSpool(own);
  s.takeAll(own, stop);
  s.spools.front().truncate(size);
}

void CogWriter::append(const SpoolPart& part, const StopFlag* stop) {
  if (part.tiles == 0 && part.size == 0) return;
  state_->spools.push_back(openSpool(part));
  state_->takeAll(part, stop);
}

void CogWriter::finish(const StopFlag* stop) {
  State& s = *state_;
  if (s.appended() != s.places())
    throw Error(s.target.string(), say("cog.tile_count", s.appended(), s.places()), say("cog.tile_count.remedy"),
                ErrorKind::work);
  std::vector<BandStatistics> statisticsByBand;
  for (std::size_t band = 0; band < s.moments.size(); ++band) statisticsByBand.push_back(statistics(band));
  PartFile part(s.target);
  TiffFile out = TiffFile::create(part.path());
  writeCog(out, {s.spec, s.format.compression(), s.levels, s.tiles, s.spools, s.overviews,
                 geoTags(s.spec, statisticsByBand, s.target), stop});
  part.commit();
  s.removeStaleSideFiles();
  if (!s.spec.classes.empty())
    writeFileWhole(withSuffix(s.target, ".aux.xml"), classTableXml(s.spec.classes, s.classCounts));
}

BandStatistics CogWriter::statistics(std::size_t band) const {
  const Moments& m = state_->moments.at(band);
  if (m.count == 0) return {};
  const auto n = static_cast<double>(m.count);
  BandStatistics s{m.count, static_cast<double>(m.min), static_cast<double>(m.max), m.sum / n, 0, 0, 0};
  s.stddev = std::sqrt(std::max(0.0, m.squares / n - s.mean * s.mean));
  s.p02 = s.min;
  s.p98 = s.max;
  const Quarters<float>& crown = std::get<Pyramid<float>>(state_->pyramid).crown();
  if (band >= crown.size()) return s;
  std::vector<float> values = crown[band];
  std::erase(values, kFloatNodata);
  if (values.empty()) return s;
  s.p02 = quantile(values, 0.02);
  s.p98 = quantile(values, 0.98);
  return s;
}

const std::vector<std::uint64_t>& CogWriter::classCounts() const { return state_->classCounts; }

}  // namespace tanhui
