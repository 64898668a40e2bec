#include "app/viewer/sheet/GeoPdf.h"

#include <QTemporaryDir>

#include <cpl_string.h>
#include <gdal.h>

#include "geo/base/Handle.h"
#include "geo/base/PartFile.h"

namespace tanhui::viewer {
namespace fs = std::filesystem;
namespace {

std::string escaped(const std::string& text) { return QString::fromStdString(text).toHtmlEscaped().toStdString(); }

/// One page of its own per layer, and one each for what lies below and above them.
struct Page {
  std::string id, title;
  fs::path file;
};

/// GDAL's order of axes against that of the CRS's authority: "2,1" for a CRS that states northing first.
std::string axisMapping(const Crs& crs) {
  int count = 0;
  const int* axes = OSRGetDataAxisToSRSAxisMapping(crs.handle(), &count);
  return count >= 2 ? fmt::format("{},{}", axes[0], axes[1]) : "1,2";
}

std::string composition(const Sheet& sheet, const std::vector<Page>& pages) {
  const QRectF& frame = sheet.mapFrame;
  const double height = sheet.page.height();  // a PDF's y runs upwards
  const Box box = sheet.view.box();
  std::string xml = "<PDFComposition><Metadata><Title>" + escaped(sheet.choice.title.toStdString()) +
                    "</Title></Metadata><LayerTree>";
  for (const Page& page : pages)
    if (!page.id.empty()) xml += fmt::format("<Layer id=\"{}\" name=\"{}\"/>", page.id, escaped(page.title));
  xml += fmt::format("</LayerTree><Page id=\"sheet\"><DPI>72</DPI><Width>{:.4f}</Width><Height>{:.4f}</Height>",
                     sheet.page.width(), height);
  xml += fmt::format("<Georeferencing id=\"map\"><SRS dataAxisToSRSAxisMapping=\"{}\">{}</SRS>", axisMapping(sheet.crs),
                     escaped(sheet.crs.wkt()));
  xml += fmt::format("<BoundingBox x1=\"{:.4f}\" y1=\"{:.4f}\" x2=\"{:.4f}\" y2=\"{:.4f}\"/>", frame.left(),
                     height - frame.bottom(), frame.right(), height - frame.top());
  for (const auto& [x, y, mapX, mapY] : {std::tuple{frame.left(), frame.top(), box.xmin, box.ymax},
                                         {frame.right(), frame.top(), box.xmax, box.ymax},
                                         {frame.right(), frame.bottom(), box.xmax, box.ymin},
                                         {frame.left(), frame.bottom(), box.xmin, box.ymin}})
    xml += fmt::format("<ControlPoint x=\"{:.4f}\" y=\"{:.4f}\" GeoX=\"{:.10f}\" GeoY=\"{:.10f}\"/>", x, height - y,
                       mapX, mapY);
  xml += "</Georeferencing><Content streamCompression=\"DEFLATE\">";
  for (const Page& page : pages) {
    const std::string content = fmt::format("<PDF dataset=\"{}\"/>", escaped(page.file.string()));
    xml += page.id.empty() ? content : fmt::format("<IfLayerOn layerId=\"{}\">{}</IfLayerOn>", page.id, content);
  }
  return xml + "</Content></Page></PDFComposition>";
}

}  // namespace

void writeGeoPdf(const Sheet& sheet, const LayerList& list, const Wording& words, const fs::path& file) {
  const QTemporaryDir folder;
  if (!folder.isValid()) throw cannotWrite(file);
  const fs::path base = folder.path().toStdString();
  std::vector<Page> pages;
  const auto add = [&](std::string id, std::string title, SheetPart part, int layer) {
    pages.push_back({std::move(id), std::move(title), base / fmt::format("{}.pdf", pages.size())});
    writePdfPage(sheet, list, words, pages.back().file, part, layer);
  };
  add("", "", SheetPart::background, -1);
  for (std::size_t i = 0; i < sheet.layers.size(); ++i)
    add(fmt::format("layer{}", i), list.displayName(sheet.layers[i].layer).toStdString(), SheetPart::layers,
        static_cast<int>(i));
  add("", "", SheetPart::frame, -1);

  PartFile part(file);
  CPLStringList options;
  options.SetNameValue("COMPOSITION_FILE", composition(sheet, pages).c_str());
  takeGdalMessage();
  const GdalDataset written(
      GDALCreate(GDALGetDriverByName("PDF"), part.path().c_str(), 0, 0, 0, GDT_Unknown, options.List()));
  std::error_code none;
  // A composition has no dataset to give back: what counts is the file and that nothing was complained of.
  const std::string complaint = takeGdalMessage();
  if (!complaint.empty() || !fs::exists(part.path(), none))
    throw Error(file.string(), say("viewer.sheet.geopdf_failed", complaint), say("viewer.cannot_write.remedy"),
                ErrorKind::work);
  part.commit();
}

}  // namespace tanhui::viewer
