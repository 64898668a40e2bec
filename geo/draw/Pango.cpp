#include "geo/draw/Pango.h"

#include <cmath>

#include "geo/draw/Canvas.h"

namespace tanhui {
namespace pango {
namespace {

constexpr const char* kFamilies =
    "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, WenQuanYi Micro Hei, Microsoft YaHei, sans-serif";

using Context = std::unique_ptr<PangoContext, decltype(&g_object_unref)>;

Context makeContext() {
  PangoContext* made = pango_font_map_create_context(pango_cairo_font_map_get_default());
  pango_context_set_language(made, pango_language_from_string("zh-cn"));
  pango_cairo_context_set_resolution(made, 72);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(made, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(made, FALSE);
  return {made, g_object_unref};
}

/// Two per thread, as a Pango context is not shared: what was drawn last (its scale, its surface) stays in the one that
/// draws, so that what the other measures is always the same.
PangoContext* context(cairo_t* cairo) {
  if (cairo == nullptr) {
    thread_local const Context measuring = makeContext();
    return measuring.get();
  }
  thread_local const Context drawing = makeContext();
  pango_cairo_update_context(cairo, drawing.get());
  return drawing.get();
}

}  // namespace

Layout layout(cairo_t* cairo, const std::string& text, double size, bool bold, double width) {
  Layout made(pango_layout_new(context(cairo)));
  PangoFontDescription* font = pango_font_description_from_string(kFamilies);
  pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
  pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(made.get(), font);
  pango_font_description_free(font);
  pango_layout_set_text(made.get(), text.c_str(), static_cast<int>(text.size()));
  if (width > 0) {
    pango_layout_set_width(made.get(), static_cast<int>(std::lround(width * PANGO_SCALE)));
    pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
  }
  return made;
}

Size size(PangoLayout* layout) {
  int width = 0, height = 0;
  pango_layout_get_size(layout, &width, &height);
  return {static_cast<double>(width) / PANGO_SCALE, static_cast<double>(height) / PANGO_SCALE};
}

double baseline(PangoLayout* layout) { return static_cast<double>(pango_layout_get_baseline(layout)) / PANGO_SCALE; }

}  // namespace pango

double textWidth(const std::string& text, double size, bool bold) {
  return pango::size(pango::layout(nullptr, text, size, bold).get()).width;
}

std::string fitted(const std::string& text, double size, double width, bool bold) {
  if (textWidth(text, size, bold) <= width) return text;
  // Cut at the characters' borders: a byte 10xxxxxx continues one.
  std::size_t low = 0, high = text.size();
  while (low < high) {
    std::size_t middle = (low + high + 1) / 2;
    std::size_t cut = middle;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    if (textWidth(text.substr(0, cut) + "…", size, bold) <= width)
      low = middle;
    else
      high = middle - 1;
  }
  while (low > 0 && (static_cast<unsigned char>(text[low]) & 0xC0) == 0x80) --low;
  return text.substr(0, low) + "…";
}

}  // namespace tanhui
