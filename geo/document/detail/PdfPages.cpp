#include "geo/document/detail/PdfPages.h"

#include <cairo-pdf.h>

#include "geo/draw/CairoStatus.h"

namespace tanhui {

void setInk(cairo_t* cairo, std::uint32_t rgb) {
  const Colour c = Colour::of(rgb);
  cairo_set_source_rgb(cairo, c.red, c.green, c.blue);
}

void fillBox(cairo_t* cairo, double x, double y, double width, double height, std::uint32_t rgb) {
  setInk(cairo, rgb);
  cairo_rectangle(cairo, x, y, width, height);
  cairo_fill(cairo);
}

PdfPages::PdfPages(const ReportDocument& document, int pages) : document_(document), pages_(pages) {
  if (draft()) {
    surface_.reset(cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1));
    cairo_.reset(cairo_create(surface_.get()));
    checkCairo(cairo_status(cairo_.get()), "report.pdf");
    return;
  }
  surface_.reset(cairo_pdf_surface_create_for_stream(appendCairoBytes, &bytes_, a4::kWidth, a4::kHeight));
  checkCairo(cairo_surface_status(surface_.get()), "report.pdf");
  const auto tell = [&](cairo_pdf_metadata_t what, const std::string& words) {
    cairo_pdf_surface_set_metadata(surface_.get(), what, words.c_str());
  };
  tell(CAIRO_PDF_METADATA_TITLE, document.title);
  tell(CAIRO_PDF_METADATA_SUBJECT, document.mark);
  tell(CAIRO_PDF_METADATA_CREATOR, document.footer);
  // The same report gives the same bytes, whenever it is written.
  tell(CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  cairo_.reset(cairo_create(surface_.get()));
  checkCairo(cairo_status(cairo_.get()), "report.pdf");
}

void PdfPages::need(double height) {
  if (height > room() && y > a4::kTop) newPage();
}

void PdfPages::newPage() {
  furnish();
  cairo_show_page(cairo_.get());
  ++page_;
  y = a4::kTop;
}

void PdfPages::bookmark(const std::string& title, int level) {
  if (draft()) return;
  const auto depth = static_cast<std::size_t>(level - 1);
  const int parent =
      depth == 0 || outline_.empty() ? CAIRO_PDF_OUTLINE_ROOT : outline_[std::min(depth, outline_.size()) - 1];
  const std::string place = fmt::format("page={}", page_);
  const int made =
      cairo_pdf_surface_add_outline(surface_.get(), parent, title.c_str(), place.c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN);
  outline_.resize(std::min(depth, outline_.size()));
  outline_.push_back(made);
}

void PdfPages::furnish() {
  const auto line = [&](const std::string& words, double size, double at, std::uint32_t colour, Align align,
                        bool bold = false) {
    TextBlock(words, size, size * 1.4, bold, a4::kColumn).drawLine(cairo(), 0, a4::kLeft, at, colour, align);
  };
  constexpr double kHead = 30, kFoot = a4::kHeight - 42, kSize = 8;
  if (page_ > 1) {
    line(fitted(document_.title, kSize, a4::kColumn * 0.7), kSize, kHead, ink::kMuted, Align::left);
    fillBox(cairo(), a4::kLeft, kHead + 15, a4::kColumn, 0.5, ink::kRule);
  }
  if (!document_.mark.empty()) line(document_.mark, kSize + 1, kHead - 1, ink::kWarning, Align::right, true);
  line(document_.footer, kSize, kFoot, ink::kMuted, Align::left);
  line(text(say("report.page", page_, pages_), document_.language), kSize, kFoot, ink::kMuted, Align::right);
}

std::string PdfPages::finish() {
  furnish();
  cairo_show_page(cairo());
  checkCairo(cairo_status(cairo()), "report.pdf");
  cairo_.reset();
  cairo_surface_finish(surface_.get());
  checkCairo(cairo_surface_status(surface_.get()), "report.pdf");
  return std::move(bytes_);
}

TextBlock::TextBlock(const std::string& text, double size, double lineHeight, bool bold, double width)
    : layout_(pango::layout(nullptr, text, size, bold, width)), size_(size), lineHeight_(lineHeight), width_(width) {}

void TextBlock::draw(cairo_t* cairo, double x, double y, std::uint32_t colour, Align align) const {
  for (int line = 0; line < lines(); ++line) drawLine(cairo, line, x, y + line * lineHeight_, colour, align);
}

void TextBlock::drawLine(cairo_t* cairo, int line, double x, double y, std::uint32_t colour, Align align) const {
  PangoLayoutLine* words = pango_layout_get_line_readonly(layout_.get(), line);
  PangoRectangle logical;
  pango_layout_line_get_extents(words, nullptr, &logical);
  const double slack = width_ - static_cast<double>(logical.width) / PANGO_SCALE;
  const double shift = align == Align::left ? 0 : align == Align::centre ? slack / 2 : slack;
  setInk(cairo, colour);
  // The base line of CJK text sits so that the em box is centred in the line.
  cairo_move_to(cairo, x + shift, y + lineHeight_ / 2 + size_ * 0.37);
  pango_cairo_show_layout_line(cairo, words);
  cairo_new_path(cairo);
}

}  // namespace tanhui
