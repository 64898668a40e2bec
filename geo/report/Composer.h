#pragma once

#include <string>
#include <utility>
#include <vector>

#include "geo/account/Columns.h"
#include "geo/account/PlusMinus.h"
#include "geo/account/RunReport.h"
#include "geo/document/ReportBlocks.h"
#include "geo/draw/ZoneShapes.h"
#include "geo/report/Landscape.h"

namespace tanhui {

/// Width of a chart on the page, points.
constexpr double kPictureWidth = 500;

/// Puts a report's blocks together. The chapters below each add theirs; makeReportDocument calls them in order.
class Composer {
 public:
  Composer(const RunReport& run, const Landscape& made, std::span<const ZoneShapes> shapes)
      : report(run), landscape(made), zones(shapes) {}

  const RunReport& report;
  const Landscape& landscape;
  std::span<const ZoneShapes> zones;

  std::vector<Block> take() { return std::move(blocks_); }
  void add(Block block);

  /// "三、…" or "3 …"
  void chapter(std::string_view id);
  void section(std::string title) { add(block::Heading{2, std::move(title)}); }
  void paragraph(std::string_view id, const std::vector<Inlines>& arguments = {},
                 block::Tone tone = block::Tone::body) {
    add(block::Paragraph{say(id, arguments), tone});
  }

  Inlines say(std::string_view id, const std::vector<Inlines>& arguments = {}) const {
    return phrase(id, arguments, report.language);
  }
  /// The head of a column: the name on one line, the unit on the next.
  Inlines header(std::string_view id, Quantity quantity) const;
  std::string word(std::string_view id) const { return text(id, report.language); }
  /// "12.3 ± 1.4" of a value and its standard error.
  Inlines ranged(Quantity quantity, double value, double standardError) const {
    return withRange(quantity, value, standardError, report.language);
  }
  /// The leading net balance inside a sentence: "net balance of the land (LULUCF)".
  std::string netName() const { return word(scoped("report.net", report.scope)); }
  bool chinese() const { return report.language == Language::zh; }

 private:
  std::vector<Block> blocks_;
  int chapters_ = 0;
};

/// A figure by itself, rounded by its own size.
inline Inlines figure(Quantity quantity, double value, int digits = 4) { return {Figure{quantity, value, 0, digits}}; }
/// A figure of a column whose largest is `scale`; hectares are kept finer than tonnes, which are known less well.
inline Inlines cell(Quantity quantity, double value, double scale) {
  return {Figure{quantity, value, scale, quantity == Quantity::area ? 6 : 4}};
}
/// per hectare; NaN (a dash) without area
double perHa(double value, double areaHa);

// The chapters, in order.
void addTitle(Composer& composer);
void addOverview(Composer& composer);
void addMaps(Composer& composer);
void addClasses(Composer& composer);
void addZones(Composer& composer);
void addPools(Composer& composer);
/// The years after the base year; nothing where the run has none. So are addScenarios and addSpread.
void addYears(Composer& composer);
void addScenarios(Composer& composer);
void addTargets(Composer& composer);        ///< sections of the chapter before it; nothing without targets
void addInventory(Composer& composer);      ///< nothing where the run has no year after the base year
void addTransition(Composer& composer);     ///< nothing without land of two dates
void addDrawdownBelts(Composer& composer);  ///< nothing without belts made from a DEM
void addPatterns(Composer& composer);       ///< nothing without patterns
void addNetworks(Composer& composer);       ///< nothing without networks
void addElements(Composer& composer);       ///< nothing without zones that have a role
void addCompensation(Composer& composer);   ///< nothing without a compensation
void addInfluence(Composer& composer);      ///< nothing without a question about influence
void addMethod(Composer& composer);
void addUncertainty(Composer& composer);
void addSpread(Composer& composer);  ///< sections of the chapter before it
void addFactors(Composer& composer);
void addChecks(Composer& composer);
void addOfficialAreas(Composer& composer);  ///< a section of the chapter before it; nothing without such areas
void addWarnings(Composer& composer);       ///< a section of that chapter
void addData(Composer& composer);

/// The table of land classes of an area, also of a single zone: classes below `least` of the area are put together.
block::Table classTable(const Composer& composer, const std::vector<ClassTotals>& classes, const Totals& total,
                        double least);

/// A file of the run by its name; empty where it wrote none.
std::filesystem::path findOutput(const RunReport& report, std::string_view name);

/// Whether a factor's grade asks for a better value before the numbers are relied on.
bool weakGrade(std::string_view grade);
std::string gradeName(std::string_view grade, Language language);
/// "0.21 – 0.35", "± 0.07", or a dash.
std::string factorRange(const Factor& factor);

/// "layer forest" in the report's language.
std::string roleName(const std::string& role, Language language);

/// Cell size, "20 m x 20 m" or degrees.
std::string cellSizeText(const Grid& grid);
/// The equation setting in words; itself when it is none of the known names.
std::string volumeEquationText(const std::string& name, Language language);

}  // namespace tanhui
