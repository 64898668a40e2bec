#include "geo/coverage/detail/CellArrangement.h"

#include <map>
#include <utility>

#include <catch2/catch.hpp>

using namespace tanhui;

namespace {

/// One land layer of ten features above another of ten: numbers 0..9 and 10..19.
struct Stage {
  std::vector<const MultiPolygon*> ten = std::vector<const MultiPolygon*>(10);
  std::vector<OverlayLayer> layers = {{OverlayRole::land, ten}, {OverlayRole::land, ten}};
  FeatureIndex features{layers};
  OverlayResult result;
  PartStack parts{features, result};
  CellArrangement arrange;

  /// Fraction of the cell by owner's number.
  std::map<std::uint32_t, double> operator()(std::vector<WindingStep> west, std::vector<CellPiece> pieces) {
    arrange(west, pieces, parts);
    parts.finishCells(0, 0, 1);
    std::map<std::uint32_t, double> shares;
    for (const OverlayPart& part : result.parts) {
      const bool owned = part.ownerLayer != kNoOwner;
      shares[owned ? part.ownerLayer * 10 + part.ownerFeature : kNoOwner] += part.fraction;
    }
    return shares;
  }
};

CellPiece piece(std::uint32_t feature, int sign, double u0, double v0, double u1, double v1) {
  return {0, 0, feature, sign, u0, v0, u1, v1};
}

}  // namespace

TEST_CASE("no boundary: the features around own the cell") {
  Stage stage;
  const auto shares = stage({{4, 1, 0}, {12, 1, 0}}, {});
  CHECK(shares.size() == 1);
  CHECK(shares.at(4) == 1);
}

TEST_CASE("a level edge is a step along the west side") {
  Stage stage;
  const auto shares = stage({{4, 1, 0.25}}, {});
  CHECK(shares.at(4) == 0.75);
  CHECK(shares.at(kNoOwner) == 0.25);
}

TEST_CASE("two parcels with a common edge leave no gap") {
  Stage stage;
  const auto shares = stage({{1, 1, 0}}, {piece(1, -1, 0.25, 0, 0.75, 1), piece(2, 1, 0.25, 0, 0.75, 1)});
  CHECK(shares.size() == 2);
  CHECK(shares.at(1) == 0.5);
  CHECK(shares.at(2) == 0.5);
}

TEST_CASE("two edges that cross") {
  // Feature 1 lies below one diagonal, feature 11 above the other: 11 gets the quarter that 1 leaves of its half.
  Stage stage;
  const auto shares = stage({{1, 1, 0}, {11, 1, 0}}, {piece(1, -1, 0, 0, 1, 1), piece(11, -1, 1, 0, 0, 1)});
  CHECK(shares.at(1) == Approx(0.5).epsilon(0).margin(1e-15));
  CHECK(shares.at(11) == Approx(0.25).epsilon(0).margin(1e-15));
  CHECK(shares.at(kNoOwner) == Approx(0.25).epsilon(0).margin(1e-15));
}

TEST_CASE("edges that nearly coincide misplace no more than lies between them") {
  for (const double gap : {1e-9, 1e-12, 1e-15, -1e-9, -1e-12, -1e-15}) {
    for (const double twist : {1.0, -1.0, 0.3}) {
      Stage stage;
      const auto shares =
          stage({{1, 1, 0}}, {piece(1, -1, 0.25, 0, 0.75, 1), piece(12, 1, 0.25 + gap, 0, 0.75 + gap * twist, 1)});
      double sum = 0;
      for (const auto& [owner, share] : shares) sum += share;
      CHECK(sum == Approx(1).epsilon(0).margin(1e-15));
      CHECK(shares.at(1) == Approx(0.5).epsilon(0).margin(1e-15));
      CHECK(shares.at(12) == Approx(0.5).epsilon(0).margin(2 * std::abs(gap) + 1e-15));
    }
  }
}
