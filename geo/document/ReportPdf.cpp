#include "geo/document/ReportPdf.h"

#include <algorithm>

#include "geo/base/File.h"
#include "geo/document/detail/PdfPages.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

std::uint32_t toneInk(block::Tone tone) { return tone == block::Tone::note ? ink::kMuted : ink::kText; }

/// Sets the blocks one below the other.
class Setter {
 public:
  Setter(PdfPages& pages, const ReportDocument& document, const StopFlag* stop)
      : pages_(pages), document_(document), stop_(stop), units_(usualUnits(document.language)) {}

  void setAll() {
    for (at_ = 0; at_ < document_.blocks.size(); ++at_) {
      heed(stop_);
      std::visit(*this, document_.blocks[at_]);
    }
  }

  void operator()(const block::Title& title) {
    pages_.y += 8;
    flow(title.title, 22, 31, true, ink::kText);
    pages_.y += 4;
    flow(title.subtitle, 12.5, 19, false, ink::kMuted);
    if (!document_.mark.empty()) {
      pages_.y += 8;
      const double width = textWidth(document_.mark, 12, true) + 16;
      setInk(pages_.cairo(), ink::kWarning);
      cairo_set_line_width(pages_.cairo(), 1.4);
      cairo_rectangle(pages_.cairo(), a4::kLeft + 0.7, pages_.y, width, 22);
      cairo_stroke(pages_.cairo());
      TextBlock(document_.mark, 12, 22, true, width).draw(pages_.cairo(), a4::kLeft + 8, pages_.y, ink::kWarning);
      pages_.y += 27;
    }
    for (const std::string& line : title.lines) flow(line, 9.5, 15, false, ink::kWarning);
    pages_.y += 8;
    fillBox(pages_.cairo(), a4::kLeft, pages_.y, a4::kColumn, 2, ink::kAccent);
    pages_.y += 6;
  }

  void operator()(const block::Heading& heading) {
    const bool chapter = heading.level == 1;
    const double size = chapter ? 15 : 11.5, line = size * 1.5, above = chapter ? 16 : 9;
    const TextBlock words(heading.text, size, line, true, a4::kColumn);
    pages_.need(above + words.height() + followHeight());
    if (pages_.y > a4::kTop) pages_.y += above;
    pages_.bookmark(heading.text, heading.level);
    words.draw(pages_.cairo(), a4::kLeft, pages_.y, chapter ? ink::kAccent : ink::kText);
    pages_.y += words.height() + 2;
    if (chapter) fillBox(pages_.cairo(), a4::kLeft, pages_.y, a4::kColumn, 0.6, ink::kRule);
    pages_.y += chapter ? 7 : 3;
  }

  void operator()(const block::Paragraph& paragraph) {
    const bool note = paragraph.tone == block::Tone::note;
    flow(shown(paragraph.text), note ? 8.8 : 10, note ? 14 : 17, false, toneInk(paragraph.tone));
    pages_.y += 6;
  }

  void operator()(const block::KeyFigures& figures) {
    constexpr double kGap = 7, kMargin = 7;
    const auto count = static_cast<double>(figures.items.size());
    const double width = (a4::kColumn - kGap * (count - 1)) / count, inner = width - 2 * kMargin;
    double detail = 0;
    for (const auto& item : figures.items)
      detail = std::max(detail, TextBlock(shown(item.detail), 7.5, 11, false, inner).height());
    const double height = 62 + detail + 4;
    pages_.need(height + 8);
    double x = a4::kLeft;
    for (const auto& item : figures.items) {
      cairo_t* cairo = pages_.cairo();
      fillBox(cairo, x, pages_.y, width, height, ink::kShade);
      fillBox(cairo, x, pages_.y, width, 2, ink::kAccent);
      const auto line = [&](const std::string& words, double size, double top, double lineHeight, bool bold,
                            std::uint32_t colour) {
        double fit = size;
        while (fit > 6 && textWidth(words, fit, bold) > inner) fit -= 0.5;
        TextBlock(words, fit, lineHeight, bold, inner).draw(cairo, x + kMargin, pages_.y + top, colour);
      };
      line(item.label, 8.5, 6, 14, false, ink::kMuted);
      line(shown(item.value), 17, 20, 26, true, ink::kText);
      line(shown(item.unit), 8.5, 45, 13, false, ink::kText);
      TextBlock(shown(item.detail), 7.5, 11, false, inner).draw(cairo, x + kMargin, pages_.y + 60, ink::kMuted);
      x += width + kGap;
    }
    pages_.y += height + 9;
  }

  void operator()(const block::Table& table) { setTable(pages_, table, document_.language); }

  void operator()(const block::Picture& picture) {
    const double caption = TextBlock(shown(picture.caption), 8.8, 14, false, a4::kColumn).height();
    const double scale = pictureScale(picture);
    pages_.need(picture.drawing.height * scale + caption + 12);
    cairo_t* cairo = pages_.cairo();
    cairo_save(cairo);
    cairo_translate(cairo, a4::kLeft, pages_.y);
    cairo_scale(cairo, scale, scale);
    const auto canvas = makeCairoCanvas(cairo, units_, document_.language);
    picture.drawing.paint(*canvas);
    cairo_restore(cairo);
    pages_.y += picture.drawing.height * scale + 4;
    flow(shown(picture.caption), 8.8, 14, false, ink::kMuted);
    pages_.y += 12;
  }

  void operator()(const block::List& list) {
    for (const Inlines& item : list.items) {
      constexpr double kIndent = 13;
      const TextBlock words(shown(item), 9.5, 15.5, false, a4::kColumn - kIndent);
      pages_.need(words.lineHeight());
      TextBlock("•", 9.5, 15.5, false, kIndent)
          .draw(pages_.cairo(), a4::kLeft, pages_.y, list.tone == block::Tone::warning ? ink::kWarning : ink::kAccent);
      lines(words, a4::kLeft + kIndent, ink::kText);
      pages_.y += 3;
    }
    pages_.y += 5;
  }

 private:
  std::string shown(const Inlines& text) const { return plain(text, units_, document_.language); }

  static double pictureScale(const block::Picture& picture) {
    constexpr double kTallest = a4::kBottom - a4::kTop - 60;
    return std::min(a4::kColumn / picture.drawing.width, kTallest / picture.drawing.height);
  }

  /// How much of the block after a heading must stay on the heading's page.
  double followHeight() const {
    if (at_ + 1 >= document_.blocks.size()) return 0;
    const Block& next = document_.blocks[at_ + 1];
    if (const auto* picture = std::get_if<block::Picture>(&next))
      return picture->drawing.height * pictureScale(*picture) + 45;
    return std::holds_alternative<block::KeyFigures>(next) ? 120 : 85;
  }

  void flow(const std::string& text, double size, double lineHeight, bool bold, std::uint32_t colour) {
    lines(TextBlock(text, size, lineHeight, bold, a4::kColumn), a4::kLeft, colour);
  }

  void lines(const TextBlock& words, double x, std::uint32_t colour) {
    for (int line = 0; line < words.lines(); ++line) {
      pages_.need(words.lineHeight());
      words.drawLine(pages_.cairo(), line, x, pages_.y, colour);
      pages_.y += words.lineHeight();
    }
  }

  PdfPages& pages_;
  const ReportDocument& document_;
  const StopFlag* stop_;
  Units units_;
  std::size_t at_ = 0;
};

}  // namespace

std::string toPdf(const ReportDocument& document, const StopFlag* stop) {
  PdfPages draft(document, 0);
  Setter(draft, document, stop).setAll();
  PdfPages pages(document, draft.page());
  Setter(pages, document, stop).setAll();
  return pages.finish();
}

fs::path writePdf(const ReportDocument& document, const fs::path& folder, const StopFlag* stop) {
  const fs::path path = folder / "report.pdf";
  writeFileWhole(path, toPdf(document, stop));
  return path;
}

}  // namespace tanhui
