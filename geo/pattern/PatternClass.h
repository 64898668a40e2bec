#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "geo/base/Message.h"

namespace tanhui {

/// The codes of a pattern: what a cell is as bits, 100 more where it lies inside a core.
namespace pattern_code {
constexpr std::uint8_t kBackground = 0, kBranch = 1, kEdge = 3, kPerforation = 5, kIslet = 9, kCore = 17, kBridge = 33,
                       kBridgeInEdge = 35, kBridgeInPerforation = 37, kLoop = 65, kLoopInEdge = 67,
                       kLoopInPerforation = 69, kCoreOpening = 100, kNodata = 129, kBorderOpening = 220, kInside = 100;
}  // namespace pattern_code

/// A code with its class and how it is painted.
struct PatternClass {
  std::uint8_t code;
  std::string_view key;  ///< "core", "bridge_in_edge", ...
  bool inside;           ///< inside a core
  bool foreground;
  std::uint32_t colour;  ///< 0xRRGGBB
};

/// Every code there is, ascending.
std::span<const PatternClass> patternClasses();
/// Nothing when there is no such code.
const PatternClass* patternClass(std::uint8_t code);

/// The code whose class a code is shown and summed as. With `transition` itself; else bridges and loops within edges or
/// perforations are edge or perforation.
std::uint8_t shownAs(std::uint8_t code, bool transition);

/// The class of a code for people: "core", "edge, inside a core". Of the code itself where there is no such class.
std::string patternClassName(std::uint8_t code, bool transition, Language language);

}  // namespace tanhui
