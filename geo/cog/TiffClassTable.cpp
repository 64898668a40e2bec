#include "geo/cog/TiffClassTable.h"

#include <fmt/format.h>
#include <gdal.h>

#include <algorithm>

namespace tanhui {
namespace {

std::string field(int index, const char* name, const char* typeName, GDALRATFieldType type, GDALRATFieldUsage usage) {
  return fmt::format(
      "      <FieldDefn index=\"{}\">\n        <Name>{}</Name>\n        <Type typeAsString=\"{}\">{}</Type>\n"
      "        <Usage>{}</Usage>\n      </FieldDefn>\n",
      index, name, typeName, static_cast<int>(type), static_cast<int>(usage));
}

}  // namespace

std::string xmlText(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&apos;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

std::string classTableXml(std::span<const CogSpec::ClassEntry> classes, std::span<const std::uint64_t> counts) {
  std::string xml = "<PAMDataset>\n  <PAMRasterBand band=\"1\">\n    <CategoryNames>\n";
  for (const CogSpec::ClassEntry& entry : classes)
    xml += fmt::format("      <Category>{}</Category>\n", xmlText(entry.name));
  xml += "    </CategoryNames>\n    <GDALRasterAttributeTable tableType=\"thematic\">\n";
  xml += field(0, "Value", "Integer", GFT_Integer, GFU_MinMax);
  xml += field(1, "Count", "Real", GFT_Real, GFU_PixelCount);
  xml += field(2, "Class", "String", GFT_String, GFU_Name);
  xml += field(3, "Red", "Integer", GFT_Integer, GFU_Red);
  xml += field(4, "Green", "Integer", GFT_Integer, GFU_Green);
  xml += field(5, "Blue", "Integer", GFT_Integer, GFU_Blue);
  std::size_t row = 0;
  for (std::size_t value = 0; value < std::min(classes.size(), counts.size()); ++value) {
    const CogSpec::ClassEntry& entry = classes[value];
    if (entry.name.empty()) continue;
    xml += fmt::format("      <Row index=\"{}\">\n        <F>{}</F>\n        <F>{}</F>\n        <F>{}</F>\n", row++,
                       value, counts[value], xmlText(entry.name));
    for (const unsigned shift : {16U, 8U, 0U}) xml += fmt::format("        <F>{}</F>\n", entry.colour >> shift & 0xFFU);
    xml += "      </Row>\n";
  }
  return xml + "    </GDALRasterAttributeTable>\n  </PAMRasterBand>\n</PAMDataset>\n";
}

}  // namespace tanhui
