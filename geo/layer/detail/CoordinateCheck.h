#pragma once

#include <optional>
#include <string>

#include "geo/base/Message.h"
#include "geo/grid/Grid.h"

namespace tanhui {

/// Finds coordinates that cannot be of the CRS that their layer states: the usual mistakes in Chinese survey data.
class CoordinateCheck {
 public:
  explicit CoordinateCheck(const Crs& crs);

  /// For the box of one feature of a layer. Throws Error for: easting with the zone number in a CRS without, or the
  /// reverse (the remedy names the CRS that is meant), x and y swapped, metres in a CRS in degrees, degrees in one in
  /// metres.
  void operator()(const Box& box, const std::string& layer, std::int64_t fid) const;

 private:
  struct Fault {
    Message what, remedy;
  };
  std::optional<Fault> geographic(const Box& box) const;
  std::optional<Fault> projected(const Box& box) const;

  Crs crs_;
  double unit_ = 0;  ///< in degrees or metres; 0: no CRS
  double falseEasting_ = 0;
  bool geographic_ = false, gaussKruger_ = false, chinese_ = false;
};

/// The CRS that is like a Gauss-Kruger CRS of China but for the zone number in its eastings: "EPSG:4523" <->
/// "EPSG:4544". `zone`: 25..45 in 3-degree zones, 13..23 in 6-degree zones. Empty when not known.
std::string zoneSibling(const Crs& crs, int zone, bool withZoneNumber);

}  // namespace tanhui
