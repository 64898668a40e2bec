#include "geo/pattern/Pattern.h"

#include <algorithm>
#include <limits>

#include "geo/base/Error.h"
#include "geo/base/Message.h"
#include "geo/pattern/PatternClass.h"
#include "geo/pattern/detail/Connectors.h"

namespace tanhui {
namespace {

namespace code = pattern_code;

/// Cells of a side with the frame on both ends.
std::uint64_t framed(std::int64_t cells, int edgeWidth) {
  return static_cast<std::uint64_t>(cells) + 2 * (static_cast<std::uint64_t>(edgeWidth) + 1);
}

std::uint8_t ringOf(std::uint8_t bits) { return (bits & kEdge) != 0 ? code::kEdge : code::kPerforation; }

std::uint8_t foregroundCode(std::uint8_t bits) {
  if ((bits & kCore) != 0) return code::kCore;
  if ((bits & kIslet) != 0) return code::kIslet;
  if ((bits & kConnector) != 0) {
    const std::uint8_t line = (bits & kBridge) != 0 ? code::kBridge : code::kLoop;
    return (bits & kRing) != 0 ? line | ringOf(bits) : line;
  }
  return (bits & kRing) != 0 ? ringOf(bits) : code::kBranch;
}

std::uint8_t codeOf(std::uint8_t bits, bool inCore, bool inside) {
  if ((bits & kForeground) == 0) {
    if (!inside || (bits & kOpening) == 0) return code::kBackground;
    return inCore ? code::kCoreOpening : code::kBorderOpening;
  }
  return static_cast<std::uint8_t>(foregroundCode(bits) + (inside && inCore ? code::kInside : 0));
}

std::vector<std::uint8_t> codesOf(const GroundMask& ground, const PatternField& field, const Nesting& nesting,
                                  bool inside) {
  std::vector<std::uint8_t> codes(ground.cells.size());
  auto to = codes.begin();
  for (int row = field.frame; row < field.rows - field.frame; ++row) {
    nesting.regions().eachRun(row, field.frame, field.cols - field.frame, [&](int begin, int end, std::size_t region) {
      const bool inCore = nesting.level(region) > 0;
      for (int col = begin; col < end; ++col) *to++ = codeOf(field.bits[field.index(row, col)], inCore, inside);
    });
  }
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (ground.cells[i] == Ground::nodata) codes[i] = code::kNodata;
  }
  return codes;
}

}  // namespace

void requireEdgeWidth(int edgeWidth, std::int64_t cols, std::int64_t rows, const std::string& where) {
  const std::int64_t longer = std::max(cols, rows);
  if (edgeWidth < 1 || edgeWidth >= longer || edgeWidth >= std::numeric_limits<std::uint16_t>::max()) {
    throw Error(where, say("pattern.edge_width", edgeWidth, longer), say("pattern.edge_width.remedy"));
  }
  if (framed(cols, edgeWidth) * framed(rows, edgeWidth) > std::numeric_limits<std::uint32_t>::max()) {
    throw Error(where, say("pattern.too_large", cols, rows), say("pattern.too_large.remedy"));
  }
}

std::vector<std::uint8_t> classifyPattern(const GroundMask& ground, const PatternOptions& spec, const StopFlag* stop) {
  requireEdgeWidth(spec.edgeWidth, ground.cols, ground.rows, spec.where);
  if (std::find(ground.cells.begin(), ground.cells.end(), Ground::foreground) == ground.cells.end()) {
    throw Error(spec.where, say("pattern.no_foreground"), say("pattern.no_foreground.remedy"));
  }
  PatternField field = framedField(ground, spec);
  heed(stop);
  markCores(field);
  heed(stop);
  markIslets(field);
  const Nesting nesting(field);
  heed(stop);
  markEdges(field, nesting);
  heed(stop);
  markConnectors(field, nesting, stop);
  return codesOf(ground, field, nesting, spec.inside);
}

// Measured at 10 to 14 bytes, of which two are input and result (bench_pattern); more where all is in crumbs.
std::uint64_t patternMemory(std::int64_t cols, std::int64_t rows, int edgeWidth) {
  constexpr std::uint64_t kBytesPerCell = 20;
  return framed(cols, edgeWidth) * framed(rows, edgeWidth) * kBytesPerCell;
}

}  // namespace tanhui
