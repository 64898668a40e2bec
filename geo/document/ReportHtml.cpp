#include "geo/document/ReportHtml.h"

#include <span>

#include "geo/base/Embedded.h"
#include "geo/base/File.h"
#include "geo/draw/Markup.h"

namespace tanhui {

namespace report_page {
std::span<const EmbeddedFile> files();
}

namespace {

namespace fs = std::filesystem;

std::string_view embedded(std::string_view name) { return findEmbedded(report_page::files(), name); }

constexpr CarbonUnit kCarbonUnits[] = {CarbonUnit::wanTC, CarbonUnit::wanTCO2e, CarbonUnit::tC, CarbonUnit::tCO2e};
constexpr AreaUnit kAreaUnits[] = {AreaUnit::ha, AreaUnit::mu};

/// Factors and names of every quantity in every choice of units, [carbon][area][quantity], for the page's script: the
/// script converts by what this program converts by.
std::string unitTable(Language language) {
  std::string out = "[";
  for (const CarbonUnit carbon : kCarbonUnits) {
    out += carbon == kCarbonUnits[0] ? "[" : ",[";
    for (const AreaUnit area : kAreaUnits) {
      out += area == kAreaUnits[0] ? "[" : ",[";
      for (int q = 0; q < kQuantities; ++q) {
        const auto quantity = static_cast<Quantity>(q);
        out += fmt::format("{}[{},\"{}\"]", q == 0 ? "" : ",", unitFactor(quantity, {carbon, area}),
                           unitName(quantity, {carbon, area}, language));
      }
      out += "]";
    }
    out += "]";
  }
  return out + "]";
}

/// Sets the blocks one after the other.
class Page {
 public:
  explicit Page(const ReportDocument& document) : document_(document), units_(usualUnits(document.language)) {}

  std::string take() { return std::move(out_); }

  void operator()(const block::Title& title) {
    out_ += "<header class=\"title\">\n";
    out_ += fmt::format("<h1>{}</h1>\n<p class=\"subtitle\">{}</p>\n", escaped(title.title), escaped(title.subtitle));
    if (!document_.mark.empty()) out_ += fmt::format("<p class=\"mark\">{}</p>\n", escaped(document_.mark));
    for (const std::string& line : title.lines) out_ += fmt::format("<p class=\"line\">{}</p>\n", escaped(line));
    out_ += "</header>\n";
  }

  void operator()(const block::Heading& heading) {
    const int level = heading.level + 1;
    out_ += fmt::format("<h{0} id=\"s{2}\">{1}</h{0}>\n", level, escaped(heading.text), ++headings_);
  }

  void operator()(const block::Paragraph& paragraph) {
    out_ += fmt::format("<p{}>{}</p>\n", toneClass(paragraph.tone), in(paragraph.text));
  }

  void operator()(const block::KeyFigures& figures) {
    out_ += "<div class=\"keys\">\n";
    for (const auto& item : figures.items)
      out_ += fmt::format(
          "<div class=\"key\"><div class=\"label\">{}</div><div class=\"value\">{}</div>"
          "<div class=\"unit\">{}</div><div class=\"detail\">{}</div></div>\n",
          escaped(item.label), in(item.value), in(item.unit), in(item.detail));
    out_ += "</div>\n";
  }

  void operator()(const block::Table& table) {
    out_ += "<div class=\"table\"><table>\n";
    if (!table.caption.empty()) out_ += fmt::format("<caption>{}</caption>\n", in(table.caption));
    out_ += "<thead><tr>";
    for (const auto& column : table.columns)
      out_ += fmt::format("<th{}>{}</th>", column.number ? " class=\"n\"" : "", in(column.header));
    out_ += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
      out_ += row.total ? "<tr class=\"total\">" : row.weak ? "<tr class=\"weak\">" : "<tr>";
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        out_ += fmt::format("<td{}>{}</td>", table.columns[i].number ? " class=\"n\"" : "", in(row.cells[i]));
      out_ += "</tr>\n";
    }
    out_ += "</tbody></table></div>\n";
  }

  void operator()(const block::Picture& picture) {
    const std::string label = plain(picture.caption, units_, document_.language);
    out_ += fmt::format("<figure>{}<figcaption>{}</figcaption></figure>\n",
                        toSvg(picture.drawing, label, units_, document_.language), in(picture.caption));
  }

  void operator()(const block::List& list) {
    out_ += fmt::format("<ul{}>\n", toneClass(list.tone));
    for (const Inlines& item : list.items) out_ += fmt::format("<li>{}</li>\n", in(item));
    out_ += "</ul>\n";
  }

 private:
  std::string in(const Inlines& text) const { return markup(text, "span", units_, document_.language); }
  static const char* toneClass(block::Tone tone) {
    return tone == block::Tone::body ? "" : tone == block::Tone::note ? " class=\"note\"" : " class=\"warning\"";
  }

  const ReportDocument& document_;
  Units units_;
  std::string out_;
  int headings_ = 0;
};

std::string choice(const char* id, std::span<const std::string> names, std::size_t chosen) {
  std::string out = fmt::format("<select id=\"{}\">", id);
  for (std::size_t i = 0; i < names.size(); ++i)
    out += fmt::format("<option value=\"{}\"{}>{}</option>", i, i == chosen ? " selected" : "", escaped(names[i]));
  return out + "</select>";
}

/// The bar that stays on top of the page: which units, and a button to print.
std::string toolbar(Language language) {
  const Units usual = usualUnits(language);
  std::vector<std::string> carbon, area;
  std::size_t chosen = 0;
  for (const CarbonUnit unit : kCarbonUnits) {
    if (unit == usual.carbon) chosen = carbon.size();
    carbon.push_back(unitName(Quantity::stock, {unit, AreaUnit::ha}, language));
  }
  for (const AreaUnit unit : kAreaUnits) area.push_back(unitName(Quantity::area, {CarbonUnit::tC, unit}, language));
  return fmt::format(
      "<nav class=\"bar\"><label>{} {}</label>{}<button type=\"button\" id=\"print\">{}</button></nav>\n",
      escaped(text("report.units", language)), choice("carbon", carbon, chosen), choice("area", area, 0),
      escaped(text("report.units.print", language)));
}

}  // namespace

std::string toHtml(const ReportDocument& document, const StopFlag* stop) {
  Page page(document);
  for (const Block& block : document.blocks) {
    heed(stop);
    std::visit(page, block);
  }
  const std::string mark = document.mark.empty() ? ""
                                                 : fmt::format("<div class=\"stamp\" aria-hidden=\"true\">{}</div>\n",
                                                               escaped(document.mark));
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>{}</title>\n<style>\n",
      document.language == Language::zh ? "zh-CN" : "en", escaped(document.title));
  out += embedded("report.css");
  out += "</style>\n</head>\n<body>\n" + toolbar(document.language) + mark + "<main>\n" + page.take();
  out += fmt::format("<footer>{}</footer>\n</main>\n<script>\nconst UNITS={};\n", escaped(document.footer),
                     unitTable(document.language));
  out += embedded("report.js");
  return out + "</script>\n</body>\n</html>\n";
}

fs::path writeHtml(const ReportDocument& document, const fs::path& folder, const StopFlag* stop) {
  const fs::path path = folder / "report.html";
  writeFileWhole(path, toHtml(document, stop));
  return path;
}

}  // namespace tanhui
