#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "geo/account/Inline.h"
#include "geo/grid/Grid.h"

// NOLINTNEXTLINE(bugprone-reserved-identifier): the name that cairo.h gives it
typedef struct _cairo cairo_t;

namespace tanhui {

struct Colour {
  double red = 0, green = 0, blue = 0, alpha = 1;
  static Colour of(std::uint32_t rgb, double alpha = 1) {
    return {((rgb >> 16) & 0xFF) / 255.0, ((rgb >> 8) & 0xFF) / 255.0, (rgb & 0xFF) / 255.0, alpha};
  }
};

/// Inks of the reports, shared by charts, maps, tables and the page style.
namespace ink {
constexpr std::uint32_t kText = 0x1F2A2E, kMuted = 0x5B6B70, kRule = 0xC9D1D3, kAccent = 0x1B6B4A, kShade = 0xF1F5F3,
                        kEmission = 0x762A83, kWarning = 0xA3410B;
}

enum class Align { left, centre, right };

struct TextStyle {
  double size = 11;
  bool bold = false;
  Align align = Align::left;
  std::uint32_t colour = ink::kText;
  bool halo = false;  ///< a white rim, for names on a map
};

/// Pixels 0xAARRGGBB, premultiplied, top row first.
struct Pixels {
  int width = 0, height = 0;
  std::vector<std::uint32_t> argb;
};

/// PNG file of the pixels.
std::string encodePng(const Pixels& pixels);

/// What charts and maps draw on: x right, y down, in points. The same painting gives SVG, PDF and PNG.
class Canvas {
 public:
  virtual ~Canvas() = default;
  virtual void rectangle(const Box& box, std::uint32_t fill, double opacity = 1) = 0;
  virtual void frame(const Box& box, std::uint32_t colour, double width) = 0;
  virtual void line(std::span<const Point> points, std::uint32_t colour, double width, bool closed = false) = 0;
  virtual void polygon(std::span<const Point> points, std::uint32_t fill, double opacity = 1) = 0;
  /// The alignment point lies on the base line.
  virtual void text(Point at, const Inlines& what, const TextStyle& style) = 0;
  virtual void image(const Box& box, const Pixels& pixels) = 0;
  /// Until unclip, nothing shows outside the box. Clips do not nest.
  virtual void clip(const Box& box) = 0;
  virtual void unclip() = 0;
};

/// A picture that can be painted on any canvas.
struct Drawing {
  double width = 0, height = 0;
  std::function<void(Canvas&)> paint;
};

/// Draws on a Cairo context (not owned) with Pango text in one choice of units.
std::unique_ptr<Canvas> makeCairoCanvas(cairo_t* cairo, Units units, Language language);

/// The drawing as an <svg> element: text stays text, and its figures carry what the page's unit switch needs.
std::string toSvg(const Drawing& drawing, const std::string& label, Units units, Language language);

/// The drawing as a PNG file, `scale` pixels to a point.
std::string toPng(const Drawing& drawing, double scale, Units units, Language language);

/// Width of a single line in the report's font, and a text cut with an ellipsis to fit.
double textWidth(const std::string& text, double size, bool bold = false);
std::string fitted(const std::string& text, double size, double width, bool bold = false);

}  // namespace tanhui
