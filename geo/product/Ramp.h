#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace tanhui {

/// A colour 0xRRGGBB at a position 0..1 of a ramp.
struct RampStop {
  double t;
  std::uint32_t colour;
};

/// Stops in ascending order, the first at 0 and the last at 1; colours between two stops are mixed linearly in sRGB,
/// as QGIS does, so that the report's pictures and the styles agree.
using Ramp = std::span<const RampStop>;

/// The ramps are ColorBrewer's (C. Brewer, M. Harrower, The Pennsylvania State University, 2002; Apache License 2.0),
/// from the schemes that its authors mark as safe for colour-blind readers.
namespace ramp_data {
inline constexpr std::array<RampStop, 9> kYlGn{{{0.000, 0xFFFFE5},
                                                {0.125, 0xF7FCB9},
                                                {0.250, 0xD9F0A3},
                                                {0.375, 0xADDD8E},
                                                {0.500, 0x78C679},
                                                {0.625, 0x41AB5D},
                                                {0.750, 0x238443},
                                                {0.875, 0x006837},
                                                {1.000, 0x004529}}};
inline constexpr std::array<RampStop, 9> kYlOrBr{{{0.000, 0xFFFFE5},
                                                  {0.125, 0xFFF7BC},
                                                  {0.250, 0xFEE391},
                                                  {0.375, 0xFEC44F},
                                                  {0.500, 0xFE9929},
                                                  {0.625, 0xEC7014},
                                                  {0.750, 0xCC4C02},
                                                  {0.875, 0x993404},
                                                  {1.000, 0x662506}}};
inline constexpr std::array<RampStop, 11> kPRGn{{{0.0, 0x40004B},
                                                 {0.1, 0x762A83},
                                                 {0.2, 0x9970AB},
                                                 {0.3, 0xC2A5CF},
                                                 {0.4, 0xE7D4E8},
                                                 {0.5, 0xF7F7F7},
                                                 {0.6, 0xD9F0D3},
                                                 {0.7, 0xA6DBA0},
                                                 {0.8, 0x5AAE61},
                                                 {0.9, 0x1B7837},
                                                 {1.0, 0x00441B}}};
inline constexpr std::array<RampStop, 9> kPurples{{{0.000, 0xFCFBFD},
                                                   {0.125, 0xEFEDF5},
                                                   {0.250, 0xDADAEB},
                                                   {0.375, 0xBCBDDC},
                                                   {0.500, 0x9E9AC8},
                                                   {0.625, 0x807DBA},
                                                   {0.750, 0x6A51A3},
                                                   {0.875, 0x54278F},
                                                   {1.000, 0x3F007D}}};
}  // namespace ramp_data

/// What a map is painted in, and how its figures lie on it.
enum class Palette : std::uint8_t {
  green,        ///< YlGn from zero upwards
  brown,        ///< YlOrBr from zero upwards
  purple,       ///< Purples from zero upwards
  purpleGreen,  ///< PRGn, its middle standing for zero: purple gives off, green takes up
};

inline Ramp rampOf(Palette palette) {
  constexpr std::array<Ramp, 4> kRamps{ramp_data::kYlGn, ramp_data::kYlOrBr, ramp_data::kPurples, ramp_data::kPRGn};
  return kRamps[static_cast<std::size_t>(palette)];
}

/// Zero stands in the middle: figures are mapped symmetrically, t = 0.5 + v / (2 x max|v|).
inline bool isDiverging(Palette palette) { return palette == Palette::purpleGreen; }

/// The colour 0xRRGGBB at t; t outside 0..1 takes the end's colour, NaN the first.
inline std::uint32_t colourAt(Ramp ramp, double t) {
  if (!(t > ramp.front().t)) return ramp.front().colour;
  std::size_t above = 1;
  while (above < ramp.size() && ramp[above].t < t) ++above;
  if (above == ramp.size()) return ramp.back().colour;
  const RampStop& a = ramp[above - 1];
  const RampStop& b = ramp[above];
  const double share = (t - a.t) / (b.t - a.t);
  std::uint32_t colour = 0;
  for (const unsigned shift : {16U, 8U, 0U}) {
    const double from = (a.colour >> shift) & 0xFFU, to = (b.colour >> shift) & 0xFFU;
    colour |= static_cast<std::uint32_t>(std::lround(from + (to - from) * share)) << shift;
  }
  return colour;
}

}  // namespace tanhui
