#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include <QImage>
#include <QObject>

#include "app/viewer/canvas/TileCache.h"
#include "app/viewer/canvas/TileSource.h"
#include "geo/base/Error.h"

namespace tanhui::viewer {

/// A tile of a layer.
struct TileKey {
  int layer = 0;
  Tile tile;
  // NOLINTNEXTLINE(modernize-use-nullptr): the 0 that the compiler compares with is no pointer
  friend auto operator<=>(const TileKey&, const TileKey&) = default;
};

/// What was read of a tile, whichever layers show it: `group` stands for a TileSource::dataKey().
struct TileDataKey {
  std::uint64_t group = 0;
  Tile tile;
  // NOLINTNEXTLINE(modernize-use-nullptr): the 0 that the compiler compares with is no pointer
  friend auto operator<=>(const TileDataKey&, const TileDataKey&) = default;
};

}  // namespace tanhui::viewer

template <>
struct std::hash<tanhui::viewer::TileKey> {
  std::size_t operator()(const tanhui::viewer::TileKey& k) const noexcept {
    return std::hash<tanhui::viewer::Tile>()(k.tile) ^
           (static_cast<std::size_t>(k.layer) * std::size_t{0x27D4EB2F165667C5});
  }
};

template <>
struct std::hash<tanhui::viewer::TileDataKey> {
  std::size_t operator()(const tanhui::viewer::TileDataKey& k) const noexcept {
    return std::hash<tanhui::viewer::Tile>()(k.tile) ^
           (static_cast<std::size_t>(k.group) * std::size_t{0x27D4EB2F165667C5});
  }
};

namespace tanhui::viewer {

/// Reads and colours tiles on a few threads and keeps them within a limit of memory. The window's thread only ever
/// takes finished images from it. A tile whose layer got another style or content keeps its old image until the new
/// one is there, so that the map never goes blank. What was read is kept by its data key: two layers that show the same
/// data read it once, and a layer that comes back to what it showed before finds it, while memory lasts.
class TileStore : public QObject {
  Q_OBJECT

 public:
  struct Limits {
    /// Alike, since an image is as large as its data: what has an image then has data to colour it anew.
    std::size_t dataBytes = std::size_t{220} << 20, imageBytes = std::size_t{220} << 20;
    int threads = 0;  ///< 0: one per core, at most four
  };

  explicit TileStore(QObject* parent = nullptr) : TileStore(Limits(), parent) {}
  explicit TileStore(const Limits& limits, QObject* parent = nullptr);
  /// Waits for the tiles that are being read, a few milliseconds each.
  ~TileStore() override;

  /// A layer's source or style: tiles of the old one become stale.
  void setLayer(int layer, std::shared_ptr<const TileSource> source, const Style& style);
  void removeLayer(int layer);
  /// Null when the layer has none (yet).
  std::shared_ptr<const TileSource> source(int layer) const;

  /// Which tiles are needed, the most urgent first. Replaces what was asked for before: of that, only what is being
  /// read at the moment is finished.
  void setWanted(const std::vector<TileKey>& wanted);

  /// Tiles of a source that no layer shows yet but one may soon: read, not coloured, when there is nothing else to do,
  /// and never on all threads at once. Replaces what was asked for before. A null source: none.
  void setAhead(std::shared_ptr<const TileSource> source, const std::vector<Tile>& tiles);
  /// All of them are read.
  bool aheadDone() const;
  /// Forgets what was read of sources that nothing shows any more: their files or models have been replaced.
  void forgetUnused();

  /// The image of a tile, perhaps of its layer's former style; null when there is none.
  QImage image(const TileKey& key);

  /// Nothing is wanted that is not there, apart from what is read ahead.
  bool idle() const;
  /// Tiles of the data and images held, and how much was read: for tests and benchmarks.
  struct Statistics {
    std::size_t dataBytes = 0, imageBytes = 0;
    std::uint64_t reads = 0, colourings = 0;
  };
  Statistics statistics() const;

 signals:
  /// Images have come; told once for many.
  void ready();
  /// A layer cannot be read: told once for each source.
  void failed(int layer, const tanhui::Error& fault);

 private:
  struct Layer {
    std::shared_ptr<const TileSource> source;
    Style style;
    std::uint64_t group = 0, imageVersion = 0;
    bool broken = false;
  };
  struct Job {
    TileKey key;
    std::shared_ptr<const TileSource> source;
    Style style;
    std::uint64_t group = 0, imageVersion = 0;
    bool ahead = false;  ///< only to be read
    TileDataKey dataKey() const { return {group, key.tile}; }
  };
  struct ImageEntry {
    QImage image;
    std::uint64_t version;
  };
  struct Readers;

  std::uint64_t use(const std::string& dataKey);
  void release(std::uint64_t group);
  void forget(std::uint64_t group);
  void work();
  bool takeJob(Job& job, Readers& readers);
  bool pickJob(Job& job);
  bool pickAhead(Job& job);
  bool beginReading(const Job& job);
  void dropImages(int layer);
  std::shared_ptr<const TileData> data(const Job& job, Readers& readers);
  void finish(const Job& job, const QImage& image);
  void finishAhead();
  void giveUp(const Job& job, const Error& fault);
  void announce();

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false, announced_ = false;
  std::map<int, Layer> layers_;
  std::map<std::string, std::uint64_t> groups_;  ///< by data key
  std::map<std::uint64_t, int> users_;           ///< of a group: layers, and what is read ahead
  std::deque<TileKey> queue_;
  std::set<TileKey> working_;
  std::set<TileDataKey> reading_;
  Layer ahead_;
  std::deque<Tile> aheadQueue_;
  int aheadWorking_ = 0, mostAhead_ = 1;
  TileCache<TileDataKey, std::shared_ptr<const TileData>> data_;
  TileCache<TileKey, ImageEntry> images_;
  std::uint64_t versions_ = 0, reads_ = 0, colourings_ = 0;
  std::uint64_t changes_ = 0;  ///< of what layers are read from: workers then close what they no longer need
  std::vector<std::thread> threads_;
};

}  // namespace tanhui::viewer
