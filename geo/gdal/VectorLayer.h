#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "geo/base/Error.h"
#include "geo/coverage/MultiPolygon.h"
#include "geo/grid/Crs.h"

namespace tanhui {

/// Where features come from, as the project file says it.
struct VectorSource {
  std::filesystem::path path;  ///< whatever GDAL opens
  std::string sublayer;        ///< of a container; empty: its only layer
  std::string encoding;        ///< of a Shapefile without a .cpg; empty: declared, else UTF-8 when valid, else GBK
  std::string where;           ///< OGR SQL filter; empty: all
  std::string crs;             ///< for a source that declares none, or a wrong one (then with a warning); may be empty
  Box within;                  ///< of the target CRS: features apart from it may be left out; empty: all are read
  friend bool operator==(const VectorSource&, const VectorSource&) = default;
};

/// Which feature of a layer a message is about: "NAME, feature FID".
std::string featureWhere(const std::string& layer, std::int64_t fid);

/// The features of a polygon layer, in the CRS asked for, valid and with the interior on the left.
/// Arrays run parallel: fids[i], shapes[i], text[f][i], number[f][i].
struct VectorLayer {
  std::string name;
  std::vector<std::int64_t> fids;
  std::vector<MultiPolygon> shapes;
  std::vector<std::vector<std::string>> text;  ///< one column per text field asked for; a null is ""
  std::vector<std::vector<double>> number;     ///< one column per number field asked for; a null is NaN

  std::string where(std::size_t i) const;  ///< see featureWhere
  Box box() const;                         ///< of all shapes; empty when there is none
};

struct FieldRequest {
  std::vector<std::string> text, number;  ///< field names, as the source spells them
};

/// A river line, in the CRS asked for.
struct LineLayer {
  std::string name;
  std::vector<std::int64_t> fids;
  std::vector<std::vector<Point>> lines;  ///< a multi-line gives several entries with one fid
  std::vector<std::vector<std::string>> text;
};

/// Places, in the CRS asked for.
struct PointLayer {
  std::string name;
  std::vector<std::int64_t> fids;
  std::vector<Point> points;  ///< a multi-point gives several entries with one fid
  std::vector<std::vector<std::string>> text;
};

/// What a source holds, for `init`, `check` and the viewer's wizard: only the first features are looked at.
struct VectorInfo {
  struct Field {
    std::string name;
    bool number = false;
    std::vector<std::string> samples;  ///< up to 50 distinct values of the first 1,000 features
    std::string alias = {};            ///< the name for people, where the format keeps one (FileGDB)
    /// Of a field with a coded domain (FileGDB): each code with its meaning.
    std::vector<std::pair<std::string, std::string>> domain = {};
    std::vector<double> numbers = {};  ///< of the first 1,000 features, in their order; NaN where there is none
    bool blanks = false;               ///< some of the first 1,000 features have no value
  };
  std::string layer;
  std::string alias;  ///< the layer's name for people, where the format keeps one (FileGDB)
  Crs crs;
  Box box;  ///< in that CRS
  std::int64_t features = 0;
  bool polygons = false, lines = false, points = false;
  std::string encoding;  ///< as taken
  std::vector<Field> fields;
  std::vector<double> areasHa;  ///< of the first 1,000 features, about: to tell totals from values per hectare
};
/// One entry per vector layer of the file.
std::vector<VectorInfo> describeVector(const std::filesystem::path& path, const std::string& encoding = {});

}  // namespace tanhui
