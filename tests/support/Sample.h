#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/account/RunReport.h"
#include "geo/draw/ZoneShapes.h"

namespace tanhui::sample {

/// A believable run of a made-up district: 20 classes, townships that divide it, a corridor, three control lines. Every
/// total is the sum of its parts.
struct County {
  explicit County(Language language);

  RunReport report;
  /// Views of what this object keeps.
  std::vector<ZoneShapes> zones() const;

 private:
  struct Layer {
    std::string name;
    std::vector<std::string> ids, labels;
    std::vector<MultiPolygon> shapes;
  };
  std::vector<Layer> layers_;
};

/// Writes stock.tif, flux.tif, uncertainty.tif and class.tif of a small district into the folder and lists them among
/// the report's outputs.
void writeMaps(County& county, const std::filesystem::path& folder);

}  // namespace tanhui::sample
