#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "geo/grid/Grid.h"

namespace tanhui {

enum class Codec { deflate, zstd, lzw };

struct CogBand {
  std::string name;  ///< the band's description, e.g. "total"
  std::string unit;  ///< e.g. "tC/ha"
};

/// What a map file holds besides its pixels.
struct CogSpec {
  Grid grid;
  std::vector<CogBand> bands;
  Codec codec = Codec::deflate;
  std::map<std::string, std::string> metadata;  ///< TIFF metadata items: project, version, synthetic mark
  /// Class maps only: entry v is the colour 0xRRGGBB and the name of value v. Empty for float maps.
  struct ClassEntry {
    std::uint32_t colour;
    std::string name;
  };
  std::vector<ClassEntry> classes;
};

/// What a band holds, over the valid cells of the full resolution. All zero when there is none.
struct BandStatistics {
  std::uint64_t count = 0;
  double min = 0, max = 0, mean = 0, stddev = 0;
  /// 2nd and 98th percentile, estimated from the coarsest overview: for the range of a style, no more.
  double p02 = 0, p98 = 0;
};

}  // namespace tanhui
