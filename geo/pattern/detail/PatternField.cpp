#include "geo/pattern/detail/PatternField.h"

#include <algorithm>

namespace tanhui {
namespace {

std::vector<std::uint8_t> knownForeground(const GroundMask& ground, const Disk& disk, int tile) {
  const auto foreground = [](Ground cell) { return static_cast<std::uint8_t>(cell == Ground::foreground); };
  std::vector<std::uint8_t> bits(ground.cells.size());
  std::transform(ground.cells.begin(), ground.cells.end(), bits.begin(), foreground);
  if (std::find(ground.cells.begin(), ground.cells.end(), Ground::nodata) == ground.cells.end()) return bits;
  const auto near = nearSeeds(disk, ground.rows, ground.cols, tile, [&](int row, int begin, int end, std::uint8_t* to) {
    for (int col = begin; col < end; ++col) *to++ = foreground(ground.at(row, col));
  });
  for (std::size_t i = 0; i < bits.size(); ++i) {
    if (ground.cells[i] == Ground::nodata) bits[i] = near[i];
  }
  return bits;
}

}  // namespace

PatternField framedField(const GroundMask& ground, const PatternOptions& spec) {
  const int frame = spec.edgeWidth + 1;
  PatternField field{.cols = ground.cols + 2 * frame,
                     .rows = ground.rows + 2 * frame,
                     .frame = frame,
                     .connectivity = spec.connectivity,
                     .tile = spec.tile,
                     .disk = Disk(spec.edgeWidth),
                     .bits = {}};
  const auto known = knownForeground(ground, field.disk, spec.tile);
  field.bits.resize(static_cast<std::size_t>(field.cols) * static_cast<std::size_t>(field.rows));
  for (int row = 0; row < field.rows; ++row) {
    const auto from =
        known.begin() + static_cast<std::ptrdiff_t>(std::clamp(row - frame, 0, ground.rows - 1)) * ground.cols;
    const auto to = field.bits.begin() + static_cast<std::ptrdiff_t>(field.index(row, 0));
    std::fill(to, to + frame, *from);
    std::copy(from, from + ground.cols, to + frame);
    std::fill(to + frame + ground.cols, to + field.cols, *(from + ground.cols - 1));
  }
  return field;
}

}  // namespace tanhui
