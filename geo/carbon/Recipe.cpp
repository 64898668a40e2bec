#include "geo/carbon/Recipe.h"

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

}  // namespace

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
  recipe.ch4 = library.find("ch4." + classKey);
  recipe.n2o = library.find("n2o." + classKey);
  return recipe;
}

TreeRecipe treeRecipe(const FactorLibrary& library, const Species& species) {
  TreeRecipe recipe;
  recipe.r = lookUp(library, "arcm", species.arcm, "r");
  recipe.cf = lookUp(library, "arcm", species.arcm, "cf");
  if (recipe.r && recipe.cf) {
    recipe.expansion = expansion(library, species.arcm);
    recipe.continuous = continuous(library, species.fang);
  }
  recipe.growth = growth(library, species.growth);
  recipe.conversion = conversion(library, species.bcefs);
  return recipe;
}

}  // namespace tanhui
