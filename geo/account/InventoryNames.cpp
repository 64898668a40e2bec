#include "geo/account/InventoryNames.h"

#include <array>

namespace tanhui {

namespace {

constexpr std::array<std::string_view, kLandCategories> kCategoryIds = {
    "forest", "cropland", "grassland", "wetlands", "settlements", "other", "unlisted", "unmapped"};
constexpr std::array<std::string_view, kNotationKeys> kKeyCodes = {"", "NO", "NE", "IE", "NA"};

std::string idOf(LandCategory category) {
  return "inventory.category." + std::string(kCategoryIds[static_cast<std::size_t>(category)]);
}

/// Inside a sentence: English writes it small.
std::string insideName(LandCategory category, Language language) { return text(idOf(category) + ".inside", language); }

}  // namespace

std::string codeOf(const InventoryLine& line) {
  switch (line.kind) {
    case InventoryKind::harvestedWood:
      return "4.G";
    case InventoryKind::total:
      return "4";
    case InventoryKind::rice:
      return "3.C";
    case InventoryKind::fertiliser:
      return "3.D";
    default:
      break;
  }
  const auto number = static_cast<std::size_t>(line.category);
  if (number >= kIpccCategories) return {};
  std::string code = {'4', '.', static_cast<char>('A' + number)};
  if (line.kind == InventoryKind::remaining) return code + ".1";
  return line.kind == InventoryKind::category ? code : code + ".2";
}

std::string nameOf(LandCategory category, Language language) { return text(idOf(category), language); }

std::string nameOf(const InventoryLine& line, Language language) {
  switch (line.kind) {
    case InventoryKind::category:
      return nameOf(line.category, language);
    case InventoryKind::remaining:
      return text(say("inventory.row.remaining", nameOf(line.category, language), insideName(line.category, language)),
                  language);
    case InventoryKind::converted:
      return text(say("inventory.row.converted", insideName(line.category, language)), language);
    case InventoryKind::convertedFrom:
      return text(say("inventory.row.converted_from", nameOf(line.from, language), insideName(line.category, language)),
                  language);
    case InventoryKind::harvestedWood:
      return text("inventory.row.harvested_wood", language);
    case InventoryKind::total:
      return text("inventory.row.total", language);
    case InventoryKind::rice:
      return text("inventory.row.rice", language);
    case InventoryKind::fertiliser:
      return text("inventory.row.fertiliser", language);
  }
  return {};
}

std::string keyOf(NotationKey key) { return std::string(kKeyCodes[static_cast<std::size_t>(key)]); }

std::string meaningOf(NotationKey key, Language language) {
  if (key == NotationKey::none) return {};
  return text("inventory.key." + keyOf(key), language);
}

}  // namespace tanhui
