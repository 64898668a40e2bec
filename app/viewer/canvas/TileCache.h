#pragma once

#include <list>
#include <unordered_map>

namespace tanhui::viewer {

/// Values by key within a limit of bytes; the least recently used go first.
template <typename Key, typename Value, typename Hash = std::hash<Key>>
class TileCache {
 public:
  explicit TileCache(std::size_t limit) : limit_(limit) {}

  /// Null when it is not there. Counts as a use.
  Value* find(const Key& key) {
    const auto found = index_.find(key);
    if (found == index_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &found->second->value;
  }

  /// `pinned`: stays whatever the limit.
  void insert(const Key& key, Value value, std::size_t bytes, bool pinned) {
    erase(key);
    entries_.push_front({key, std::move(value), bytes, pinned});
    index_[key] = entries_.begin();
    bytes_ += bytes;
    for (auto oldest = entries_.end(); bytes_ > limit_ && oldest != entries_.begin();) {
      --oldest;
      if (oldest->pinned || oldest == entries_.begin()) continue;
      bytes_ -= oldest->bytes;
      index_.erase(oldest->key);
      oldest = entries_.erase(oldest);
    }
  }

  void erase(const Key& key) {
    const auto found = index_.find(key);
    if (found == index_.end()) return;
    bytes_ -= found->second->bytes;
    entries_.erase(found->second);
    index_.erase(found);
  }

  template <typename Drop>
  void eraseIf(Drop drop) {
    for (auto at = entries_.begin(); at != entries_.end();) {
      if (drop(at->key)) {
        bytes_ -= at->bytes;
        index_.erase(at->key);
        at = entries_.erase(at);
      } else {
        ++at;
      }
    }
  }

  /// Those that stayed whatever the limit go with the others from now on.
  template <typename Which>
  void unpinIf(Which which) {
    for (Entry& entry : entries_)
      if (which(entry.key)) entry.pinned = false;
  }

  std::size_t bytes() const { return bytes_; }
  std::size_t size() const { return index_.size(); }

 private:
  struct Entry {
    Key key;
    Value value;
    std::size_t bytes;
    bool pinned;
  };
  std::size_t limit_, bytes_ = 0;
  std::list<Entry> entries_;  ///< most recently used first
  std::unordered_map<Key, typename std::list<Entry>::iterator, Hash> index_;
};

}  // namespace tanhui::viewer
