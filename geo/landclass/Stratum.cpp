#include "geo/landclass/Stratum.h"

#include <bit>
#include <functional>

namespace tanhui {
namespace {

/// Ages and volumes are told apart by their bits: two stands share a stratum only when the arithmetic is the same.
std::uint64_t bitsOf(double value) {
  return std::isnan(value) ? ~std::uint64_t{0} : std::bit_cast<std::uint64_t>(value);
}

bool same(const MeasuredFigure& a, const MeasuredFigure& b) {
  if (!a.given() || !b.given()) return a.given() == b.given();
  return bitsOf(a.value) == bitsOf(b.value) && bitsOf(a.se) == bitsOf(b.se) && a.source == b.source && a.of == b.of;
}

bool same(const Flooding& a, const Flooding& b) {
  return bitsOf(a.days) == bitsOf(b.days) && a.methane == b.methane && bitsOf(a.ch4KgPerHa) == bitsOf(b.ch4KgPerHa);
}

bool same(const Stratum& a, const Stratum& b) {
  return bitsOf(a.age) == bitsOf(b.age) && bitsOf(a.volume) == bitsOf(b.volume) && a.interventions == b.interventions &&
         a.before == b.before && a.origin == b.origin && a.ageGroup == b.ageGroup && a.classKey == b.classKey &&
         a.species == b.species && same(a.vegetation, b.vegetation) && same(a.soil30, b.soil30) &&
         same(a.flooding, b.flooding);
}

std::size_t hashOf(const Stratum& stratum) {
  std::uint64_t hash = std::hash<std::string>()(stratum.classKey);
  for (const std::uint64_t bits :
       {std::uint64_t{std::hash<std::string>()(stratum.species)}, bitsOf(stratum.age), bitsOf(stratum.volume),
        std::uint64_t{stratum.interventions}, std::uint64_t{stratum.before},
        static_cast<std::uint64_t>(stratum.origin) << 8 | stratum.ageGroup, bitsOf(stratum.vegetation.value),
        bitsOf(stratum.vegetation.se), bitsOf(stratum.soil30.value), bitsOf(stratum.soil30.se),
        bitsOf(stratum.flooding.days), bitsOf(stratum.flooding.ch4KgPerHa)}) {
    hash = (hash ^ bits) * 0x9E3779B97F4A7C15u;
    hash ^= hash >> 32;
  }
  return static_cast<std::size_t>(hash);
}

}  // namespace

StratumTable::StratumTable() { intern({.classKey = "unmapped", .species = {}}); }

StratumId StratumTable::intern(const Stratum& stratum) {
  const std::size_t hash = hashOf(stratum);
  const auto [first, last] = ids_.equal_range(hash);
  for (auto it = first; it != last; ++it)
    if (same(strata_[it->second], stratum)) return it->second;
  const auto id = static_cast<StratumId>(strata_.size());
  ids_.emplace(hash, id);
  strata_.push_back(stratum);
  return id;
}

}  // namespace tanhui
