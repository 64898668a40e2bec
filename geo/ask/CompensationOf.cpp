#include "geo/ask/CompensationOf.h"

#include "geo/account/PlusMinus.h"
#include "geo/base/TableFile.h"
#include "geo/carbon/Carbon.h"

namespace tanhui {
namespace {

double forestHa(const ZoneTotals& zone, const LandClasses& classes) {
  double sum = 0;
  for (const ClassTotals& of : zone.classes)
    if (classes.group(of.classKey) == "forest") sum += of.totals.areaHa;
  return sum;
}

PartyLand landOf(const ZoneTotals& zone, const LandClasses& classes) {
  PartyLand land;
  land.landHa = zone.total.areaHa;
  land.forestHa = Range::exact(forestHa(zone, classes));
  const double flux = zone.total.carbon.flux(), half = kRange95 * zone.total.fluxSe;
  land.sinkTCo2 = Range{flux, flux - half, flux + half}.scaled(kCo2PerC);
  return land;
}

CompensationTerms withoutParties(const CompensationSpec& spec, int year) {
  CompensationTerms terms{spec.name, spec.rule, spec.price, spec.floorCover, spec.share, spec.paidShare, year};
  terms.outside = spec.outside;
  return terms;
}

CompensationTerms termsOf(const CompensationSpec& spec, const Account& account, const LandClasses& classes, int year) {
  CompensationTerms terms = withoutParties(spec, year);
  for (const ZoneTotals& zone : account.zones) {
    if (zone.layer != spec.parties) continue;
    const std::string& name = zone.label.empty() ? zone.id : zone.label;
    if (!terms.land.emplace(name, landOf(zone, classes)).second)
      throw Error(spec.name, say("value.two_zones", name, spec.parties), say("value.two_zones.remedy"));
    terms.parties.push_back(name);
  }
  return terms;
}

}  // namespace

void requireCompensation(const CompensationSpec& spec, const std::vector<std::string>& zones) {
  CompensationTerms terms = withoutParties(spec, 0);
  terms.parties = zones;
  for (const std::string& zone : zones) terms.land[zone] = {1, {}, {}};
  const CsvTable data = readTable(spec.data);
  if (spec.rule != CompensationRule::forestCover) compensate(terms, data);
  if (!spec.other.empty()) typedLines(terms, readTable(spec.other));
}

NamedCompensation compensationOf(const CompensationSpec& spec, const Account& account, const LandClasses& classes,
                                 int year) {
  const CompensationTerms terms = termsOf(spec, account, classes, year);
  NamedCompensation named{spec.name, spec.rule, compensate(terms, readTable(spec.data))};
  if (spec.other.empty()) return named;
  for (CompensationLine& line : typedLines(terms, readTable(spec.other))) named.made.lines.push_back(std::move(line));
  return named;
}

}  // namespace tanhui
