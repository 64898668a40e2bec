#include "geo/report/ReportDocument.h"

#include <array>
#include <cmath>
#include <limits>

#include "geo/report/Composer.h"

namespace tanhui {

void Composer::add(Block block) { blocks_.push_back(std::move(block)); }

void Composer::chapter(std::string_view id) {
  static constexpr std::array<const char*, 30> kNumerals = {
      "一",     "二",     "三",     "四",     "五",     "六",     "七",     "八",     "九",     "十",
      "十一",   "十二",   "十三",   "十四",   "十五",   "十六",   "十七",   "十八",   "十九",   "二十",
      "二十一", "二十二", "二十三", "二十四", "二十五", "二十六", "二十七", "二十八", "二十九", "三十"};
  const auto index = static_cast<std::size_t>(chapters_++);
  const std::string number =
      chinese() && index < kNumerals.size() ? fmt::format("{}、", kNumerals[index]) : fmt::format("{}  ", index + 1);
  add(block::Heading{1, number + word(id)});
}

Inlines Composer::header(std::string_view id, Quantity quantity) const {
  std::string name = plain(phrase(id, {{}}, report.language), {}, report.language);
  while (!name.empty() && (name.back() == ' ' || name.back() == ',')) name.pop_back();
  return {name + "\n", UnitOf{quantity}};
}

double perHa(double value, double areaHa) {
  return areaHa > 0 ? value / areaHa : std::numeric_limits<double>::quiet_NaN();
}

ReportDocument makeReportDocument(const RunReport& report, std::span<const ZoneShapes> zones,
                                  const Landscape& landscape) {
  ReportDocument document;
  document.language = report.language;
  document.title = report.projectName;
  if (report.synthetic) document.mark = text("report.synthetic", report.language);
  document.footer = text(say("report.made_by", report.version), report.language);

  Composer composer(report, landscape, zones);
  for (const auto chapter :
       {addTitle,     addOverview,      addMaps,      addClasses,    addZones,         addPools,    addYears,
        addScenarios, addTargets,       addInventory, addTransition, addDrawdownBelts, addNetworks, addPatterns,
        addElements,  addCompensation,  addInfluence, addMethod,     addUncertainty,   addSpread,   addFactors,
        addChecks,    addOfficialAreas, addWarnings,  addData})
    chapter(composer);
  document.blocks = composer.take();
  return document;
}

}  // namespace tanhui
