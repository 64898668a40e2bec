#include "geo/strata/Stratum.h"

#include <bit>

#include <fmt/format.h>

namespace tanhui {

StratumTable::StratumTable() { intern({.classKey = "unmapped", .species = {}}); }

StratumId StratumTable::intern(const Stratum& stratum) {
  // Ages and volumes are told apart by their bits: two stands share a stratum only when the arithmetic is the same.
  const auto bits = [](double value) {
    return std::isnan(value) ? ~std::uint64_t{0} : std::bit_cast<std::uint64_t>(value);
  };
  std::string key = fmt::format("{}\x1f{}\x1f{:x}\x1f{:x}\x1f{:x}\x1f{:x}", stratum.classKey, stratum.species,
                                bits(stratum.age), bits(stratum.volume), stratum.interventions, stratum.before);
  const auto [place, isNew] = ids_.try_emplace(std::move(key), static_cast<StratumId>(strata_.size()));
  if (isNew) strata_.push_back(stratum);
  return place->second;
}

}  // namespace tanhui
