#include "geo/project/detail/ProjectCompensation.h"

#include <cmath>
#include <map>
#include <set>

#include "geo/project/detail/LayerNames.h"

namespace tanhui {
namespace {

/// The keys that say something to one rule and nothing to another.
const std::map<std::string_view, std::set<CompensationRule>>& keysOfRules() {
  using enum CompensationRule;
  static const std::map<std::string_view, std::set<CompensationRule>> kOfRules = {
      {"price", {forestCover, waterQuality, carbonNet, carbonShare}},
      {"price_range", {forestCover, waterQuality, carbonNet, carbonShare}},
      {"price_index", {forestCover}},
      {"price_care", {forestCover}},
      {"care_years", {forestCover}},
      {"floor_cover", {forestCover}},
      {"share", {carbonShare}},
      {"paid_share", {carbonNet, carbonShare}}};
  return kOfRules;
}

void checkKeys(const ReadContext& in, const SectionReader& from, CompensationRule rule) {
  for (const auto& [key, rules] : keysOfRules())
    if (from.has(key) && !rules.contains(rule))
      in.faults.add(from.line(key), say("project.key_of_rule", key, ruleName(rule)),
                    say("project.key_of_rule.remedy", key));
}

/// The price of forest cover from its parts.
std::optional<double> priceOfParts(const ReadContext& in, const SectionReader& from) {
  const auto index = from.number("price_index"), care = from.number("price_care"), years = from.number("care_years");
  if (!index && !care && !years) return std::nullopt;
  if (from.has("price"))
    in.faults.add(from.line("price"), say("project.price_twice"), say("project.price_twice.remedy"));
  if (!index || !care || !years) {
    in.faults.add(from.line(), say("project.price_parts"), say("project.price_parts.remedy"));
    return std::nullopt;
  }
  return forestIndexPrice(*index, *care, *years);
}

void readPrice(const ReadContext& in, const SectionReader& from, CompensationSpec& spec) {
  const auto parts = priceOfParts(in, from);
  const auto price = parts ? parts : from.number("price");
  const std::vector<double> range = from.numbers("price_range");
  if (price) spec.price = Range::exact(*price);
  if (!price && spec.rule != CompensationRule::custom && !from.rejected("price"))
    in.faults.add(from.line(), say("project.missing_key", "[[compensation]]", "price"), say("value.no_price.remedy"));
  if (range.size() != 2 || !price) return;
  spec.price = Range{*price, range[0], range[1]};
  if (*price < range[0] || *price > range[1])
    in.faults.add(from.line("price_range"), say("project.price_outside", *price, range[0], range[1]),
                  say("project.price_outside.remedy"));
}

void readShare(const ReadContext& in, const SectionReader& from, CompensationSpec& spec) {
  if (spec.rule != CompensationRule::carbonShare) return;
  double sum = 0;
  if (const toml::table* table = from.table("share")) {
    const SectionReader inner(*table, "share", in.faults);
    for (const std::string_view column : keyNames("share"))
      if (const auto part = inner.number(column)) sum += spec.share[std::string(column)] = *part;
  } else if (const auto column = from.text("share")) {
    sum = spec.share[*column] = 1;
  }
  if (std::abs(sum - 1) > 1e-9 && !from.rejected("share"))
    in.faults.add(from.line("share"), say("value.weights", "share", sum), say("value.weights.remedy"));
}

}  // namespace

CompensationSpec readCompensation(const ReadContext& in, const SectionReader& from) {
  CompensationSpec spec;
  spec.line = static_cast<int>(from.line());
  spec.name = from.text("name").value_or("");
  spec.rule = ruleNamed(from.text("rule").value_or("")).value_or(CompensationRule::custom);
  spec.parties = from.text("parties").value_or("");
  spec.outside = from.texts("outside");
  spec.data = in.resolve(from.text("data").value_or(""));
  spec.other = in.resolve(from.text("other").value_or(""));
  spec.floorCover = from.number("floor_cover").value();
  spec.paidShare = from.number("paid_share").value();
  if (!spec.parties.empty()) requireZoneLayer(in, from, "parties", spec.parties);
  if (from.rejected("rule") || !from.has("rule")) return spec;
  checkKeys(in, from, spec.rule);
  readPrice(in, from, spec);
  readShare(in, from, spec);
  return spec;
}

}  // namespace tanhui
