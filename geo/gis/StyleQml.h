#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "geo/cog/CogSpec.h"
#include "geo/product/Ramp.h"

namespace tanhui {

/// Values at the two ends of a ramp.
struct StyleRange {
  double low = 0, high = 1;
  friend bool operator==(const StyleRange&, const StyleRange&) = default;
};

/// The range that shows a map best: from the 2nd to the 98th percentile, widened so that each stop of the ramp stands
/// at a round value (1, 2, 2.5 or 5 times a power of ten apart). It begins at zero; that of a diverging palette is
/// symmetric. A map of one value or none gets a range too.
StyleRange styleRange(Palette palette, const BandStatistics& statistics);

/// A QGIS 3 layer style: singleband pseudocolour of `band` (from 1). `unit` ends every label, e.g. "tC/ha 吨碳/公顷".
std::string floatStyleQml(Palette palette, const BandStatistics& statistics, const std::string& unit, int band = 1);

/// A QGIS 3 layer style: paletted. Lists the classes that have a name and cells; with no `counts`, all with a name.
std::string classStyleQml(std::span<const CogSpec::ClassEntry> classes, std::span<const std::uint64_t> counts);

/// Writes the style beside a map, whole or not at all: QGIS opens NAME.qml with NAME.tif by itself.
void writeStyle(const std::filesystem::path& qmlPath, Palette palette, const BandStatistics& statistics,
                const std::string& unit, int band = 1);
void writeStyle(const std::filesystem::path& qmlPath, std::span<const CogSpec::ClassEntry> classes,
                std::span<const std::uint64_t> counts);

}  // namespace tanhui
