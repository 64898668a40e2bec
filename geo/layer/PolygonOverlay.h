#pragma once

#include <memory>
#include <span>
#include <string>

#include "geo/coverage/MultiPolygon.h"

namespace tanhui {

/// Set operations on whole polygons by GEOS, for the few shapes that a model needs united or cut before the grid: the
/// region, exclusions, closure checks. The stacking of layers does not use them (see Overlay). All throw Error
/// (where = `where`, kind work) when GEOS fails.
MultiPolygon unionOf(std::span<const MultiPolygon> shapes, const std::string& where);
MultiPolygon intersectionOf(const MultiPolygon& a, const MultiPolygon& b, const std::string& where);
MultiPolygon differenceOf(const MultiPolygon& a, const MultiPolygon& b, const std::string& where);

/// Tells of many shapes whether they meet one area.
class MeetsArea {
 public:
  MeetsArea(const MultiPolygon& area, std::string where);
  ~MeetsArea();
  MeetsArea(const MeetsArea&) = delete;
  MeetsArea& operator=(const MeetsArea&) = delete;

  bool operator()(const MultiPolygon& shape) const;

 private:
  struct Prepared;
  std::unique_ptr<const Prepared> prepared_;
};

/// An area less others. Only those that meet it are united, so a layer of a whole county may be given.
MultiPolygon takeOut(const MultiPolygon& area, std::span<const MultiPolygon> others, const std::string& where);

}  // namespace tanhui
