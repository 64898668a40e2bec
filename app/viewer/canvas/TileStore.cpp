#include "app/viewer/canvas/TileStore.h"

#include <algorithm>

#include "app/viewer/model/Background.h"

namespace tanhui::viewer {
namespace {

constexpr int kMostThreads = 4;  // more only wait for the disk and for each other

/// The two coarsest levels stay in memory: whatever is shown next, there is something to show at once.
bool staysInMemory(const Tile& tile, const Pyramid& pyramid) { return tile.level >= pyramid.levels - 2; }

}  // namespace

/// The handles of one worker, by what they read.
struct TileStore::Readers {
  std::map<std::uint64_t, std::unique_ptr<TileReader>> byGroup;
  std::uint64_t seen = 0;  ///< of TileStore::changes_

  /// Those of sources that nothing shows any more: they keep files open, and models in memory.
  std::vector<std::unique_ptr<TileReader>> takeStale(const std::map<std::uint64_t, int>& users) {
    std::vector<std::unique_ptr<TileReader>> stale;
    for (auto at = byGroup.begin(); at != byGroup.end();) {
      const auto used = users.find(at->first);
      if (used != users.end() && used->second > 0) {
        ++at;
        continue;
      }
      stale.push_back(std::move(at->second));
      at = byGroup.erase(at);
    }
    return stale;
  }

  TileReader& of(const Job& job) {
    std::unique_ptr<TileReader>& reader = byGroup[job.group];
    if (!reader) reader = job.source->open();
    return *reader;
  }
};

TileStore::TileStore(const Limits& limits, QObject* parent)
    : QObject(parent), data_(limits.dataBytes), images_(limits.imageBytes) {
  const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const int count = limits.threads > 0 ? limits.threads : std::min(kMostThreads, cores);
  mostAhead_ = std::max(1, count - 1);
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

/// With the mutex held.
std::uint64_t TileStore::use(const std::string& dataKey) {
  const auto [place, isNew] = groups_.try_emplace(dataKey, 0);
  if (isNew) place->second = ++versions_;
  if (users_[place->second]++ == 0) ++changes_;
  return place->second;
}

/// With the mutex held. What was read stays while there is room: a layer may come back to it.
void TileStore::release(std::uint64_t group) {
  const auto users = users_.find(group);
  if (users == users_.end() || --users->second > 0) return;
  data_.unpinIf([group](const TileDataKey& key) { return key.group == group; });
  ++changes_;
}

/// With the mutex held.
void TileStore::forget(std::uint64_t group) {
  data_.eraseIf([group](const TileDataKey& key) { return key.group == group; });
  std::erase_if(groups_, [group](const auto& each) { return each.second == group; });
  users_.erase(group);
}

void TileStore::setLayer(int layer, std::shared_ptr<const TileSource> source, const Style& style) {
  {
    const std::lock_guard lock(mutex_);
    Layer& entry = layers_[layer];
    const std::uint64_t group = use(source->dataKey());
    if (entry.source) {
      // Tiles of another grid lie elsewhere: an old image would be shown in a wrong place.
      if (entry.source->pyramid() != source->pyramid()) dropImages(layer);
      release(entry.group);
    }
    entry.group = group;
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
    const auto found = layers_.find(layer);
    if (found == layers_.end()) return;
    const std::uint64_t group = found->second.group;
    layers_.erase(found);
    std::erase_if(queue_, [&](const TileKey& key) { return key.layer == layer; });
    dropImages(layer);
    release(group);
    if (users_.contains(group) && users_[group] == 0) forget(group);
  }
  wake_.notify_all();
}

void TileStore::setAhead(std::shared_ptr<const TileSource> source, const std::vector<Tile>& tiles) {
  {
    const std::lock_guard lock(mutex_);
    const std::uint64_t group = source ? use(source->dataKey()) : 0;
    if (ahead_.source) release(ahead_.group);
    if (group != ahead_.group) ahead_.broken = false;
    ahead_.group = group;
    ahead_.source = std::move(source);
    aheadQueue_.assign(tiles.begin(), tiles.end());
    if (!ahead_.source || ahead_.broken) aheadQueue_.clear();
  }
  wake_.notify_all();
}

bool TileStore::aheadDone() const {
  const std::lock_guard lock(mutex_);
  return aheadQueue_.empty() && aheadWorking_ == 0;
}

void TileStore::forgetUnused() {
  const std::lock_guard lock(mutex_);
  std::vector<std::uint64_t> unused;
  for (const auto& [group, users] : users_)
    if (users == 0) unused.push_back(group);
  for (const std::uint64_t group : unused) forget(group);
}

/// With the mutex held.
void TileStore::dropImages(int layer) {
  images_.eraseIf([layer](const TileKey& key) { return key.layer == layer; });
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
      data_.find({layer->second.group, key.tile});  // used as well: another style would need it
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
      const std::shared_ptr<const TileData> read = data(job, readers);
      if (job.ahead)
        finishAhead();
      else
        finish(job, job.source->colour(*read, job.style));
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
    if (stop_) return false;
    if (readers.seen != changes_) {
      readers.seen = changes_;
      std::vector<std::unique_ptr<TileReader>> stale = readers.takeStale(users_);
      lock.unlock();  // closing a file takes its time
      stale.clear();
      lock.lock();
      continue;
    }
    if (pickJob(job) || pickAhead(job)) return true;
    wake_.wait(lock);
  }
}

/// With the mutex held. What another worker is reading already, for another layer or ahead, is left for later.
bool TileStore::pickJob(Job& job) {
  for (auto at = queue_.begin(); at != queue_.end();) {
    const TileKey key = *at;
    const auto layer = layers_.find(key.layer);
    const bool obsolete = layer == layers_.end() || layer->second.broken || working_.contains(key) ||
                          !layer->second.source->pyramid().holds(key.tile);  // asked for when it had another grid
    if (obsolete) {
      at = queue_.erase(at);
      continue;
    }
    const Layer& l = layer->second;
    job = {key, l.source, l.style, l.group, l.imageVersion, false};
    if (!beginReading(job)) {
      ++at;
      continue;
    }
    queue_.erase(at);
    working_.insert(key);
    return true;
  }
  return false;
}

/// With the mutex held.
bool TileStore::pickAhead(Job& job) {
  while (!aheadQueue_.empty() && aheadWorking_ < mostAhead_) {
    const Tile tile = aheadQueue_.front();
    aheadQueue_.pop_front();
    job = {{0, tile}, ahead_.source, {}, ahead_.group, 0, true};
    if (data_.find(job.dataKey()) != nullptr || !beginReading(job)) continue;
    ++aheadWorking_;
    return true;
  }
  return false;
}

/// With the mutex held. False when another worker is reading what the job needs.
bool TileStore::beginReading(const Job& job) {
  return data_.find(job.dataKey()) != nullptr || reading_.insert(job.dataKey()).second;
}

std::shared_ptr<const TileData> TileStore::data(const Job& job, Readers& readers) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto* there = data_.find(job.dataKey()); there != nullptr) {
      reading_.erase(job.dataKey());
      return *there;
    }
  }
  auto read = std::make_shared<const TileData>(readers.of(job).read(job.key.tile));
  {
    const std::lock_guard lock(mutex_);
    ++reads_;
    reading_.erase(job.dataKey());
    if (const auto users = users_.find(job.group); users != users_.end())
      data_.insert(job.dataKey(), read, bytesOf(*read),
                   users->second > 0 && staysInMemory(job.key.tile, job.source->pyramid()));
  }
  wake_.notify_all();  // another layer may wait for the same tile
  return read;
}

void TileStore::finishAhead() {
  const std::lock_guard lock(mutex_);
  --aheadWorking_;
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
  reading_.erase(job.dataKey());
  wake_.notify_all();
  if (job.ahead) {  // whoever shows it will be told
    --aheadWorking_;
    if (ahead_.group == job.group) ahead_.broken = true, aheadQueue_.clear();
    return;
  }
  working_.erase(job.key);
  const auto layer = layers_.find(job.key.layer);
  if (layer == layers_.end() || layer->second.broken) return;
  if (layer->second.group != job.group) {  // what failed is not what is shown now
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
