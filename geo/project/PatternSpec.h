#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "geo/base/FileName.h"
#include "geo/landclass/LandClass.h"
#include "geo/pattern/GroundMask.h"

namespace tanhui {

/// A spatial pattern that a project asks for: of land classes, or of a raster.
struct PatternSpec {
  std::string name;
  std::vector<std::string> classes;  ///< keys of land classes, or groups of them ("forest"); empty: of `raster`
  std::filesystem::path raster;
  std::vector<int> foreground;  ///< its values that are the foreground
  int edgeWidth = 1;            ///< cells
  Connectivity connectivity = Connectivity::eight;
  bool transition = true;  ///< bridges and loops within edges and perforations are shown as such
  bool inside = true;      ///< what lies inside a core has codes of its own
  int densityWindow = 27;  ///< cells, odd
  int line = 0;

  std::string fileName() const { return "pattern_" + safeFileName(name) + ".tif"; }
};

/// The classes that keys and groups name. Throws Error (where = `where`) for a name that is neither.
std::set<std::string> classesNamed(const LandClasses& classes, const std::vector<std::string>& names,
                                   const std::string& where);

}  // namespace tanhui
