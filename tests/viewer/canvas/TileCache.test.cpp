#include "app/viewer/canvas/TileCache.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using tanhui::viewer::TileCache;

TEST_CASE("The least recently used goes first, and finding is using") {
  TileCache<int, int> cache(30);
  for (const int key : {1, 2, 3}) cache.insert(key, key * 10, 10, false);
  REQUIRE(cache.find(1) != nullptr);
  cache.insert(4, 40, 10, false);
  CHECK(cache.find(2) == nullptr);
  REQUIRE(cache.find(1) != nullptr);
  CHECK(*cache.find(1) == 10);
  CHECK(cache.find(3) != nullptr);
  CHECK(cache.bytes() == 30);
}

TEST_CASE("What is pinned stays, and what was put in last stays") {
  TileCache<int, int> cache(30);
  cache.insert(1, 1, 20, true);
  cache.insert(2, 2, 20, true);
  cache.insert(3, 3, 5, false);
  CHECK(cache.find(1) != nullptr);
  CHECK(cache.find(2) != nullptr);
  CHECK(cache.find(3) != nullptr);
  cache.insert(4, 4, 5, false);
  CHECK(cache.find(3) == nullptr);
  CHECK(cache.find(4) != nullptr);
  cache.insert(5, 5, 100, false);  // larger than all
  CHECK(cache.find(5) != nullptr);
  CHECK(cache.size() == 3);
}

TEST_CASE("A value put in again replaces the one before, with its bytes") {
  TileCache<int, int> cache(100);
  cache.insert(1, 1, 60, true);
  cache.insert(1, 2, 30, false);
  CHECK(cache.bytes() == 30);
  CHECK(cache.size() == 1);
  CHECK(*cache.find(1) == 2);
  cache.erase(1);
  cache.erase(1);
  CHECK(cache.bytes() == 0);
}

TEST_CASE("Any use of the cache agrees with a list kept by hand") {
  CHECK(rc::check([] {
    struct Held {
      int key, value;
      std::size_t bytes;
      bool pinned;
    };
    constexpr std::size_t kLimit = 100;
    TileCache<int, int> cache(kLimit);
    std::vector<Held> list;  // most recently used first
    const auto where = [&](int key) {
      return std::find_if(list.begin(), list.end(), [&](auto& h) { return h.key == key; });
    };
    const int steps = *rc::gen::inRange(1, 200);
    for (int i = 0; i < steps; ++i) {
      const int key = *rc::gen::inRange(0, 12);
      switch (*rc::gen::inRange(0, 5)) {
        case 0:
          if (const auto at = where(key); at != list.end()) list.erase(at);
          cache.erase(key);
          break;
        case 1: {
          const int odd = *rc::gen::inRange(0, 2);
          if (*rc::gen::inRange(0, 10) != 0) break;
          std::erase_if(list, [&](const Held& h) { return h.key % 2 == odd; });
          cache.eraseIf([&](int k) { return k % 2 == odd; });
          break;
        }
        case 2: {
          const auto at = where(key);
          int* found = cache.find(key);
          RC_ASSERT((found != nullptr) == (at != list.end()));
          if (found == nullptr) break;
          RC_ASSERT(*found == at->value);
          std::rotate(list.begin(), at, at + 1);
          break;
        }
        default: {
          const Held fresh{key, i, static_cast<std::size_t>(*rc::gen::inRange(1, 40)), *rc::gen::inRange(0, 8) == 0};
          if (const auto at = where(key); at != list.end()) list.erase(at);
          list.insert(list.begin(), fresh);
          cache.insert(fresh.key, fresh.value, fresh.bytes, fresh.pinned);
          const auto bytes = [&] {
            std::size_t sum = 0;
            for (const Held& h : list) sum += h.bytes;
            return sum;
          };
          for (std::size_t back = list.size(); back-- > 1 && bytes() > kLimit;)
            if (!list[back].pinned) list.erase(list.begin() + static_cast<std::ptrdiff_t>(back));
          RC_ASSERT(cache.bytes() == bytes());
        }
      }
      RC_ASSERT(cache.size() == list.size());
    }
  }));
}
