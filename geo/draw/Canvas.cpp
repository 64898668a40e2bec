#include "geo/draw/Canvas.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <cmath>
#include <cstring>

#include "geo/draw/CairoStatus.h"
#include "geo/draw/Pango.h"

namespace tanhui {
namespace {

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;

class CairoCanvas : public Canvas {
 public:
  CairoCanvas(cairo_t* cairo, Units units, Language language) : cairo_(cairo), units_(units), language_(language) {}

  void rectangle(const Box& box, std::uint32_t fill, double opacity) override {
    ink(fill, opacity);
    cairo_rectangle(cairo_, box.xmin, box.ymin, box.xmax - box.xmin, box.ymax - box.ymin);
    cairo_fill(cairo_);
  }

  void frame(const Box& box, std::uint32_t colour, double width) override {
    ink(colour, 1);
    cairo_set_line_width(cairo_, width);
    cairo_rectangle(cairo_, box.xmin, box.ymin, box.xmax - box.xmin, box.ymax - box.ymin);
    cairo_stroke(cairo_);
  }

  void line(std::span<const Point> points, std::uint32_t colour, double width, bool closed) override {
    if (points.size() < 2) return;
    ink(colour, 1);
    cairo_set_line_width(cairo_, width);
    cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
    trace(points);
    if (closed) cairo_close_path(cairo_);
    cairo_stroke(cairo_);
  }

  void polygon(std::span<const Point> points, std::uint32_t fill, double opacity) override {
    if (points.size() < 3) return;
    ink(fill, opacity);
    trace(points);
    cairo_close_path(cairo_);
    cairo_fill(cairo_);
  }

  void text(Point at, const Inlines& what, const TextStyle& style) override {
    const std::string words = plain(what, units_, language_);
    const pango::Layout layout = pango::layout(cairo_, words, style.size, style.bold);
    const double width = pango::size(layout.get()).width;
    const double shift = style.align == Align::left ? 0 : style.align == Align::centre ? width / 2 : width;
    cairo_move_to(cairo_, at.x - shift, at.y - pango::baseline(layout.get()));
    if (style.halo) {
      pango_cairo_layout_path(cairo_, layout.get());
      ink(0xFFFFFF, 0.85);
      cairo_set_line_width(cairo_, style.size / 4);
      cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
      cairo_stroke(cairo_);
      cairo_move_to(cairo_, at.x - shift, at.y - pango::baseline(layout.get()));
    }
    ink(style.colour, 1);
    pango_cairo_show_layout(cairo_, layout.get());
    cairo_new_path(cairo_);
  }

  void image(const Box& box, const Pixels& pixels) override {
    // Cairo does not write to a source surface; its interface merely lacks the const.
    auto* data = reinterpret_cast<unsigned char*>(const_cast<std::uint32_t*>(pixels.argb.data()));
    const Surface source(
        cairo_image_surface_create_for_data(data, CAIRO_FORMAT_ARGB32, pixels.width, pixels.height, pixels.width * 4),
        cairo_surface_destroy);
    cairo_save(cairo_);
    cairo_translate(cairo_, box.xmin, box.ymin);
    cairo_scale(cairo_, (box.xmax - box.xmin) / pixels.width, (box.ymax - box.ymin) / pixels.height);
    cairo_set_source_surface(cairo_, source.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cairo_), CAIRO_FILTER_GOOD);
    cairo_paint(cairo_);
    cairo_restore(cairo_);
    // The PDF surface may refer to the pixels until its page ends: snapshot them while they live.
    cairo_surface_finish(source.get());
  }

  void clip(const Box& box) override {
    cairo_save(cairo_);
    cairo_rectangle(cairo_, box.xmin, box.ymin, box.xmax - box.xmin, box.ymax - box.ymin);
    cairo_clip(cairo_);
  }
  void unclip() override { cairo_restore(cairo_); }

 private:
  void ink(std::uint32_t rgb, double alpha) {
    const Colour c = Colour::of(rgb, alpha);
    cairo_set_source_rgba(cairo_, c.red, c.green, c.blue, c.alpha);
  }
  void trace(std::span<const Point> points) {
    cairo_new_path(cairo_);
    for (const Point& p : points) cairo_line_to(cairo_, p.x, p.y);
  }

  cairo_t* cairo_;
  Units units_;
  Language language_;
};

std::string pngOf(cairo_surface_t* surface) {
  std::string out;
  checkCairo(cairo_surface_write_to_png_stream(surface, appendCairoBytes, &out), "cairo");
  return out;
}

}  // namespace

std::unique_ptr<Canvas> makeCairoCanvas(cairo_t* cairo, Units units, Language language) {
  return std::make_unique<CairoCanvas>(cairo, units, language);
}

std::string encodePng(const Pixels& pixels) {
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, pixels.width, pixels.height),
                        cairo_surface_destroy);
  checkCairo(cairo_surface_status(surface.get()), "cairo");
  unsigned char* rows = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  const auto rowBytes = static_cast<std::size_t>(pixels.width) * 4;
  for (int row = 0; row < pixels.height; ++row)
    std::memcpy(rows + std::ptrdiff_t{row} * stride, pixels.argb.data() + std::ptrdiff_t{row} * pixels.width, rowBytes);
  cairo_surface_mark_dirty(surface.get());
  return pngOf(surface.get());
}

std::string toPng(const Drawing& drawing, double scale, Units units, Language language) {
  const Surface surface(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(std::ceil(drawing.width * scale)),
                                 static_cast<int>(std::ceil(drawing.height * scale))),
      cairo_surface_destroy);
  checkCairo(cairo_surface_status(surface.get()), "cairo");
  const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo(cairo_create(surface.get()), cairo_destroy);
  cairo_scale(cairo.get(), scale, scale);
  cairo_set_source_rgb(cairo.get(), 1, 1, 1);
  cairo_paint(cairo.get());
  const auto canvas = makeCairoCanvas(cairo.get(), units, language);
  drawing.paint(*canvas);
  checkCairo(cairo_status(cairo.get()), "cairo");
  return pngOf(surface.get());
}

}  // namespace tanhui
