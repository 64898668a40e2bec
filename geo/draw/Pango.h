#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string>

namespace tanhui::pango {

/// Text of the report's pages: Noto Sans CJK SC, tagged as simplified Chinese so that the glyphs are the mainland's.
/// For the sources of this room only; the headers others see do not speak Pango.
struct Release {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};
using Layout = std::unique_ptr<PangoLayout, Release>;

/// A layout of plain text; `cairo` may be null for measuring. `width` > 0 breaks lines there.
Layout layout(cairo_t* cairo, const std::string& text, double size, bool bold, double width = 0);

struct Size {
  double width, height;
};
Size size(PangoLayout* layout);
/// From the layout's top to the base line of its first line.
double baseline(PangoLayout* layout);

}  // namespace tanhui::pango
