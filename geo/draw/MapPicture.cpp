#include "geo/draw/MapPicture.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <set>

#include "geo/base/RoundNumbers.h"
#include "geo/draw/detail/MapField.h"
#include "geo/grid/GroundRuler.h"

namespace tanhui {
namespace {

constexpr double kLegendWidth = 136, kLegendText = 8.5, kLegendLine = 14, kTitle = 11.5, kTop = 22;
constexpr int kPicturePixels = 1100, kMostClasses = 24, kMostLabels = 40;

/// A legend line: a colour and what it stands for.
struct Key {
  std::uint32_t colour;
  Inlines label;
};

/// Everything a map shows, read and coloured once; painted as often as asked.
struct Map {
  MapSpec spec;
  Box extent;
  GroundScale ground;
  std::string crsName;
  Pixels pixels;
  Inlines legendTitle;
  std::vector<Key> legend;
  std::vector<std::vector<Point>> outlines;  ///< in CRS units
  struct Label {
    Point at;
    std::string name;
  };
  std::vector<Label> labels;
};

std::uint32_t opaque(std::uint32_t rgb) { return 0xFF000000U | rgb; }

Pixels paintPixels(const MapField& field, const std::function<std::uint32_t(float)>& colour) {
  // A small raster is blown up cell by cell, so that no viewer smooths its cells away.
  const int times = std::max(1, kPicturePixels / 2 / std::max(field.width, field.height));
  Pixels out{field.width * times, field.height * times, {}};
  out.argb.reserve(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
  for (int row = 0; row < out.height; ++row)
    for (int col = 0; col < out.width; ++col) {
      const float value = field.values[static_cast<std::size_t>(row / times) * static_cast<std::size_t>(field.width) +
                                       static_cast<std::size_t>(col / times)];
      out.argb.push_back(std::isnan(value) ? 0U : opaque(colour(value)));
    }
  return out;
}

/// The range that the legend covers: all but the outermost 1 % on either side.
struct Range {
  double low = 0, high = 0;
};
Range usualRange(std::vector<float> values) {
  std::erase_if(values, [](float v) { return !std::isfinite(v); });
  if (values.empty()) return {};
  const auto quantile = [&](double share) {
    const auto rank = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + rank, values.end());
    return static_cast<double>(values[static_cast<std::size_t>(rank)]);
  };
  return {quantile(0.01), quantile(0.99)};
}

/// Without a quantity the figures are as they are.
Inlines breakLabel(const std::vector<double>& breaks, std::size_t part, std::optional<Quantity> quantity) {
  const auto figure = [&](std::size_t i) -> Inline {
    if (!quantity) return significant(breaks[i], 3);
    return Figure{*quantity, breaks[i], 0, 3, true};
  };
  if (breaks.size() == 1) return part == 0 ? Inlines{"< ", figure(0)} : Inlines{"≥ ", figure(0)};
  if (part == 0) return {"< ", figure(0)};
  if (part == breaks.size()) return {"≥ ", figure(part - 1)};
  return {figure(part - 1), " – ", figure(part)};
}

/// Colour of the part between two breaks; of a diverging palette by its middle's distance from zero, so that white
/// stays zero.
std::uint32_t partColour(Palette palette, const std::vector<double>& breaks, std::size_t part) {
  const auto parts = static_cast<double>(breaks.size() + 1);
  if (!isDiverging(palette)) {
    const double t = (static_cast<double>(part) + 0.5) / parts;
    return colourAt(rampOf(palette), 0.06 + 0.94 * t);
  }
  const double step = breaks.size() > 1 ? breaks[1] - breaks[0] : std::max(std::abs(breaks[0]), 1.0);
  const double low = part == 0 ? breaks.front() - step : breaks[part - 1];
  const double reach = std::max(std::abs(breaks.front() - step), std::abs(breaks.back() + step));
  return colourAt(rampOf(palette), 0.5 + (low + step / 2) / (2 * reach));
}

void colourByBreaks(Map& map, const MapField& field) {
  const Palette palette = map.spec.map.palette;
  std::optional<Quantity> quantity;
  if (map.spec.legendTitle.empty())
    quantity = map.spec.map.bands.at(static_cast<std::size_t>(map.spec.band) - 1).unit.quantity;
  Range range = usualRange(field.values);
  if (isDiverging(palette)) range = {std::min(range.low, 0.0), std::max(range.high, 0.0)};
  const std::vector<double> breaks = roundBreaks(range.low, range.high, 7);
  std::vector<std::uint32_t> colours;
  for (std::size_t part = 0; part <= breaks.size(); ++part) colours.push_back(partColour(palette, breaks, part));
  const auto partOf = [&](float value) {
    return static_cast<std::size_t>(std::upper_bound(breaks.begin(), breaks.end(), static_cast<double>(value)) -
                                    breaks.begin());
  };
  std::vector<bool> present(colours.size(), false);
  for (const float value : field.values)
    if (!std::isnan(value)) present[partOf(value)] = true;
  map.pixels = paintPixels(field, [&](float value) { return colours[partOf(value)]; });
  const auto first = std::find(present.begin(), present.end(), true) - present.begin();
  const auto last = present.rend() - std::find(present.rbegin(), present.rend(), true);
  for (auto part = last; part-- > first;) {
    const auto i = static_cast<std::size_t>(part);
    map.legend.push_back({colours[i], breakLabel(breaks, i, quantity)});
  }
  map.legendTitle = quantity ? Inlines{UnitOf{*quantity}} : Inlines{map.spec.legendTitle};
}

std::string classLabel(const Map& map, const MapField& field, int value, std::uint32_t colour) {
  for (const LegendEntry& entry : map.spec.classes)
    if (entry.colour == colour) return entry.name;
  const auto found = field.classes.find(value);
  return found != field.classes.end() && !found->second.name.empty() ? found->second.name : std::to_string(value);
}

void colourByClass(Map& map, const MapField& field) {
  const auto colourOf = [&](float value) {
    const auto found = field.classes.find(static_cast<int>(value));
    return found == field.classes.end() ? 0x9AA5A8U : found->second.colour;
  };
  std::map<int, std::int64_t> count;
  for (const float value : field.values)
    if (!std::isnan(value)) ++count[static_cast<int>(value)];
  map.pixels = paintPixels(field, colourOf);
  std::vector<std::pair<std::int64_t, int>> byArea;
  for (const auto& [value, cells] : count) byArea.emplace_back(-cells, value);
  std::sort(byArea.begin(), byArea.end());
  std::set<std::pair<std::uint32_t, std::string>> told;
  for (const auto& [cells, value] : byArea) {
    if (map.legend.size() == kMostClasses) break;
    const std::uint32_t colour = colourOf(static_cast<float>(value));
    const std::string label = classLabel(map, field, value, colour);
    // Values that are painted and called alike are one class to the reader.
    if (told.emplace(colour, label).second) map.legend.push_back({colour, {label}});
  }
  const std::string& title = map.spec.legendTitle;
  map.legendTitle = {title.empty() ? text("report.map.classes", map.spec.language) : title};
}

/// Where a zone's name goes: the middle of its largest ring's widest stretch on the ring's middle line.
Point labelPoint(std::span<const Point> ring, const Box& box) {
  const double y = (box.ymin + box.ymax) / 2;
  std::vector<double> crossings;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    if ((ring[i].y <= y) != (ring[i + 1].y <= y))
      crossings.push_back(ring[i].x + (y - ring[i].y) / (ring[i + 1].y - ring[i].y) * (ring[i + 1].x - ring[i].x));
  std::sort(crossings.begin(), crossings.end());
  Point best{(box.xmin + box.xmax) / 2, y};
  double widest = -1;
  for (std::size_t i = 0; i + 1 < crossings.size(); i += 2)
    if (crossings[i + 1] - crossings[i] > widest) {
      widest = crossings[i + 1] - crossings[i];
      best.x = (crossings[i] + crossings[i + 1]) / 2;
    }
  return best;
}

void addOutlines(Map& map, double tolerance) {
  if (map.spec.outlines == nullptr) return;
  const ZoneShapes& zones = *map.spec.outlines;
  for (std::size_t i = 0; i < zones.shapes.size(); ++i) {
    const MultiPolygon& shape = zones.shapes[i];
    std::size_t begin = 0;
    double largest = -1;
    Point name;
    for (const std::uint32_t end : shape.ringEnds) {
      const std::span<const Point> ring(shape.points.data() + begin, end - begin);
      begin = end;
      Box box;
      std::vector<Point> thin;
      for (const Point& p : ring) {
        box.add(p);
        if (thin.empty() || std::hypot(p.x - thin.back().x, p.y - thin.back().y) > tolerance) thin.push_back(p);
      }
      if (thin.size() < 3) continue;
      if (const double size = (box.xmax - box.xmin) * (box.ymax - box.ymin); size > largest)
        largest = size, name = labelPoint(ring, box);
      map.outlines.push_back(std::move(thin));
    }
    if (largest >= 0 && zones.shapes.size() <= kMostLabels && i < zones.labels.size() && !zones.labels[i].empty())
      map.labels.push_back({name, zones.labels[i]});
  }
}

void paintLabels(Canvas& canvas, const Map& map, const Box& frame, double scaleX, double scaleY) {
  constexpr double kSize = 8;
  std::vector<Box> taken;
  for (const Map::Label& label : map.labels) {
    const Point at{frame.xmin + (label.at.x - map.extent.xmin) * scaleX,
                   frame.ymin + (map.extent.ymax - label.at.y) * scaleY};
    const std::string name = fitted(label.name, kSize, 90);
    const double half = textWidth(name, kSize) / 2 + 1;
    const Box box{at.x - half, at.y - kSize * 0.7, at.x + half, at.y + kSize * 0.7};
    if (!frame.holds(box) || std::any_of(taken.begin(), taken.end(), [&](const Box& o) { return box.meets(o); }))
      continue;
    taken.push_back(box);
    canvas.text({at.x, at.y + kSize * 0.36}, {name}, {kSize, false, Align::centre, ink::kText, true});
  }
}

void paintNorth(Canvas& canvas, Point centre, double angle, Language language) {
  const auto turned = [&](double x, double y) {
    return Point{centre.x + x * std::cos(angle) - y * std::sin(angle),
                 centre.y + x * std::sin(angle) + y * std::cos(angle)};
  };
  canvas.polygon(std::vector<Point>{turned(0, -14), turned(5, 4), turned(0, 0.5)}, ink::kText);
  canvas.line(std::vector<Point>{turned(0, -14), turned(0, 0.5), turned(-5, 4)}, ink::kText, 0.7, true);
  canvas.text({centre.x, centre.y + 15}, {text("report.map.north", language)}, {8.5, true, Align::centre, ink::kText});
}

void paintScaleBar(Canvas& canvas, Point at, double room, double metresPerPoint, Language language) {
  const double metres = roundBelow(room * metresPerPoint);
  const double length = metres / metresPerPoint;
  canvas.rectangle({at.x, at.y, at.x + length / 2, at.y + 4}, ink::kText);
  canvas.frame({at.x, at.y, at.x + length, at.y + 4}, ink::kText, 0.7);
  const bool km = metres >= 1000;
  const std::string unit = text(km ? "report.map.km" : "report.map.m", language);
  canvas.text({at.x, at.y + 14}, {"0"}, {8, false, Align::left, ink::kText});
  canvas.text({at.x + length, at.y + 14}, {fmt::format("{} {}", km ? metres / 1000 : metres, unit)},
              {8, false, Align::right, ink::kText});
}

/// "CGCS2000 / 3-degree ... (EPSG:4544)" over as many lines as it needs.
double paintWrapped(Canvas& canvas, Point at, const std::string& words, double width) {
  std::string line;
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    const std::string word = words.substr(begin, end - begin);
    if (!line.empty() && textWidth(line + " " + word, 7.5) > width) {
      canvas.text(at, {line}, {7.5, false, Align::left, ink::kMuted});
      at.y += 10;
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
    begin = end + 1;
  }
  canvas.text(at, {fitted(line, 7.5, width)}, {7.5, false, Align::left, ink::kMuted});
  return at.y;
}

void paintLegend(Canvas& canvas, const Map& map, const Box& place) {
  double y = place.ymin + 9;
  canvas.text({place.xmin, y}, map.legendTitle, {9, true, Align::left, ink::kText});
  y += 8;
  for (const Key& key : map.legend) {
    canvas.rectangle({place.xmin, y, place.xmin + 16, y + 9}, key.colour);
    canvas.frame({place.xmin, y, place.xmin + 16, y + 9}, ink::kRule, 0.5);
    Inlines label = key.label;
    if (label.size() == 1 && std::holds_alternative<std::string>(label[0]))
      label = {fitted(std::get<std::string>(label[0]), kLegendText, place.xmax - place.xmin - 22)};
    canvas.text({place.xmin + 22, y + 7.8}, label, {kLegendText, false, Align::left, ink::kText});
    y += kLegendLine;
  }
}

struct MapLayout {
  Box frame, side;
  double height;
};

MapLayout layOut(const Map& map) {
  const double ratio = (map.extent.ymax - map.extent.ymin) / (map.extent.xmax - map.extent.xmin) * map.ground.aspect;
  const double room = map.spec.width - kLegendWidth - 14;
  constexpr double kTallest = 285;  // two maps to a page of A4
  const double width = std::min(room, kTallest / ratio);
  const double legend = 17 + kLegendLine * static_cast<double>(map.legend.size()) + 105;
  const double height = std::max(width * ratio, legend);
  const double side = width + 16;
  return {{0, kTop, width, kTop + width * ratio}, {side, kTop, map.spec.width, kTop + height}, kTop + height + 2};
}

void paintMap(Canvas& canvas, const Map& map, const MapLayout& layout) {
  const Box& frame = layout.frame;
  canvas.text({0, 12}, {map.spec.title}, {kTitle, true, Align::left, ink::kText});
  canvas.clip(frame);
  canvas.image(frame, map.pixels);
  const double scaleX = (frame.xmax - frame.xmin) / (map.extent.xmax - map.extent.xmin);
  const double scaleY = (frame.ymax - frame.ymin) / (map.extent.ymax - map.extent.ymin);
  for (const std::vector<Point>& outline : map.outlines) {
    std::vector<Point> on;
    on.reserve(outline.size());
    for (const Point& p : outline)
      on.push_back({frame.xmin + (p.x - map.extent.xmin) * scaleX, frame.ymin + (map.extent.ymax - p.y) * scaleY});
    canvas.line(on, 0x39464A, 0.6, true);
  }
  canvas.unclip();
  paintLabels(canvas, map, frame, scaleX, scaleY);
  canvas.frame(frame, ink::kMuted, 0.8);
  if (map.spec.synthetic)
    canvas.text({frame.xmax - 6, frame.ymax - 7}, {text("report.synthetic", map.spec.language)},
                {10, true, Align::right, ink::kWarning, true});
  paintLegend(canvas, map, layout.side);
  const double foot = layout.side.ymax;
  paintNorth(canvas, {layout.side.xmin + 9, foot - 82}, map.ground.north, map.spec.language);
  paintScaleBar(canvas, {layout.side.xmin, foot - 50}, kLegendWidth * 0.8, map.ground.metresPerUnit / scaleX,
                map.spec.language);
  paintWrapped(canvas, {layout.side.xmin, foot - 24}, map.crsName, kLegendWidth);
}

}  // namespace

std::vector<double> roundBreaks(double low, double high, int most) {
  if (!farApart(low, high)) return {std::isfinite(low) ? low : 0.0};
  const double step = roundAbove(high / most - low / most);
  std::vector<double> breaks = multiplesWithin(low, high, step);
  const double hair = step * 1e-6;  // an end is no break
  std::erase_if(breaks, [&](double value) { return value <= low + hair || value >= high - hair; });
  return breaks.empty() ? std::vector<double>{low / 2 + high / 2} : breaks;
}

Drawing mapPicture(const MapSpec& spec) {
  const bool classes = spec.map.classes;
  const MapField field = readMapField(spec.raster, spec.band, classes, kPicturePixels);
  auto map = std::make_shared<Map>();
  map->spec = spec;
  map->extent = {field.grid.x0, field.grid.y0 - field.grid.dy * static_cast<double>(field.grid.rows),
                 field.grid.x0 + field.grid.dx * static_cast<double>(field.grid.cols), field.grid.y0};
  map->ground = GroundRuler(field.grid.crs).scale(map->extent);
  map->crsName = field.grid.crs.known() ? field.grid.crs.name() : std::string();
  if (classes)
    colourByClass(*map, field);
  else
    colourByBreaks(*map, field);
  addOutlines(*map, (map->extent.xmax - map->extent.xmin) / 700);
  map->spec.outlines = nullptr;  // a view that need not outlive this call
  const MapLayout layout = layOut(*map);
  return {spec.width, layout.height, [map, layout](Canvas& canvas) { paintMap(canvas, *map, layout); }};
}

}  // namespace tanhui
