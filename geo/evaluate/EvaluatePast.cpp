#include <algorithm>

#include "geo/evaluate/Evaluate.h"

// What lay there at the earlier dates: a chain of strata from the latest date back (Stratum::before).

namespace tanhui {

/// Of each date what covers it: the first layer in priority order, and in it the first feature, as land layers are
/// stacked.
void Evaluator::addDates(std::span<const OverlayFeatureRef> refs, Overlying& over) const {
  for (std::size_t d = 0; d < model_.dates.size(); ++d) {
    DateLand land;
    std::uint32_t first = kNoOwner;
    for (const OverlayFeatureRef& ref : refs) {
      const OverlaySource& source = sources_[ref.layer];
      const DatedLayer* dated = source.kind == SourceKind::earlierLand ? model_.dates[d].find(source.index) : nullptr;
      if (dated == nullptr || std::pair(source.index, ref.feature) >= std::pair(land.layer, first)) continue;
      land.layer = source.index;
      first = ref.feature;
      const RasterLand covering = landOf(ref);
      const std::span<const StratumShare> mix = mixOf(ref);
      land.unknown = covering.unknown;
      land.mix.assign(mix.begin(), mix.end());
      if (mix.empty()) land.mix = {{covering.stratum, 1}};
      for (StratumShare& part : land.mix) part.stratum = dated->at(part.stratum);
    }
    over.underRasters = over.underRasters || earlierRasters_[d].before(land.layer);
    over.dates.push_back(std::move(land));
  }
}

/// A part where rasters on the grid tell of some date: run by run of cells that have one past.
void Evaluator::takeUnderRasters(const OverlayPart& part, const Owner& owner, const Overlying& over) {
  for (int col = part.colBegin; col < part.colEnd;) {
    OverlayPart run = part;
    run.colBegin = col;
    run.colEnd = col = samePast(part, col);
    readPast(over, cellOf(run, run.colBegin));
    noteUnknownBefore(unknownPast_, run.fraction * runArea(run.colBegin, run.colEnd));
    takePast(run, owner, past_);
  }
}

/// The end of the run from a column on in which no raster changes its value.
int Evaluator::samePast(const OverlayPart& part, int col) const {
  int end = col + 1;
  if (!pastInRuns_) return end;
  const std::size_t first = cellOf(part, col);
  const auto same = [&](int other) {
    const std::size_t cell = cellOf(part, other);
    return std::ranges::all_of(earlierRasters_, [&](const RasterStack& stack) {
      return stack.empty() || stack.values()[cell] == stack.values()[first];
    });
  };
  while (end < part.colEnd && same(end)) ++end;
  return end;
}

/// The past of a cell, from the oldest date on, into past_.
void Evaluator::readPast(const Overlying& over, std::size_t cell) {
  unknownPast_.clear();
  for (std::size_t d = over.dates.size(); d-- > 0;) {
    readDate(d, over.dates[d], cell);
    if (d + 1 == over.dates.size())
      past_ = date_;
    else
      layOverPast();
  }
}

/// The land of one date, into date_.
void Evaluator::readDate(std::size_t date, const DateLand& land, std::size_t cell) {
  const RasterStack& rasters = earlierRasters_[date];
  date_.clear();
  earlierShares_.clear();
  if (!rasters.before(land.layer))
    earlierShares_.push_back({kNoOwner, kUnmapped, 1, std::nullopt});
  else if (rasters.simple())
    earlierShares_.push_back(rasters.of(rasters.values()[cell], kUnmapped));
  else
    rasters.share(cell, land.layer, kUnmapped, 1, earlierShares_);
  for (const RasterShare& share : earlierShares_) {
    if (share.fraction <= 0) continue;
    if (share.layer == kNoOwner) {
      for (const StratumShare& part : land.mix) date_.push_back({part.stratum, part.share * share.fraction});
      addUnknown(land.layer, land.unknown);
    } else {
      date_.push_back({model_.dates[date].find(share.layer)->at(share.stratum), share.fraction});
      addUnknown(share.layer, share.unknown);
    }
  }
  // A coarse cell of a picture has many pixels at each date: their products would have no end.
  if (picture_ && model_.dates.size() > 1) date_ = {{mainOf(date_), 1}};
}

/// Each value of a layer once, though the layer may be the land of several dates.
void Evaluator::addUnknown(std::uint32_t layer, const std::optional<std::int32_t>& value) {
  if (value && std::ranges::find(unknownPast_, layer, &UnknownBefore::layer) == unknownPast_.end())
    unknownPast_.push_back({layer, *value});
}

/// Lays the land of a date over what was before it: past_ is then of that date.
void Evaluator::layOverPast() {
  if (date_.size() == 1 && past_.size() == 1) {
    past_[0].stratum = combined(date_[0].stratum, past_[0].stratum, {});
    return;
  }
  pairShares(date_, past_, model_.strata, pairs_);
  past_.clear();
  for (const SharePair& pair : pairs_) {
    const StratumId stratum = combined(pair.now, pair.before, {});
    const auto there = std::ranges::find(past_, stratum, &StratumShare::stratum);
    if (there == past_.end())
      past_.push_back({stratum, pair.share});
    else
      there->share += pair.share;
  }
}

}  // namespace tanhui
