#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/carbon/Carbon.h"
#include "geo/carbon/Units.h"
#include "geo/product/Ramp.h"

namespace tanhui {

/// The unit of a band, as the file states it, in Chinese, and for people.
struct MapUnit {
  std::string_view name, chinese;
  Quantity quantity = Quantity::stockDensity;
  /// "tC/ha 吨碳/公顷": for styles, which have no language.
  std::string inBothLanguages() const { return std::string(name) + " " + std::string(chinese); }
  friend bool operator==(const MapUnit&, const MapUnit&) = default;
};

/// A band of a map's file: what it shows of a stratum, or a standard error.
struct MapBand {
  std::string_view key;  ///< description of the band in the file; its words are `viewer.band.KEY`
  MapUnit unit;
  double (*value)(const Carbon&) = nullptr;  ///< per hectare of the stratum; null: an error
  double Sensitivity::*error = nullptr;      ///< of a band of errors: what each factor moves, in the band's unit
  std::optional<Scope> leads = {};           ///< shown first where the project's scope is this one
  friend bool operator==(const MapBand&, const MapBand&) = default;
};

/// A map that a run can write, as all who speak of maps know it: the project file's `[output] maps`, the files and
/// their styles, the report, the window.
struct MapProduct {
  std::string_view key;  ///< names the file; its words are those of `viewer.layer`, `report.map` and `cli.file`
  Palette palette = Palette::green;
  std::vector<MapBand> bands;  ///< of figures
  bool classes = false;        ///< it shows the class of the land instead
  bool usual = true;           ///< written where the project does not say which maps it wants
  bool ofYears = true;         ///< written of later years and of scenarios, too
  bool bandsChosen = false;    ///< `[output] stock_bands` says which of its bands the file holds

  friend bool operator==(const MapProduct&, const MapProduct&) = default;
};

/// All maps there are, in the order in which people see them.
std::span<const MapProduct> mapProducts();

/// Null when there is none.
const MapProduct* findMapProduct(std::string_view key);

/// Keys of the maps that are written where the project does not say.
std::vector<std::string> usualMaps();

/// Keys of the bands that `[output] stock_bands` chooses from.
std::vector<std::string> choosableBands();

/// Index of the band that is shown first: the one that leads in this scope, or else the first.
std::size_t leadingBand(const MapProduct& map, Scope scope);

}  // namespace tanhui
