#include "app/viewer/canvas/TileStore.h"

#include <atomic>
#include <random>

#include <QSignalSpy>
#include <catch2/catch.hpp>

#include "app/viewer/canvas/TilePaint.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;

namespace {

/// What the workers do, as a test sees it.
struct Watch {
  std::mutex mutex;
  std::condition_variable opened;
  bool gate = true;  ///< open: reading goes through
  std::vector<Tile> read;
  std::atomic<int> waiting = 0, readers = 0;
  std::atomic<bool> broken = false;

  void shut() { set(false); }
  void open() { set(true); }
  void set(bool to) {
    const std::lock_guard lock(mutex);
    gate = to;
    opened.notify_all();
  }
  std::size_t count() {
    const std::lock_guard lock(mutex);
    return read.size();
  }
};

class WatchedReader : public TileReader {
 public:
  WatchedReader(std::shared_ptr<Watch> watch, float value) : watch_(std::move(watch)), value_(value) {
    ++watch_->readers;
  }
  ~WatchedReader() override { --watch_->readers; }
  TileData read(const Tile& tile) override {
    std::unique_lock lock(watch_->mutex);
    ++watch_->waiting;
    watch_->opened.wait(lock, [&] { return watch_->gate; });
    --watch_->waiting;
    watch_->read.push_back(tile);
    if (watch_->broken) throw Error("tile", say("viewer.unreadable", "broken"), say("viewer.raster_unreadable.remedy"));
    return FloatPixels{kTilePixels, kTilePixels, std::vector<float>(std::size_t{kTilePixels} * kTilePixels, value_)};
  }

 private:
  std::shared_ptr<Watch> watch_;
  float value_;
};

class WatchedTiles : public TileSource {
 public:
  WatchedTiles(std::shared_ptr<Watch> watch, const std::string& key, float value = 0.5F, int cells = 4096)
      : TileSource(Pyramid::of({.crs = {}, .x0 = 0, .y0 = 0, .dx = 1, .dy = 1, .cols = cells, .rows = cells}), key),
        watch_(std::move(watch)),
        value_(value) {}
  std::unique_ptr<TileReader> open() const override { return std::make_unique<WatchedReader>(watch_, value_); }

 private:
  std::shared_ptr<Watch> watch_;
  float value_;
};

Style ramp(double high = 1) {
  RampStyle style;
  style.range = {0, high};
  return style;
}

std::vector<TileKey> row(int y, int layer = 1) {
  std::vector<TileKey> keys;
  for (int x = 0; x < 16; ++x) keys.push_back({layer, {0, x, y}});
  return keys;
}

bool settles(const TileStore& store) {
  return waitUntil([&] { return store.idle(); });
}

}  // namespace

TEST_CASE("What is wanted comes, the most urgent first, and is told of") {
  const auto watch = std::make_shared<Watch>();
  TileStore store({.threads = 1});
  const QSignalSpy ready(&store, &TileStore::ready);
  store.setLayer(1, std::make_shared<WatchedTiles>(watch, "a"), ramp());
  CHECK(store.image({1, {0, 0, 0}}).isNull());
  store.setWanted(row(3));
  REQUIRE(settles(store));
  REQUIRE(watch->read.size() == 16);
  for (int x = 0; x < 16; ++x) CHECK(watch->read[static_cast<std::size_t>(x)] == Tile{0, x, 3});
  CHECK_FALSE(store.image({1, {0, 7, 3}}).isNull());
  REQUIRE(waitUntil([&] { return ready.count() > 0; }));
  CHECK(ready.count() <= 16);
  store.setWanted(row(3));  // all there
  CHECK(store.idle());
}

TEST_CASE("What is wanted now replaces what was wanted before") {
  const auto watch = std::make_shared<Watch>();
  TileStore store({.threads = 1});
  store.setLayer(1, std::make_shared<WatchedTiles>(watch, "a"), ramp());
  watch->shut();
  store.setWanted(row(0));
  REQUIRE(waitUntil([&] { return watch->waiting == 1; }));
  for (int y = 1; y < 10; ++y) store.setWanted(row(y));
  watch->open();
  REQUIRE(settles(store));
  CHECK(watch->count() == 17);  // the one that was being read, and the last row
  CHECK_FALSE(store.image({1, {0, 0, 9}}).isNull());
  CHECK(store.image({1, {0, 5, 4}}).isNull());
}

TEST_CASE("Another style colours what was read, and the old image stays until the new one is there") {
  const auto watch = std::make_shared<Watch>();
  TileStore store;
  const auto source = std::make_shared<WatchedTiles>(watch, "a");
  store.setLayer(1, source, ramp(1));
  store.setWanted(row(0));
  REQUIRE(settles(store));
  const QRgb before = store.image({1, {0, 4, 0}}).pixel(0, 0);
  const TileStore::Statistics first = store.statistics();
  CHECK(first.reads == 16);
  store.setLayer(1, source, ramp(10));
  CHECK(store.image({1, {0, 4, 0}}).pixel(0, 0) == before);
  store.setWanted(row(0));
  REQUIRE(settles(store));
  CHECK(store.image({1, {0, 4, 0}}).pixel(0, 0) != before);
  CHECK(store.statistics().reads == 16);
  CHECK(store.statistics().colourings == 32);
  // Another source of the same data: nothing is read either.
  store.setLayer(1, std::make_shared<WatchedTiles>(watch, "a"), ramp(10));
  store.setWanted(row(0));
  REQUIRE(settles(store));
  CHECK(store.statistics().reads == 16);
}

TEST_CASE("Another content is read, and shown over the old one when it is there") {
  const auto watch = std::make_shared<Watch>();
  TileStore store;
  store.setLayer(1, std::make_shared<WatchedTiles>(watch, "a", 0.1F), ramp());
  store.setWanted(row(0));
  REQUIRE(settles(store));
  const QRgb before = store.image({1, {0, 4, 0}}).pixel(0, 0);
  watch->shut();
  store.setLayer(1, std::make_shared<WatchedTiles>(watch, "b", 0.9F), ramp());
  store.setWanted(row(0));
  CHECK(store.image({1, {0, 4, 0}}).pixel(0, 0) == before);
  watch->open();
  REQUIRE(settles(store));
  CHECK(store.image({1, {0, 4, 0}}).pixel(0, 0) != before);
  CHECK(store.statistics().reads == 32);
}

TEST_CASE("Tiles of another grid are not shown in place of the new ones, nor asked of it") {
  const auto watch = std::make_shared<Watch>();
  TileStore store({.threads = 1});
  store.setLayer(1, std::make_shared<WatchedTiles>(watch, "a"), ramp());
  store.setWanted(row(0));
  REQUIRE(settles(store));
  watch->shut();
  store.setWanted(row(15));
  REQUIRE(waitUntil([&] { return watch->waiting == 1; }));
  store.setLayer(1, std::make_shared<WatchedTiles>(watch, "small", 0.5F, 300), ramp());
  CHECK(store.image({1, {0, 0, 0}}).isNull());
  watch->open();
  REQUIRE(settles(store));
  CHECK(store.image({1, {0, 0, 15}}).isNull());  // no such tile on the new grid
  store.setWanted({{1, {0, 1, 1}}, {1, {0, 9, 9}}, {1, {7, 0, 0}}});
  REQUIRE(settles(store));
  CHECK_FALSE(store.image({1, {0, 1, 1}}).isNull());
  CHECK(store.image({1, {0, 9, 9}}).isNull());
}

TEST_CASE("A layer removed while its tiles are read leaves nothing behind, and its files are closed") {
  const auto watch = std::make_shared<Watch>();
  TileStore store;
  store.setLayer(1, std::make_shared<WatchedTiles>(watch, "a"), ramp());
  watch->shut();
  store.setWanted(row(0));
  REQUIRE(waitUntil([&] { return watch->waiting > 0; }));
  store.removeLayer(1);
  CHECK(store.source(1) == nullptr);
  watch->open();
  REQUIRE(settles(store));
  CHECK(store.statistics().dataBytes == 0);
  CHECK(store.statistics().imageBytes == 0);
  CHECK(waitUntil([&] { return watch->readers == 0; }));
  store.setWanted(row(1));
  CHECK(store.idle());
}

TEST_CASE("Files of a former content are closed too") {
  const auto old = std::make_shared<Watch>(), now = std::make_shared<Watch>();
  TileStore store;
  store.setLayer(1, std::make_shared<WatchedTiles>(old, "a"), ramp());
  store.setWanted(row(0));
  REQUIRE(settles(store));
  CHECK(old->readers > 0);
  store.setLayer(1, std::make_shared<WatchedTiles>(now, "b"), ramp());
  CHECK(waitUntil([&] { return old->readers == 0; }));
}

TEST_CASE("A layer that cannot be read is told once, and the others go on") {
  const auto bad = std::make_shared<Watch>(), good = std::make_shared<Watch>();
  bad->broken = true;
  TileStore store;
  int told = 0, which = 0;
  QObject::connect(&store, &TileStore::failed, [&](int layer, const Error& error) {
    ++told;
    which = layer;
    CHECK(error.where() == "tile");
  });
  store.setLayer(1, std::make_shared<WatchedTiles>(bad, "a"), ramp());
  store.setLayer(2, std::make_shared<WatchedTiles>(good, "b"), ramp());
  std::vector<TileKey> wanted = row(0, 1);
  for (const TileKey& key : row(0, 2)) wanted.push_back(key);
  for (int i = 0; i < 3; ++i) {
    store.setWanted(wanted);
    REQUIRE(settles(store));
  }
  REQUIRE(waitUntil([&] { return told > 0; }));
  QCoreApplication::processEvents();
  CHECK(told == 1);
  CHECK(which == 1);
  for (const TileKey& key : row(0, 2)) CHECK_FALSE(store.image(key).isNull());
  // Opened anew, it is tried anew.
  bad->broken = false;
  store.setLayer(1, std::make_shared<WatchedTiles>(bad, "a2"), ramp());
  store.setWanted(row(0, 1));
  REQUIRE(settles(store));
  CHECK_FALSE(store.image({1, {0, 3, 0}}).isNull());
}

TEST_CASE("A fault of a former content is not the new one's") {
  const auto bad = std::make_shared<Watch>(), good = std::make_shared<Watch>();
  bad->broken = true;
  TileStore store({.threads = 1});
  const QSignalSpy failed(&store, &TileStore::failed);
  store.setLayer(1, std::make_shared<WatchedTiles>(bad, "a"), ramp());
  bad->shut();
  store.setWanted({{1, {0, 0, 0}}});
  REQUIRE(waitUntil([&] { return bad->waiting == 1; }));
  store.setLayer(1, std::make_shared<WatchedTiles>(good, "b"), ramp());
  store.setWanted({{1, {0, 0, 0}}});
  bad->open();
  REQUIRE(waitUntil([&] { return store.idle() && !store.image({1, {0, 0, 0}}).isNull(); }));
  CHECK(failed.count() == 0);
}

TEST_CASE("A store that closes with a full queue ends after what is being read") {
  const auto watch = std::make_shared<Watch>();
  {
    TileStore store;
    store.setLayer(1, std::make_shared<WatchedTiles>(watch, "a"), ramp());
    watch->shut();
    std::vector<TileKey> all;
    for (int y = 0; y < 16; ++y)
      for (const TileKey& key : row(y)) all.push_back(key);
    store.setWanted(all);
    REQUIRE(waitUntil([&] { return watch->waiting > 0; }));
    watch->open();
  }
  CHECK(watch->count() < 256);
  CHECK(watch->readers == 0);
}

TEST_CASE("The limits of memory hold, and the coarsest levels stay") {
  const auto watch = std::make_shared<Watch>();
  constexpr std::size_t kTileBytes = std::size_t{kTilePixels} * kTilePixels * 4;
  TileStore store({.dataBytes = 10 * kTileBytes, .imageBytes = 20 * kTileBytes});
  store.setLayer(1, std::make_shared<WatchedTiles>(watch, "a"), ramp());
  store.setWanted({{1, {4, 0, 0}}, {1, {3, 0, 0}}, {1, {3, 1, 1}}});
  REQUIRE(settles(store));
  for (int y = 0; y < 16; ++y) {
    store.setWanted(row(y));
    REQUIRE(settles(store));
    CHECK(store.statistics().dataBytes <= 10 * kTileBytes);
    CHECK(store.statistics().imageBytes <= 20 * kTileBytes);
  }
  CHECK_FALSE(store.image({1, {4, 0, 0}}).isNull());
  CHECK_FALSE(store.image({1, {3, 1, 1}}).isNull());
  CHECK(store.image({1, {0, 0, 0}}).isNull());
  CHECK_FALSE(store.image({1, {0, 15, 15}}).isNull());
}

TEST_CASE("Anything done at once ends with what is wanted, or with nothing to do") {
  std::mt19937 random(5);
  const auto below = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  const auto watch = std::make_shared<Watch>();
  TileStore store({.dataBytes = 4 << 20, .imageBytes = 64 << 20, .threads = 3});
  for (int step = 0; step < 3000; ++step) {
    const int layer = below(4);
    switch (below(6)) {
      case 0:
        store.setLayer(layer, std::make_shared<WatchedTiles>(watch, std::to_string(below(3)), 0.5F, 300 << below(4)),
                       ramp(1 + below(5)));
        break;
      case 1:
        if (below(4) == 0) store.removeLayer(layer);
        break;
      case 2:
        QCoreApplication::processEvents();
        break;
      default: {
        std::vector<TileKey> wanted;
        for (int i = below(20); i > 0; --i) wanted.push_back({below(5), {below(3), below(8), below(8)}});
        store.setWanted(wanted);
      }
    }
  }
  for (int layer = 0; layer < 4; ++layer) store.setLayer(layer, std::make_shared<WatchedTiles>(watch, "end"), ramp());
  std::vector<TileKey> wanted;
  for (int layer = 0; layer < 4; ++layer)
    for (const TileKey& key : row(2, layer)) wanted.push_back(key);
  store.setWanted(wanted);
  REQUIRE(settles(store));
  for (const TileKey& key : row(2, 3)) CHECK_FALSE(store.image(key).isNull());
}
