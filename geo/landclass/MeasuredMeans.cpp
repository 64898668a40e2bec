#include "geo/landclass/MeasuredMeans.h"

namespace tanhui {
namespace {

constexpr double kAny = 1;  ///< stands for a figure where strata are compared without it

MeasuredFigure withoutValue(MeasuredFigure figure) {
  if (figure.given()) figure.value = kAny, figure.se = 0;
  return figure;
}

/// Adds to a weighted sum.
void add(MeasuredFigure& sum, const MeasuredFigure& figure, double areaHa) {
  sum.value += areaHa * figure.value;
  sum.se += areaHa * figure.se;
}

void divide(MeasuredFigure& sum, double areaHa) {
  sum.value /= areaHa;
  sum.se /= areaHa;
}

}  // namespace

std::vector<MeasuredMean> measuredMeans(std::span<const Stratum> strata, std::span<const LedgerLine> lines) {
  std::vector<MeasuredMean> means;
  std::vector<std::size_t> place;  // by number of the stratum without its values
  StratumTable kinds;
  constexpr auto kNowhere = static_cast<std::size_t>(-1);
  for (const LedgerLine& line : lines) {
    const Stratum& stratum = strata[line.stratum];
    Stratum kind = stratum;
    kind.vegetation = withoutValue(kind.vegetation);
    kind.soil30 = withoutValue(kind.soil30);
    const std::size_t number = kinds.intern(kind);
    if (number >= place.size()) place.resize(number + 1, kNowhere);
    if (place[number] == kNowhere) {
      place[number] = means.size();
      kind.vegetation.value *= 0, kind.soil30.value *= 0;
      means.push_back({kind, 0, line.stratum});
    }
    MeasuredMean& mean = means[place[number]];
    mean.areaHa += line.areaHa;
    add(mean.stratum.vegetation, stratum.vegetation, line.areaHa);
    add(mean.stratum.soil30, stratum.soil30, line.areaHa);
  }
  for (MeasuredMean& mean : means) {
    if (!(mean.areaHa > 0)) continue;
    divide(mean.stratum.vegetation, mean.areaHa);
    divide(mean.stratum.soil30, mean.areaHa);
  }
  return means;
}

}  // namespace tanhui
