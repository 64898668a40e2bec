#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "geo/cog/CogSpec.h"
#include "geo/product/Ramp.h"

namespace tanhui {

/// Which float map a style is for: it decides the ramp and whether zero stands in the middle.
enum class StyleKind { stock, flux, uncertainty };

Ramp rampOf(StyleKind kind);

/// Values at the two ends of a ramp.
struct StyleRange {
  double low = 0, high = 1;
  friend bool operator==(const StyleRange&, const StyleRange&) = default;
};

/// The range that shows a map best: from the 2nd to the 98th percentile, widened so that each stop of the ramp stands
/// at a round value (1, 2, 2.5 or 5 times a power of ten apart). Stock and uncertainty begin at zero; flux is
/// symmetric. A map of one value or none gets a range too.
StyleRange styleRange(StyleKind kind, const BandStatistics& statistics);

/// A QGIS 3 layer style: singleband pseudocolour of `band` (from 1). `unit` ends every label, e.g. "tC/ha 吨碳/公顷".
std::string floatStyleQml(StyleKind kind, const BandStatistics& statistics, const std::string& unit, int band = 1);

/// A QGIS 3 layer style: paletted. Lists the classes that have a name and cells; with no `counts`, all with a name.
std::string classStyleQml(std::span<const CogSpec::ClassEntry> classes, std::span<const std::uint64_t> counts);

/// Writes the style beside a map, whole or not at all: QGIS opens NAME.qml with NAME.tif by itself.
void writeStyle(const std::filesystem::path& qmlPath, StyleKind kind, const BandStatistics& statistics,
                const std::string& unit, int band = 1);
void writeStyle(const std::filesystem::path& qmlPath, std::span<const CogSpec::ClassEntry> classes,
                std::span<const std::uint64_t> counts);

}  // namespace tanhui
