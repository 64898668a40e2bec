#include "geo/series/InventoryLand.h"

#include <algorithm>

#include "geo/series/LandCategory.h"

namespace tanhui {

LandMarks& LandMarks::operator|=(const LandMarks& other) {
  const auto join = [](std::uint8_t& mine, std::uint8_t theirs) { mine = static_cast<std::uint8_t>(mine | theirs); };
  join(moves, other.moves);
  join(known, other.known);
  join(unknown, other.unknown);
  join(gases, other.gases);
  join(farmGases, other.farmGases);
  join(noGases, other.noGases);
  join(farmed, other.farmed);
  products = products || other.products;
  woodAtOnce = woodAtOnce || other.woodAtOnce;
  return *this;
}

LandYear& LandYear::add(const LandYear& other, double ha) {
  areaHa += ha * other.areaHa;
  for (std::size_t pool = 0; pool < kPools; ++pool) change[pool] += ha * other.change[pool];
  gain += ha * other.gain;
  loss += ha * other.loss;
  products += ha * other.products;
  for (std::size_t g = 0; g < gas.size(); ++g) {
    gas[g] += ha * other.gas[g];
    farmGas[g] += ha * other.farmGas[g];
    farmHa[g] += ha * other.farmHa[g];
  }
  marks |= other.marks;
  return *this;
}

namespace {

constexpr std::uint8_t kAllPools = 0x1F, kBothGases = 0x03;

void setBit(std::uint8_t& bits, std::size_t i) { bits = static_cast<std::uint8_t>(bits | 1U << i); }

bool isPool(Place place) { return static_cast<std::size_t>(place) < kPools; }
bool isBiomass(Place place) { return place == Place::above || place == Place::below; }

/// Fills in the years of one path.
class LandWriter {
 public:
  LandWriter(const Path& path, int years)
      : path_(path),
        statuses_(statusByYear(path, years)),
        land_(static_cast<std::size_t>(years)),
        hasFactor_(land_.size()) {}

  std::vector<LandYear> write() && {
    for (std::size_t pool = 0; pool < kPools; ++pool)
      if (!path_.initial[pool].isZero()) knowFrom(static_cast<Place>(pool), 0);
    addStocks();
    for (const Growth& g : path_.growth) addGrowth(g);
    for (const Transfer& t : path_.transfers) addTransfer(t);
    for (const Emission& e : path_.emissions) addEmission(e);
    for (std::size_t y = 0; y < land_.size(); ++y) {
      LandMarks& marks = land_[y].marks;
      markFarming(y);
      constexpr auto kSoil = static_cast<std::size_t>(Place::soil);
      // No factor says what the change of use does to the soil: that is not what Tier 1 holds still.
      if (path_.has(PathNote::soilUnknown) && statuses_[y].converted() && (marks.moves >> kSoil & 1U) == 0)
        marks.known = static_cast<std::uint8_t>(marks.known & ~(1U << kSoil));
      marks.unknown = static_cast<std::uint8_t>(kAllPools & ~marks.known);
      marks.noGases = static_cast<std::uint8_t>(kBothGases & ~hasFactor_[y]);
    }
    return std::move(land_);
  }

 private:
  void markFarming(std::size_t y) {
    LandMarks& marks = land_[y].marks;
    if (path_.useAt(static_cast<int>(y)).land.rice) setBit(marks.farmed, static_cast<std::size_t>(Gas::ch4));
    if (statuses_[y].category == LandCategory::cropland) setBit(marks.farmed, static_cast<std::size_t>(Gas::n2o));
  }

  int years() const { return static_cast<int>(land_.size()); }
  LandYear& at(int year) { return land_[static_cast<std::size_t>(year)]; }

  void knowFrom(Place pool, int first) {
    for (int year = std::max(first, 0); year < years(); ++year)
      setBit(at(year).marks.known, static_cast<std::size_t>(pool));
  }

  void addStocks() {
    const PathFigures figures = figuresOf(path_, years());
    constexpr auto kProducts = static_cast<std::size_t>(Place::products);
    for (std::size_t y = 0; y < land_.size(); ++y) {
      const auto &start = figures.stock[y], &end = figures.stock[y + 1];
      land_[y].areaHa = 1;
      for (std::size_t pool = 0; pool < kPools; ++pool) land_[y].change[pool] = end[pool] - start[pool];
      land_[y].products = end[kProducts] - start[kProducts];
    }
  }

  void addBiomass(int year, double amount) { (amount > 0 ? at(year).gain : at(year).loss) += amount; }

  void addGrowth(const Growth& g) {
    double before = g.grown(std::max(g.first, 0) - 1);
    for (int year = std::max(g.first, 0); year < years() && year <= g.end; ++year) {
      const double now = g.grown(year);
      addBiomass(year, now - before);
      before = now;
      for (const Place place : {Place::above, Place::below})
        setBit(at(year).marks.moves, static_cast<std::size_t>(place));
    }
    for (const Place place : {Place::above, Place::below}) knowFrom(place, g.first);
  }

  void addTransfer(const Transfer& t) {
    for (const Place place : {t.from, t.to})
      if (isPool(place)) knowFrom(place, t.first);
    const double amount = t.amount.value();
    double before = t.moved(std::max(t.first, 0) - 1);
    for (int year = std::max(t.first, 0); year < years() && year <= t.end; ++year) {
      const double share = t.moved(year) - before, step = amount * share;
      before += share;
      // What is estimated and found to be nothing is a number, but for a rate of 0: Tier 1 holds that still.
      if (t.cause == Cause::soil ? share == 0 : step == 0) continue;
      for (const Place place : {t.from, t.to})
        if (isPool(place)) setBit(at(year).marks.moves, static_cast<std::size_t>(place));
      if (isBiomass(t.from)) addBiomass(year, -step);
      if (isBiomass(t.to)) addBiomass(year, step);
      if (t.from == Place::products)
        (t.cause == Cause::decay ? at(year).marks.products : at(year).marks.woodAtOnce) = true;
    }
  }

  void addEmission(const Emission& e) {
    const double rate = e.rate.value();
    const auto gas = static_cast<std::size_t>(e.gas);
    for (int year = std::max(e.first, 0); year < years() && year <= e.end; ++year) {
      const bool farm = sectorOf(path_, e, year) == GasSector::agriculture;
      LandYear& entry = at(year);
      (farm ? entry.farmGas : entry.gas)[gas] += rate;
      setBit(farm ? entry.marks.farmGases : entry.marks.gases, gas);
      if (farm) entry.farmHa[gas] = 1;
      // What burns in one year, or soil lost, says nothing of what the land gives off in all.
      if (e.source == EmissionSource::use) setBit(hasFactor_[static_cast<std::size_t>(year)], gas);
    }
  }

  const Path& path_;
  std::vector<LandStatus> statuses_;
  std::vector<LandYear> land_;
  std::vector<std::uint8_t> hasFactor_;  ///< gases by bit, by year
};

}  // namespace

std::vector<LandYear> landByYear(const Path& path, int years) { return LandWriter(path, years).write(); }

}  // namespace tanhui
