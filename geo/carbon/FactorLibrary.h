#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/Error.h"
#include "geo/carbon/Factor.h"
#include "geo/landclass/LandClass.h"

namespace tanhui {

struct CsvTable;

/// The factors of a run: built in ("chongqing", "ipcc") or a CSV, with the user's overrides on top.
///
/// A figure of the user's own keeps the relative error of the library's, and with it its group; with a range of its own
/// it leaves the group, unless it names one.
class FactorLibrary {
 public:
  /// `name`: built-in, or a table (see readTable) in our columns, or an InVEST pools table, whose lucodes become the
  /// class keys. `overrides` may be empty; for a class of the user's own they may also bring factors that the library
  /// has of other classes. Throws Error naming file, line, key and column.
  static FactorLibrary load(const std::string& name, const std::filesystem::path& folder,
                            const std::filesystem::path& overrides, LandClasses classes = {});

  /// The same with other values for some factors, as a user tries them: the range moves with the value in proportion
  /// and the grade becomes "user". Throws Error for a key that the library lacks.
  FactorLibrary withValues(const std::map<std::string, double>& values) const;

  /// The same with the errors of measured rasters as factors "measured.NAME": 0, with a standard error of 1, in
  /// standard errors of the raster. `names` in the order of MeasuredFigure::source.
  FactorLibrary withMeasured(std::span<const std::string> names) const;
  /// The factor of a source.
  std::uint32_t measuredError(std::uint8_t source) const { return measuredErrors_.at(source); }

  /// The names of the built-in libraries.
  static const std::vector<std::string>& builtIn();

  const std::string& name() const { return name_; }
  bool invest() const { return invest_; }
  /// What the reader of a result must know of how the tables were taken.
  const Warnings& remarks() const { return remarks_; }
  /// The land classes that the figures are of, with the names that an InVEST table gives.
  const LandClasses& classes() const { return classes_; }
  const std::vector<Factor>& all() const { return factors_; }
  const Factor& operator[](std::uint32_t index) const { return factors_[index]; }
  std::optional<std::uint32_t> find(std::string_view key) const;
  /// The factor that stands for a factor's unknown: the first of its group, else itself. What is one unknown has one
  /// draw and one error term.
  std::uint32_t unknownOf(std::uint32_t factor) const { return unknownOf_[factor]; }
  /// The unknown of a key or of a group's name.
  std::optional<std::uint32_t> findUnknown(std::string_view keyOrGroup) const;
  /// All factors of the same unknown, itself among them, by key.
  std::vector<std::uint32_t> sharing(std::uint32_t factor) const;
  /// What an unknown is called: the name of its group, else the key.
  const std::string& nameOfUnknown(std::uint32_t factor) const;
  /// Every land class with a pool in the library, ascending.
  std::vector<std::string> classKeys() const;
  /// Throws Error naming the key, the library and near keys.
  std::uint32_t require(std::string_view key) const;

 private:
  void takeOverrides(const CsvTable& changes);
  void join();

  std::string name_;
  bool invest_ = false;
  LandClasses classes_;
  Warnings remarks_;
  std::vector<Factor> factors_;                ///< sorted by key
  std::vector<std::uint32_t> unknownOf_;       ///< by factor
  std::vector<std::uint32_t> measuredErrors_;  ///< by source
};

}  // namespace tanhui
