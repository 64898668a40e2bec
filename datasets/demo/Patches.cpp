#include "datasets/demo/Patches.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "datasets/demo/Noise.h"

namespace tanhui::demo {
namespace {

/// Disjoint sets of labels; the lower label stands for a set.
class Sets {
 public:
  explicit Sets(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0); }
  int add() {
    parent_.push_back(static_cast<int>(parent_.size()));
    return parent_.back();
  }
  int find(int i) {
    while (parent(i) != i) i = parent(i) = parent(parent(i));
    return i;
  }
  void join(int child, int root) { parent(child) = root; }
  int size() const { return static_cast<int>(parent_.size()); }

 private:
  int& parent(int i) { return parent_[static_cast<std::size_t>(i)]; }
  std::vector<int> parent_;
};

/// Gives the sets consecutive labels from 0, in order of their representatives, and writes them to the raster.
int relabel(Raster<int>& label, Sets& sets) {
  std::vector<int> compact(static_cast<std::size_t>(sets.size()));
  int count = 0;
  for (int i = 0; i < sets.size(); ++i)
    if (sets.find(i) == i) compact[static_cast<std::size_t>(i)] = count++;
  for (int i = 0; i < sets.size(); ++i)
    compact[static_cast<std::size_t>(i)] = compact[static_cast<std::size_t>(sets.find(i))];
  for (int i = 0; i < label.size(); ++i) label[i] = compact[static_cast<std::size_t>(label[i])];
  return count;
}

void joinLower(Sets& sets, int a, int b) {
  a = sets.find(a), b = sets.find(b);
  if (a != b) sets.join(std::max(a, b), std::min(a, b));
}

Patches connect(const Raster<PatchKey>& keys) {
  const int side = keys.side();
  Patches patches{Raster<int>(side), {}, {}};
  Raster<int>& label = patches.label;
  Sets sets(1);
  for (int i = 0; i < keys.size(); ++i) {
    if (keys[i] == 0) continue;
    const bool west = i % side > 0 && keys[i - 1] == keys[i], south = i >= side && keys[i - side] == keys[i];
    label[i] = west ? label[i - 1] : south ? label[i - side] : sets.add();
    if (west && south) joinLower(sets, label[i - 1], label[i - side]);
  }
  const auto count = static_cast<std::size_t>(relabel(label, sets));
  patches.key.assign(count, 0), patches.cells.assign(count, 0);
  for (int i = 0; i < keys.size(); ++i) {
    const auto k = static_cast<std::size_t>(label[i]);
    patches.key[k] = keys[i], ++patches.cells[k];
  }
  patches.key[0] = 0;
  return patches;
}

template <typename Visit>
void forBorders(const Raster<int>& label, Visit visit) {
  const int side = label.side();
  for (int row = 0; row < side; ++row)
    for (int col = 0; col < side; ++col) {
      const int i = row * side + col;
      if (col + 1 < side && label[i] != label[i + 1]) visit(label[i], label[i + 1]);
      if (row + 1 < side && label[i] != label[i + side]) visit(label[i], label[i + side]);
    }
}

std::vector<char> findSmall(const Patches& patches) {
  std::vector<int> border(patches.key.size(), 0);
  forBorders(patches.label,
             [&](int a, int b) { ++border[static_cast<std::size_t>(a)], ++border[static_cast<std::size_t>(b)]; });
  std::vector<char> small(patches.key.size(), 0);
  for (std::size_t k = 1; k < small.size(); ++k) {
    const UseInfo& use = info(useOf(patches.key[k]));
    const double width = 2.0 * patches.cells[k] / border[k];  // cells
    const bool sliver = !use.linear && use.minCells > 5 && width < 1.3 && patches.cells[k] < 60;
    small[k] = patches.cells[k] < use.minCells || sliver;
  }
  return small;
}

/// How well a patch suits a small one that wants to join it, per cell of border.
double suits(PatchKey small, PatchKey other, SmallPatches rule) {
  if (other == 0) return rule == SmallPatches::mayVanish ? 0.01 : 0;
  const Use a = useOf(small), b = useOf(other);
  if (rule == SmallPatches::mayVanish && isForest(a) != isForest(b)) return 0;
  const double sameVillage = villageOf(small) == villageOf(other) ? 1 : 0.2;
  if (a == b) return 8 * sameVillage;
  if (info(b).linear || isWater(b)) return 0.1 * sameVillage;
  if (isForest(a) && isForest(b)) return 3 * sameVillage;
  if (isTown(a) && isTown(b)) return 3 * sameVillage;
  return sameVillage;
}

/// Joins every small patch to a neighbour; false when there was none to join.
bool mergeSmall(Patches& patches, SmallPatches rule) {
  const std::vector<char> small = findSmall(patches);
  std::vector<std::pair<int, int>> touching;
  forBorders(patches.label, [&](int a, int b) {
    if (small[static_cast<std::size_t>(a)]) touching.emplace_back(a, b);
    if (small[static_cast<std::size_t>(b)]) touching.emplace_back(b, a);
  });
  std::sort(touching.begin(), touching.end());
  Sets sets(patches.key.size());
  bool joined = false;
  for (std::size_t i = 0; i < touching.size();) {
    const int a = touching[i].first;
    double most = 0;
    int best = -1;
    for (; i < touching.size() && touching[i].first == a;) {
      const int b = touching[i].second;
      int length = 0;
      for (; i < touching.size() && touching[i] == std::pair(a, b); ++i) ++length;
      const double score =
          length * suits(patches.key[static_cast<std::size_t>(a)], patches.key[static_cast<std::size_t>(b)], rule);
      if (score > most) most = score, best = b;
    }
    if (best < 0) continue;
    const int from = sets.find(a), to = sets.find(best);
    if (from == to) continue;
    // The larger one keeps its key; outside always does.
    const auto cells = [&](int k) { return k == 0 ? INT32_MAX : patches.cells[static_cast<std::size_t>(k)]; };
    if (cells(from) > cells(to))
      sets.join(to, from);
    else
      sets.join(from, to);
    joined = true;
  }
  if (!joined) return false;
  std::vector<PatchKey> keys;
  for (int i = 0; i < sets.size(); ++i)
    if (sets.find(i) == i) keys.push_back(patches.key[static_cast<std::size_t>(i)]);
  const auto count = static_cast<std::size_t>(relabel(patches.label, sets));
  patches.key = std::move(keys);
  patches.cells.assign(count, 0);
  for (int i = 0; i < patches.label.size(); ++i) ++patches.cells[static_cast<std::size_t>(patches.label[i])];
  return true;
}

}  // namespace

Patches makePatches(const Raster<PatchKey>& keys, SmallPatches small) {
  Patches patches = connect(keys);
  constexpr int kRounds = 5;
  for (int round = 0; round < kRounds && mergeSmall(patches, small); ++round) {
  }
  return patches;
}

Mosaic::Mosaic(const Raster<float>& ground, double spacing, double contour, std::uint64_t seed)
    : spacing_(spacing), contour_(contour), perSide_(static_cast<int>(std::ceil(kSide / spacing))) {
  seeds_.reserve(static_cast<std::size_t>(perSide_) * static_cast<std::size_t>(perSide_));
  for (int j = 0; j < perSide_; ++j)
    for (int i = 0; i < perSide_; ++i) {
      const std::uint64_t h = hash(seed, i, j);
      const Point p{(i + unit(h)) * spacing, (j + unit(mix(h))) * spacing};
      seeds_.push_back(
          {static_cast<float>(p.x), static_cast<float>(p.y), static_cast<float>(contour * sample(ground, p))});
    }
}

std::uint32_t Mosaic::pieceAt(Point p, double elevation) const {
  const int ci = std::clamp(static_cast<int>(p.x / spacing_), 0, perSide_ - 1);
  const int cj = std::clamp(static_cast<int>(p.y / spacing_), 0, perSide_ - 1);
  const auto x = static_cast<float>(p.x), y = static_cast<float>(p.y), h = static_cast<float>(contour_ * elevation);
  float least = 1e30f;
  int best = 0;
  for (int j = std::max(cj - 1, 0); j <= std::min(cj + 1, perSide_ - 1); ++j)
    for (int i = std::max(ci - 1, 0); i <= std::min(ci + 1, perSide_ - 1); ++i) {
      const Seed& s = seeds_[static_cast<std::size_t>(j * perSide_ + i)];
      const float d = (s.x - x) * (s.x - x) + (s.y - y) * (s.y - y) + (s.height - h) * (s.height - h);
      if (d < least) least = d, best = j * perSide_ + i;
    }
  return static_cast<std::uint32_t>(best);
}

}  // namespace tanhui::demo
