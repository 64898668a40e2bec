#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <QString>

#include "geo/ask/Moment.h"
#include "geo/carbon/Carbon.h"
#include "geo/carbon/Units.h"
#include "geo/gis/StyleQml.h"
#include "geo/model/Model.h"
#include "geo/product/MapProduct.h"

namespace tanhui::viewer {

/// A band of figures or classes in a raster file.
struct RasterContent {
  std::filesystem::path file;
  int band = 1;
  friend bool operator==(const RasterContent&, const RasterContent&) = default;
};

/// A picture: bands of red, green, blue, a palette, or a web map in GDAL's XML.
struct PictureContent {
  std::string source;  ///< a path, or the XML itself
  friend bool operator==(const PictureContent&, const PictureContent&) = default;
};

struct VectorContent {
  VectorSource source;
  std::string idField, label;  ///< empty: none
  std::string zoneLayer;       ///< of a project's zones: their layer's name; its features can be selected
  friend bool operator==(const VectorContent&, const VectorContent&) = default;
};

/// All features of a file's layer, or of its only one.
VectorSource sourceOf(const std::filesystem::path& file, const std::string& sublayer = {});

/// A map of the project computed as it is looked at, from its strata and the factors in force.
struct LiveContent {
  std::shared_ptr<const Model> model;
  std::shared_ptr<const std::vector<StratumCarbon>> carbon;
  MapProduct map;  ///< with the bands that its file has
  int band = 1;    ///< of these, from 1
  /// Class of each stratum at the end of the year shown; null: as its layer has it.
  std::shared_ptr<const std::vector<std::string>> classKey = nullptr;
  /// Of a map that keeps its year whatever the window shows; and what is taken away from it, when it is a difference.
  std::optional<Moment> pinned = std::nullopt, minus = std::nullopt;
  friend bool operator==(const LiveContent&, const LiveContent&) = default;
};

/// Band of one raster minus that of another.
struct DifferenceContent {
  RasterContent later, earlier;
  friend bool operator==(const DifferenceContent&, const DifferenceContent&) = default;
};

using Content = std::variant<RasterContent, PictureContent, VectorContent, LiveContent, DifferenceContent>;

/// Figures along a ramp.
struct RampStyle {
  Palette ramp = Palette::green;
  StyleRange range;
  bool hasQuantity = true;  ///< of a map of ours: its figures follow the units chosen
  Quantity quantity = Quantity::stockDensity;
  QString unit;  ///< of a foreign raster
  friend bool operator==(const RampStyle&, const RampStyle&) = default;
};

struct ClassStyle {
  struct Entry {
    int value = 0;
    std::uint32_t colour = 0;
    std::string key;             ///< of a land class; empty: it is none that is known
    std::string nameZh, nameEn;  ///< the same for what has one name
    friend bool operator==(const Entry&, const Entry&) = default;
  };
  std::vector<Entry> classes;
  friend bool operator==(const ClassStyle&, const ClassStyle&) = default;
};

struct PictureStyle {
  friend bool operator==(const PictureStyle&, const PictureStyle&) = default;
};

struct VectorStyle {
  std::uint32_t line = 0x444444;
  double width = 1;  ///< logical pixels
  bool filled = false;
  std::uint32_t fill = 0xCCCCCC;
  bool labels = false;
  friend bool operator==(const VectorStyle&, const VectorStyle&) = default;
};

using Style = std::variant<RampStyle, ClassStyle, PictureStyle, VectorStyle>;

/// One layer of the map: what it shows and how. A value; LayerList keeps them in order.
struct MapLayer {
  int id = 0;          ///< given by LayerList, never used twice
  std::string nameId;  ///< message of the name, when the user gave none
  QString name;        ///< what the user called it, or the file
  bool visible = true;
  double opacity = 1;
  Content content;
  Style style;
  /// What else the same file or model could show; a chooser when there are two or more. bands[i] is band i + 1.
  struct Band {
    std::string nameId;  ///< message; its own text when the catalogue lacks it
    RampStyle style;
    friend bool operator==(const Band&, const Band&) = default;
  };
  std::vector<Band> bands;
  std::string projectKey;  ///< "stock", "zones 乡镇": of the layers that opening a project makes; empty: the user's own

  bool ofProject() const { return !projectKey.empty(); }
  friend bool operator==(const MapLayer&, const MapLayer&) = default;
};

/// Band shown by content that has bands; 0 for other content.
int bandOf(const Content& content);
/// The same content, another band.
Content withBand(Content content, int band);

}  // namespace tanhui::viewer
