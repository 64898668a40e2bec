#include "geo/pattern/PatternClass.h"

#include <algorithm>
#include <array>

namespace tanhui {
namespace {

// What readers of such maps are used to: core green, edge black, perforation blue, bridge red, loop yellow ...
constexpr std::uint32_t kGreen = 0x008000, kBlack = 0x000000, kBlue = 0x0000FF, kBrown = 0xA03C00, kOrange = 0xFF8C00,
                        kRed = 0xFF0000, kYellow = 0xFFFF00, kPaper = 0xEBEBEB, kGap = 0xC2C2C2, kHole = 0x888888,
                        kWhite = 0xFFFFFF;

constexpr std::array<PatternClass, 26> kClasses{{
    {0, "background", false, false, kPaper},
    {1, "branch", false, true, kOrange},
    {3, "edge", false, true, kBlack},
    {5, "perforation", false, true, kBlue},
    {9, "islet", false, true, kBrown},
    {17, "core", false, true, kGreen},
    {33, "bridge", false, true, kRed},
    {35, "bridge_in_edge", false, true, kRed},
    {37, "bridge_in_perforation", false, true, kRed},
    {65, "loop", false, true, kYellow},
    {67, "loop_in_edge", false, true, kYellow},
    {69, "loop_in_perforation", false, true, kYellow},
    {100, "core_opening", true, false, kHole},
    {101, "branch", true, true, kOrange},
    {103, "edge", true, true, kBlack},
    {105, "perforation", true, true, kBlue},
    {109, "islet", true, true, kBrown},
    {117, "core", true, true, kGreen},
    {129, "nodata", false, false, kWhite},
    {133, "bridge", true, true, kRed},
    {135, "bridge_in_edge", true, true, kRed},
    {137, "bridge_in_perforation", true, true, kRed},
    {165, "loop", true, true, kYellow},
    {167, "loop_in_edge", true, true, kYellow},
    {169, "loop_in_perforation", true, true, kYellow},
    {220, "border_opening", false, false, kGap},
}};

}  // namespace

std::span<const PatternClass> patternClasses() { return kClasses; }

const PatternClass* patternClass(std::uint8_t code) {
  const auto found = std::find_if(kClasses.begin(), kClasses.end(), [code](const auto& c) { return c.code == code; });
  return found == kClasses.end() ? nullptr : &*found;
}

std::uint8_t shownAs(std::uint8_t code, bool transition) {
  const PatternClass* known = patternClass(code);
  if (transition || known == nullptr) return code;
  const std::uint8_t base = known->inside ? pattern_code::kInside : 0, plain = static_cast<std::uint8_t>(code - base);
  if (plain == pattern_code::kBridgeInEdge || plain == pattern_code::kLoopInEdge) {
    return static_cast<std::uint8_t>(base + pattern_code::kEdge);
  }
  if (plain == pattern_code::kBridgeInPerforation || plain == pattern_code::kLoopInPerforation) {
    return static_cast<std::uint8_t>(base + pattern_code::kPerforation);
  }
  return code;
}

std::string patternClassName(std::uint8_t code, bool transition, Language language) {
  const PatternClass* shown = patternClass(shownAs(code, transition));
  if (shown == nullptr) return std::to_string(code);
  const std::string name = text(fmt::format("pattern.class.{}", shown->key), language);
  return shown->inside && shown->foreground ? text(say("pattern.inside", name), language) : name;
}

}  // namespace tanhui
