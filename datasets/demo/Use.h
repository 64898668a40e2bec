#pragma once

#include <cstdint>

namespace tanhui::demo {

/// Land uses of the Third National Land Survey that occur in the county, and the drawdown belt, which only the wetland
/// survey knows.
enum class Use : std::uint8_t {
  outside,
  paddy,
  dry,
  citrus,
  tea,
  pepper,
  arbor,
  bamboo,
  shrub,
  young,
  grass,
  commerce,
  industry,
  mine,
  townHome,
  hamlet,
  office,
  school,
  park,
  highway,
  street,
  lane,
  river,
  reservoir,
  pond,
  flat,
  ditch,
  marsh,
  facility,
  fieldRidge,
  bareSoil,
  bareRock,
  drawdown,
};
constexpr int kUses = static_cast<int>(Use::drawdown) + 1;

/// What the survey calls a use, and how its land is cut into parcels.
struct UseInfo {
  const char* dlbm;  ///< code
  const char* dlmc;  ///< name
  double spacing;    ///< m between the middles of neighbouring parcels
  double contour;    ///< how much parcels stretch along contours: weight of a metre of height in metres of distance;
                     ///< heights count from the channel for paddies, from the sea for the rest
  int minCells;      ///< smaller pieces join a neighbour
  bool linear;       ///< may be as narrow as one cell
};

const UseInfo& info(Use use);

constexpr bool isForest(Use u) { return u == Use::arbor || u == Use::bamboo || u == Use::shrub || u == Use::young; }
constexpr bool isWater(Use u) { return u == Use::river || u == Use::reservoir || u == Use::pond || u == Use::ditch; }
constexpr bool isTown(Use u) {
  return u == Use::commerce || u == Use::industry || u == Use::townHome || u == Use::office || u == Use::school ||
         u == Use::park || u == Use::street;
}

}  // namespace tanhui::demo
