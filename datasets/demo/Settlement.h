#pragma once

#include <vector>

#include "datasets/demo/Admin.h"

namespace tanhui::demo {

struct Town {
  Point middle;
  double radius;  ///< m
  int township;
};

struct Hamlet {
  Point middle;
  double radius;  ///< m
};

struct Road {
  std::vector<Point> line;
  bool trunk;  ///< a highway: the way to town of many hamlets
};

/// Where people live, and how they get to town.
struct Settlement {
  std::vector<Town> towns;  ///< the district's seat is the first
  std::vector<Hamlet> hamlets;
  std::vector<Road> roads;
};

/// Towns lie on level ground by water, hamlets at the edge of the valley floors, roads take the cheapest way to town.
Settlement settle(const Relief& relief, const Admin& admin);

}  // namespace tanhui::demo
