#include "app/viewer/canvas/TileStore.h"

#include <algorithm>

#include "app/viewer/model/Background.h"

namespace tanhui::viewer {
namespace {

constexpr int kMostThreads = 4;  // more only wait for the disk and for each other

/// The two coarsest levels stay in memory: whatever is shown next, there is something to show at once.
bool staysInMemory(const Tile& tile, const Pyramid& pyramid) { return tile.level >= pyramid.levels - 2; }

}  // namespace

/// The handles of one worker, by layer.
struct TileStore::Readers {
  struct Entry {
    std::uint64_t version;
    std::unique_ptr<TileReader> reader;
  };
  std::map<int, Entry> byLayer;
  std::uint64_t seen = 0;  ///< of TileStore::changes_

  /// Those of layers that are gone or are read from elsewhere by now: they keep files open, and models in memory.
  std::vector<Entry> takeStale(const std::map<int, Layer>& layers) {
    std::vector<Entry> stale;
    for (auto at = byLayer.begin(); at != byLayer.end();) {
      const auto layer = layers.find(at->first);
      if (layer != layers.end() && layer->second.dataVersion == at->second.version) {
        ++at;
        continue;
      }
      stale.push_back(std::move(at->second));
      at = byLayer.erase(at);
    }
    return stale;
  }

  TileReader& of(const Job& job) {
    Entry& entry = byLayer[job.key.layer];
    if (!entry.reader || entry.version != job.dataVersion) entry = {job.dataVersion, job.source->open()};
    return *entry.reader;
  }
};

TileStore::TileStore(const Limits& limits, QObject* parent)
    : QObject(parent), data_(limits.dataBytes), images_(limits.imageBytes) {
  const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const int count = limits.threads > 0 ? limits.threads : std::min(kMostThreads, cores);
  for (int i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
}

TileStore::~TileStore() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void TileStore::setLayer(int layer, std::shared_ptr<const TileSource> source, const Style& style) {
  {
    const std::lock_guard lock(mutex_);
    Layer& entry = layers_[layer];
    const bool sameData = entry.source && entry.source->dataKey() == source->dataKey();
    if (!sameData) {
      // Tiles of another grid lie elsewhere: an old image would be shown in a wrong place.
      if (entry.source && entry.source->pyramid() != source->pyramid()) dropTiles(layer);
      entry.dataVersion = ++versions_;
      ++changes_;
    }
    entry.imageVersion = ++versions_;
    entry.source = std::move(source);
    entry.style = style;
    entry.broken = false;
  }
  wake_.notify_all();
}

void TileStore::removeLayer(int layer) {
  {
    const std::lock_guard lock(mutex_);
    layers_.erase(layer);
    std::erase_if(queue_, [&](const TileKey& key) { return key.layer == layer; });
    dropTiles(layer);
    ++changes_;
  }
  wake_.notify_all();
}

/// With the mutex held.
void TileStore::dropTiles(int layer) {
  const auto ofLayer = [layer](const TileKey& key) { return key.layer == layer; };
  data_.eraseIf(ofLayer);
  images_.eraseIf(ofLayer);
}

std::shared_ptr<const TileSource> TileStore::source(int layer) const {
  const std::lock_guard lock(mutex_);
  const auto found = layers_.find(layer);
  return found == layers_.end() ? nullptr : found->second.source;
}

void TileStore::setWanted(const std::vector<TileKey>& wanted) {
  {
    const std::lock_guard lock(mutex_);
    queue_.clear();
    for (const TileKey& key : wanted) {
      const auto layer = layers_.find(key.layer);
      if (layer == layers_.end() || layer->second.broken) continue;
      const ImageEntry* there = images_.find(key);
      data_.find(key);  // used as well: another style would need it
      if (there == nullptr || there->version != layer->second.imageVersion) queue_.push_back(key);
    }
  }
  wake_.notify_all();
}

QImage TileStore::image(const TileKey& key) {
  const std::lock_guard lock(mutex_);
  const ImageEntry* entry = images_.find(key);
  return entry == nullptr ? QImage() : entry->image;
}

bool TileStore::idle() const {
  const std::lock_guard lock(mutex_);
  return queue_.empty() && working_.empty();
}

TileStore::Statistics TileStore::statistics() const {
  const std::lock_guard lock(mutex_);
  return {data_.bytes(), images_.bytes(), reads_, colourings_};
}

void TileStore::work() {
  Readers readers;
  Job job;
  while (takeJob(job, readers)) {
    try {
      finish(job, job.source->colour(*data(job, readers), job.style));
    } catch (...) {
      giveUp(job, faultsOf(std::current_exception()).front());
    }
    job.source.reset();
  }
}

/// Waits for the next tile that nobody works on. False when the store closes.
bool TileStore::takeJob(Job& job, Readers& readers) {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [&] { return stop_ || !queue_.empty() || readers.seen != changes_; });
    if (stop_) return false;
    if (readers.seen != changes_) {
      readers.seen = changes_;
      std::vector<Readers::Entry> stale = readers.takeStale(layers_);
      lock.unlock();  // closing a file takes its time
      stale.clear();
      lock.lock();
      continue;
    }
    const TileKey key = queue_.front();
    queue_.pop_front();
    const auto layer = layers_.find(key.layer);
    if (layer == layers_.end() || layer->second.broken || working_.contains(key)) continue;
    const Layer& l = layer->second;
    if (!l.source->pyramid().holds(key.tile)) continue;  // asked for when the layer had another grid
    job = {key, l.source, l.style, l.dataVersion, l.imageVersion};
    working_.insert(key);
    return true;
  }
}

std::shared_ptr<const TileData> TileStore::data(const Job& job, Readers& readers) {
  {
    const std::lock_guard lock(mutex_);
    const DataEntry* there = data_.find(job.key);
    if (there != nullptr && there->version == job.dataVersion) return there->data;
  }
  auto read = std::make_shared<const TileData>(readers.of(job).read(job.key.tile));
  const std::lock_guard lock(mutex_);
  ++reads_;
  const auto layer = layers_.find(job.key.layer);
  if (layer != layers_.end() && layer->second.dataVersion == job.dataVersion) {
    data_.insert(job.key, {read, job.dataVersion}, bytesOf(*read), staysInMemory(job.key.tile, job.source->pyramid()));
  }
  return read;
}

void TileStore::finish(const Job& job, const QImage& image) {
  const std::lock_guard lock(mutex_);
  working_.erase(job.key);
  ++colourings_;
  const auto layer = layers_.find(job.key.layer);
  if (layer == layers_.end()) return;
  // The layer has another grid by now: this would be shown in a wrong place.
  if (layer->second.source->pyramid() != job.source->pyramid()) {
    queue_.push_back(job.key);
    return;
  }
  images_.insert(job.key, {image, job.imageVersion}, static_cast<std::size_t>(image.sizeInBytes()),
                 staysInMemory(job.key.tile, job.source->pyramid()));
  // The style changed while this was coloured: once more.
  if (layer->second.imageVersion != job.imageVersion) queue_.push_back(job.key);
  announce();
}

void TileStore::giveUp(const Job& job, const Error& fault) {
  const std::lock_guard lock(mutex_);
  working_.erase(job.key);
  const auto layer = layers_.find(job.key.layer);
  if (layer == layers_.end() || layer->second.broken) return;
  if (layer->second.dataVersion != job.dataVersion) {  // what failed is not what is shown now
    queue_.push_back(job.key);
    return;
  }
  layer->second.broken = true;
  announce();
  QMetaObject::invokeMethod(
      this, [this, id = job.key.layer, fault] { emit failed(id, fault); }, Qt::QueuedConnection);
}

/// With the mutex held.
void TileStore::announce() {
  if (announced_) return;
  announced_ = true;
  QMetaObject::invokeMethod(
      this,
      [this] {
        {
          const std::lock_guard lock(mutex_);
          announced_ = false;
        }
        emit ready();
      },
      Qt::QueuedConnection);
}

}  // namespace tanhui::viewer
