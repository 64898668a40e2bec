#pragma once

#include <cairo.h>

#include <memory>
#include <string>
#include <vector>

#include "geo/document/ReportBlocks.h"
#include "geo/draw/Pango.h"

namespace tanhui {

/// A4 in points and the report's margins.
namespace a4 {
constexpr double kWidth = 595.28, kHeight = 841.89, kLeft = 52, kRight = kWidth - 52, kTop = 62, kBottom = kHeight - 62;
constexpr double kColumn = kRight - kLeft;
}  // namespace a4

/// The pages of a PDF under way: a cursor that runs down the page, running header, page numbers, bookmarks.
class PdfPages {
 public:
  /// `pages`: how many there will be, for "page 2 of 9". Not known yet, 0: a draft that only finds out and draws
  /// nothing.
  PdfPages(const ReportDocument& document, int pages);

  cairo_t* cairo() const { return cairo_.get(); }
  double y = a4::kTop;  ///< the next free line's top
  double room() const { return a4::kBottom - y; }
  int page() const { return page_; }

  /// Goes to a new page unless `height` fits on this one (or this one is still empty).
  void need(double height);
  void newPage();
  void bookmark(const std::string& title, int level);

  /// Ends the document and hands over its bytes.
  std::string finish();

 private:
  bool draft() const { return pages_ == 0; }
  void furnish();

  const ReportDocument& document_;
  int pages_, page_ = 1;
  std::string bytes_;
  std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface_{nullptr, cairo_surface_destroy};
  std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo_{nullptr, cairo_destroy};
  std::vector<int> outline_;  ///< the last bookmark of each level
};

void setInk(cairo_t* cairo, std::uint32_t rgb);
void fillBox(cairo_t* cairo, double x, double y, double width, double height, std::uint32_t rgb);

/// Text broken into lines of one height; drawn whole or line by line over pages.
class TextBlock {
 public:
  TextBlock(const std::string& text, double size, double lineHeight, bool bold, double width);
  double height() const { return lineHeight_ * lines(); }
  int lines() const { return pango_layout_get_line_count(layout_.get()); }
  void draw(cairo_t* cairo, double x, double y, std::uint32_t colour, Align align = Align::left) const;
  void drawLine(cairo_t* cairo, int line, double x, double y, std::uint32_t colour, Align align = Align::left) const;
  double lineHeight() const { return lineHeight_; }

 private:
  pango::Layout layout_;
  double size_, lineHeight_, width_;
};

/// Sets a table over as many pages as it needs, its header repeated on each.
void setTable(PdfPages& pages, const block::Table& table, Language language);

}  // namespace tanhui
