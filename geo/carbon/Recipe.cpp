#include "geo/carbon/Recipe.h"

#include <algorithm>

namespace tanhui {

namespace {

MaybeFactor lookUp(const FactorLibrary& library, std::string_view family, const std::string& group,
                   std::string_view name) {
  if (group.empty()) return std::nullopt;
  std::string key(family);
  key.append(".").append(group).append(".").append(name);
  return library.find(key);
}

std::optional<TreeRecipe::Expansion> expansion(const FactorLibrary& library, const std::string& group) {
  const MaybeFactor svd = lookUp(library, "arcm", group, "svd"), bef = lookUp(library, "arcm", group, "bef");
  if (!svd || !bef) return std::nullopt;
  return TreeRecipe::Expansion{*svd, *bef};
}

std::optional<TreeRecipe::Continuous> continuous(const FactorLibrary& library, const std::string& group) {
  const MaybeFactor a = lookUp(library, "fang", group, "a"), b = lookUp(library, "fang", group, "b");
  if (!a || !b) return std::nullopt;
  return TreeRecipe::Continuous{*a, *b, lookUp(library, "fang", group, "scale")};
}

std::optional<TreeRecipe::Growth> growth(const FactorLibrary& library, const std::string& group) {
  const MaybeFactor a = lookUp(library, "growth", group, "A"), k = lookUp(library, "growth", group, "k"),
                    c = lookUp(library, "growth", group, "c"), from = lookUp(library, "growth", group, "age_min"),
                    to = lookUp(library, "growth", group, "age_max");
  if (!a || !k || !c || !from || !to) return std::nullopt;
  return TreeRecipe::Growth{*a,
                            *k,
                            *c,
                            *from,
                            *to,
                            lookUp(library, "growth", group, "young_rate"),
                            lookUp(library, "growth", group, "young_age")};
}

std::optional<TreeRecipe::Conversion> conversion(const FactorLibrary& library, const std::string& group) {
  const MaybeFactor r = lookUp(library, "bcefs", group, "r"), cf = lookUp(library, "bcefs", group, "cf");
  if (!r || !cf) return std::nullopt;
  TreeRecipe::Conversion found{{}, *r, *cf};
  for (std::size_t i = 0; i < found.bcef.size(); ++i) {
    const MaybeFactor bcef = lookUp(library, "bcefs", group, kBcefClasses[i]);
    if (!bcef) return std::nullopt;
    found.bcef[i] = *bcef;
  }
  return found;
}

/// The conversion factor of what a measure brings into a paddy; empty when it brings nothing.
std::string_view conversionOf(std::string_view measure) {
  // Straw is chopped at harvest and lies through the winter, longer than the 30 days of the table.
  if (measure == "straw_return") return "rice.cfoa.straw_long";
  if (measure == "manure") return "rice.cfoa.fym";
  if (measure == "green_manure") return "rice.cfoa.green";
  return {};
}

ChangeRecipe::Measure measureOf(const FactorLibrary& library, std::string_view name) {
  ChangeRecipe::Measure measure;
  measure.soil = library.find(std::string("soc.management.").append(name));
  const MaybeFactor rate = library.find(std::string("rice.rate.").append(name)),
                    conversion = library.find(conversionOf(name));
  if (rate && conversion) measure.paddy = PaddyInput{*rate, *conversion};
  return measure;
}

std::string groupOf(const LandClasses& classes, const std::string& classKey) {
  const LandClass* known = classes.find(classKey);
  return known == nullptr ? classKey : known->group;
}

}  // namespace

const ChangeRecipe::Measure* ChangeRecipe::measure(std::string_view name) const {
  const auto at = std::find(kFarmlandMeasures.begin(), kFarmlandMeasures.end(), name);
  return at == kFarmlandMeasures.end() ? nullptr : &measures[static_cast<std::size_t>(at - kFarmlandMeasures.begin())];
}

std::optional<DrawdownRecipe> drawdownRecipe(const FactorLibrary& library) {
  const MaybeFactor wet = library.find("drawdown.ch4.wet"), dry = library.find("drawdown.ch4.dry");
  if (!wet || !dry) return std::nullopt;
  DrawdownRecipe recipe{*wet, *dry, {}};
  for (std::size_t i = 0; i < kFloodedDayPoints.size(); ++i) {
    const MaybeFactor at = library.find(fmt::format("drawdown.ch4.days{}", kFloodedDayPoints[i]));
    if (!at) return std::nullopt;
    recipe.byDays[i] = *at;
  }
  return recipe;
}

ClassRecipe classRecipe(const FactorLibrary& library, const std::string& classKey, int soilDepthCm) {
  const auto pool = [&](std::string_view name) { return lookUp(library, "pool", classKey, name); };
  ClassRecipe recipe;
  recipe.veg = pool("veg");
  recipe.above = pool("above");
  recipe.below = pool("below");
  recipe.litter = pool("litter");
  recipe.deadwood = pool("deadwood");
  recipe.soil = library.invest() ? pool("soil") : pool(soilDepthCm == 100 ? "soil100" : "soil30");
  recipe.soil30 = library.invest() ? recipe.soil : pool("soil30");
  if (!recipe.soil) {
    recipe.soil = pool("soil30");
    recipe.soilIsShallow = recipe.soil.has_value();
  }
  recipe.rootToShoot = library.find("rs." + classKey);
  recipe.understorey = library.find("understorey." + classKey);
  recipe.biomassRate = lookUp(library, "flux", classKey, "biomass");
  recipe.soilRate = lookUp(library, "flux", classKey, "soil");
  recipe.deadOrganicRate = library.find("flux.dead_organic");
  recipe.youngDeadwoodYears = library.find("young.deadwood_years");
  recipe.youngLitterYears = library.find("young.litter_years");
  recipe.youngUnderstoreyYears = library.find("young.understorey_years");
  recipe.ch4 = library.find("ch4." + classKey);
  recipe.n2o = library.find("n2o." + classKey);
  if (classKey == kDrawdownClass) recipe.drawdown = drawdownRecipe(library);
  recipe.n2oProvincial = library.find("n2o.provincial." + classKey);
  recipe.traits = library.classes().traits(classKey);
  recipe.soilFlu = lookUp(library, "soc", classKey, "flu");
  recipe.soilFluNew = lookUp(library, "soc", classKey, "flu_new");
  recipe.soilOfBefore = lookUp(library, "soc", classKey, "of_before");
  recipe.establishYears = library.find("establish." + classKey);
  recipe.recoverYears = library.find("recover." + classKey);
  return recipe;
}

TreeRecipe treeRecipe(const FactorLibrary& library, const Species& species) {
  TreeRecipe recipe;
  recipe.r = lookUp(library, "arcm", species.arcm, "r");
  recipe.cf = lookUp(library, "arcm", species.arcm, "cf");
  if (recipe.r && recipe.cf) {
    recipe.expansion = expansion(library, species.arcm);
    recipe.continuous = continuous(library, species.fang);
    recipe.standInFunction = species.standInFunction;
  }
  recipe.growth = growth(library, species.growth);
  recipe.growthNatural = growth(library, species.growthNatural);
  recipe.conversion = conversion(library, species.bcefs);
  return recipe;
}

ChangeRecipe changeRecipe(const FactorLibrary& library) {
  ChangeRecipe recipe;
  recipe.soilReference = library.find("soc.reference");
  recipe.soilYears = library.find("soc.transition_years");
  recipe.mineralisedEf = library.find("soc.mineralised.ef1");
  recipe.soilCn = library.find("soc.mineralised.cn");
  recipe.croplandCn = library.find("soc.mineralised.cn_cropland");
  recipe.deadOrganicYears = library.find("dead_organic.transition_years");
  for (std::size_t i = 0; i < kFarmlandMeasures.size(); ++i)
    recipe.measures[i] = measureOf(library, kFarmlandMeasures[i]);
  recipe.fullDensity = library.find("planting.full_density");
  recipe.closeRate = library.find("close.rate");
  recipe.closeYears = library.find("close.years");
  recipe.forestRoots = library.find("rs.forest_generic");
  recipe.products = library.find("harvest.products");
  recipe.rootsToDeadwood = library.find("harvest.roots_to_deadwood");
  recipe.deadwoodHalfLife = library.find("deadwood.half_life");
  recipe.litterHalfLife = library.find("litter.half_life");
  recipe.sawnwoodHalfLife = library.find("hwp.half_life.sawnwood");
  recipe.panelsHalfLife = library.find("hwp.half_life.panels");
  recipe.paperHalfLife = library.find("hwp.half_life.paper");
  recipe.panelsShare = library.find("hwp.share.panels");
  recipe.paperShare = library.find("hwp.share.paper");
  recipe.combustion = library.find("fire.combustion");
  recipe.fireCh4 = library.find("fire.gef.ch4");
  recipe.fireN2o = library.find("fire.gef.n2o");
  recipe.fireCarbonFraction = library.find("fire.carbon_fraction");
  recipe.floodedCarbonLoss = library.find("reservoir.co2c.young");
  recipe.youngReservoirYears = library.find("reservoir.young_years");
  return recipe;
}

std::optional<SoilRatio> soilRatio(const FactorLibrary& library, const std::string& from, const std::string& to) {
  for (const std::string& x : {from, groupOf(library.classes(), from)})
    for (const std::string& y : {to, groupOf(library.classes(), to)}) {
      const std::string key = "soc.from." + x + ".to." + y;
      if (const MaybeFactor first = library.find(key)) return SoilRatio{*first, library.find(key + ".later")};
    }
  return std::nullopt;
}

RiceRecipe riceRecipe(const FactorLibrary& library, const RicePractice& practice) {
  return {library.require("rice.efc"),
          library.require("rice.days"),
          library.require("rice.sfw." + practice.water),
          library.require("rice.sfp." + practice.preseason),
          library.require("rice.cfoa.straw_short"),
          library.require("rice.cfoa.straw_long"),
          library.require("rice.exponent")};
}

std::optional<ReservoirRecipe> reservoirRecipe(const FactorLibrary& library) {
  const MaybeFactor young = library.find("reservoir.ch4.young"), old = library.find("reservoir.ch4.old"),
                    years = library.find("reservoir.young_years");
  if (!young || !old || !years) return std::nullopt;
  return ReservoirRecipe{*young, *old, *years, library.find("reservoir.downstream"), library.find("reservoir.trophic")};
}

}  // namespace tanhui
