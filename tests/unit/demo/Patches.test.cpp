#include "datasets/demo/Patches.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <map>
#include <utility>

using namespace tanhui::demo;

namespace {

constexpr int kPatchedSide = 20;

/// A raster from rows of letters, the northern row first: p paddy, d dry, w arbor, r road, blank outside.
Raster<PatchKey> keys(const std::vector<std::string>& rows) {
  const std::map<char, Use> uses = {{'p', Use::paddy}, {'d', Use::dry}, {'w', Use::arbor}, {'r', Use::lane}};
  Raster<PatchKey> raster(kPatchedSide);
  for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
    const std::string& letters = rows[static_cast<std::size_t>(row)];
    for (int col = 0; col < static_cast<int>(letters.size()); ++col)
      if (const auto use = uses.find(letters[static_cast<std::size_t>(col)]); use != uses.end())
        raster.at(col, kPatchedSide - 1 - row) = patchKey(use->second, 1, 0);
  }
  return raster;
}

/// Pieces of equal labels joined by edges, outside not counted, found by flooding.
int countPieces(Raster<int> label) {
  int pieces = 0;
  for (int start = 0; start < label.size(); ++start) {
    const int id = label[start];
    if (id == 0) continue;
    ++pieces;
    std::vector<int> open{start};
    label[start] = 0;
    while (!open.empty()) {
      const int i = open.back(), col = i % kPatchedSide, row = i / kPatchedSide;
      open.pop_back();
      for (const auto& [c, r] :
           {std::pair(col + 1, row), std::pair(col - 1, row), std::pair(col, row + 1), std::pair(col, row - 1)}) {
        if (!label.holds(c, r) || label.at(c, r) != id) continue;
        label.at(c, r) = 0;
        open.push_back(r * kPatchedSide + c);
      }
    }
  }
  return pieces;
}

}  // namespace

TEST_CASE("a patch too small joins the neighbour of its kind") {
  const Patches patches =
      makePatches(keys({"ppppppdddddd", "ppppppdddddd", "ppppppwddddd"}), SmallPatches::joinNeighbour);
  REQUIRE(patches.count() == 2);
  CHECK(patches.cells[1] + patches.cells[2] == 36);
}

TEST_CASE("a road is no sliver") {
  const Patches patches = makePatches(keys({"pppppppppp", "pppppppppp", "rrrrrrrrrr", "dddddddddd", "dddddddddd"}),
                                      SmallPatches::joinNeighbour);
  CHECK(patches.count() == 3);
}

TEST_CASE("a wood that is too small and alone vanishes only where it may") {
  CHECK(makePatches(keys({"www"}), SmallPatches::mayVanish).count() == 0);
  CHECK(makePatches(keys({"www"}), SmallPatches::joinNeighbour).count() == 1);
}

TEST_CASE("every cell inside stays inside and every patch hangs together") {
  CHECK(rc::check("random uses", [] {
    const auto values = *rc::gen::container<std::vector<int>>(kPatchedSide * kPatchedSide, rc::gen::inRange(0, 4));
    Raster<PatchKey> raster(kPatchedSide);
    for (int i = 0; i < raster.size(); ++i) {
      const int v = values[static_cast<std::size_t>(i)];
      raster[i] = v == 0 ? 0 : patchKey(static_cast<Use>(v), 1, 0);
    }
    const Patches patches = makePatches(raster, SmallPatches::joinNeighbour);
    std::vector<int> cells(patches.key.size(), 0);
    for (int i = 0; i < raster.size(); ++i) {
      RC_ASSERT((patches.label[i] == 0) == (raster[i] == 0));
      ++cells[static_cast<std::size_t>(patches.label[i])];
    }
    RC_ASSERT(cells == patches.cells);
    RC_ASSERT(countPieces(patches.label) == patches.count());
  }));
}

TEST_CASE("fields stretch along the contours") {
  Raster<float> ground(100);
  for (int i = 0; i < ground.size(); ++i) ground[i] = static_cast<float>(0.3 * ground.middle(i).x);  // rises eastwards
  const Mosaic mosaic(ground, 1000, 10, 7);
  std::map<std::uint32_t, std::pair<double, double>> east, north;
  for (int i = 0; i < 200 * 200; ++i) {
    const int col = i % 200, row = i / 200;
    const tanhui::Point p{(col + 0.5) * kSide / 200, (row + 0.5) * kSide / 200};
    const std::uint32_t piece = mosaic.pieceAt(p, 0.3 * p.x);
    const auto widen = [&](auto& span, double t) {
      const auto [it, isNew] = span.try_emplace(piece, t, t);
      it->second = {std::min(it->second.first, t), std::max(it->second.second, t)};
    };
    widen(east, p.x), widen(north, p.y);
  }
  double across = 0, along = 0;
  for (const auto& [piece, span] : east) across += span.second - span.first;
  for (const auto& [piece, span] : north) along += span.second - span.first;
  CHECK(along > 1.5 * across);
}
