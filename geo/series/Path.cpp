#include "geo/series/Path.h"

#include <algorithm>
#include <cmath>

#include "geo/carbon/HarvestedWood.h"
#include "geo/series/LandCategory.h"

namespace tanhui {

double Transfer::moved(int year) const {
  const int last = std::min(year, end);
  if (last < first) return 0;
  const double n = last - first;
  if (decay > 0) return 1 - productsLeft(decay, last - first + 1);
  return std::min((n + 1) / years, 1.0);
}

double TreeCurve::stock(double age) const {
  if (age <= 0) return 0;
  const auto whole = static_cast<std::size_t>(age);
  return static_cast<double>(whole) == age ? atAge[std::min(whole, atAge.size() - 1)] : plain.stock(age);
}

double Growth::ageAt(int year) const { return age + std::max(0, std::min(year, end) - first + 1); }

double Growth::grown(int year) const { return weight * (curve->stock(ageAt(year)) - curve->stock(age)); }

Formula Growth::writtenAgeAt(int year) const {
  return writtenAge.isZero() ? Formula(ageAt(year)) : writtenAge + Formula(ageAt(year) - age);
}

Formula Growth::grownWritten(int year) const {
  if (year < first) return {};
  if (writtenAge.isZero()) return (curve->written.stock(ageAt(year)) - curve->written.stock(age)).scaled(weight);
  return (curve->written.stock(writtenAgeAt(year)) - curve->written.stock(writtenAge)).scaled(weight);
}

Formula Path::standing(Place pool, int year) const {
  Formula sum = initial[static_cast<std::size_t>(pool)];
  for (const Growth& g : growth) {
    if (pool != Place::above && pool != Place::below) break;
    const TreeCarbon<Formula> parts = splitByRoots(g.grownWritten(year), g.curve->rootToShoot);
    sum += pool == Place::above ? parts.above : parts.below;
  }
  for (const Transfer& t : transfers) {
    if (t.to == pool) sum += t.amount.scaled(t.moved(year));
    if (t.from == pool) sum += t.amount.scaled(-t.moved(year));
  }
  return sum;
}

bool saysNoEffect(PathNote note) {
  using enum PathNote;
  return note == nothingToFell || note == notCropland || note == growsAnyway || note == notOpen || note == noTrees ||
         note == leftAlone || note == alreadyThere;
}

std::optional<PathNote> Path::withoutEffect() const {
  for (std::size_t i = 0; i < kPathNotes; ++i)
    if ((eventNotes >> i & 1U) != 0 && saysNoEffect(static_cast<PathNote>(i))) return static_cast<PathNote>(i);
  return std::nullopt;
}

const LandUse& Path::useAt(int year) const {
  std::size_t at = 0;
  while (at + 1 < uses.size() && uses[at + 1].first <= year) ++at;
  return uses[at];
}

PathFigures figuresOf(const Path& path, int years) {
  PathFigures figures;
  const auto count = static_cast<std::size_t>(years);
  std::array<double, kPlaces> start{};
  for (std::size_t pool = 0; pool < path.initial.size(); ++pool) start[pool] = path.initial[pool].value();
  figures.stock.assign(count + 1, start);
  figures.ch4.assign(count, 0);
  figures.n2o.assign(count, 0);
  figures.agriculture.assign(count, 0);
  const auto move = [&](Place from, Place to, int year, double amount) {
    std::array<double, kPlaces>& stock = figures.stock[static_cast<std::size_t>(year) + 1];
    stock[static_cast<std::size_t>(from)] -= amount;
    stock[static_cast<std::size_t>(to)] += amount;
  };
  for (const Growth& g : path.growth) {
    for (int year = std::max(g.first, -1); year < years; ++year) {
      const double grown = g.grown(year), roots = grown * g.curve->rootShare;
      move(Place::atmosphere, Place::above, year, grown - roots);
      move(Place::atmosphere, Place::below, year, roots);
    }
  }
  for (const Transfer& t : path.transfers) {
    const double amount = t.amount.value();
    for (int year = std::max(t.first, -1); year < years; ++year) move(t.from, t.to, year, amount * t.moved(year));
  }
  for (const Emission& e : path.emissions) {
    const double rate = e.rate.value();
    std::vector<double>& gas = e.gas == Gas::ch4 ? figures.ch4 : figures.n2o;
    for (int year = std::max(e.first, 0); year < years && year <= e.end; ++year) {
      const auto at = static_cast<std::size_t>(year);
      gas[at] += rate;
      if (sectorOf(path, e, year) == GasSector::agriculture) figures.agriculture[at] += rate;
    }
  }
  return figures;
}

}  // namespace tanhui
