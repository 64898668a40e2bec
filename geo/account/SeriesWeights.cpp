#include "geo/account/SeriesWeights.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "geo/series/LandCategory.h"
#include "geo/series/WrittenGrowth.h"

namespace tanhui {

namespace {

/// Weights of one figure by node and year while they are added up.
class WeightTable {
 public:
  explicit WeightTable(std::size_t years) : years_(years) {}

  double* of(FormulaNode node) {
    const auto [place, isNew] = column_.try_emplace(node, nodes_.size());
    if (isNew) {
      nodes_.push_back(node);
      weights_.resize(weights_.size() + years_, 0.0);
    }
    return weights_.data() + place->second * years_;
  }

  void add(const WeightTable& other) {
    for (std::size_t i = 0; i < other.nodes_.size(); ++i) {
      double* weights = of(other.nodes_[i]);
      for (std::size_t y = 0; y < years_; ++y) weights[y] += other.weights_[i * years_ + y];
    }
  }

  /// The sparse weights of every year.
  std::vector<std::vector<FormulaTape::Term>> finish() const {
    std::vector<std::size_t> order(nodes_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return nodes_[a] < nodes_[b]; });
    std::vector<std::vector<FormulaTape::Term>> out(years_);
    for (const std::size_t i : order)
      for (std::size_t y = 0; y < years_; ++y)
        if (const double weight = weights_[i * years_ + y]; weight != 0) out[y].push_back({nodes_[i], weight});
    return out;
  }

 private:
  std::size_t years_;
  std::unordered_map<FormulaNode, std::size_t> column_;
  std::vector<FormulaNode> nodes_;
  std::vector<double> weights_;
};

/// Weights of some land: stock of the five pools in tC; gases in tCO2e/yr, and what moves into products and out of
/// them.
struct LandWeights {
  explicit LandWeights(std::size_t years) : stock(years + 1), gases(years), agriculture(years) {}
  void add(const LandWeights& other) {
    stock.add(other.stock), gases.add(other.gases), agriculture.add(other.agriculture);
  }
  YearWeights finish() const { return {stock.finish(), gases.finish(), agriculture.finish()}; }

  WeightTable stock, gases;
  WeightTable agriculture;  ///< the part of gases that Agriculture reports
};

/// Curves at whole ages, written once each.
class CurveAges {
 public:
  explicit CurveAges(const TreeCurve& curve) : curve_(curve) {}

  /// Adds weight x the curve's stock at an age to a year of the table.
  void add(WeightTable& table, std::size_t year, double age, double weight) {
    const double below = std::floor(age), share = age - below;
    put(table, year, static_cast<int>(below), weight * (1 - share));
    if (share > 0) put(table, year, static_cast<int>(below) + 1, weight * share);
  }

 private:
  void put(WeightTable& table, std::size_t year, int age, double weight) {
    if (age <= 0) return;  // nothing stands
    // The stock stays from the oldest age on, which need not be whole.
    const auto index = static_cast<std::size_t>(std::min(age, static_cast<int>(std::ceil(curve_.plain.ageMax))));
    if (written_.size() <= index) written_.resize(index + 1);
    std::vector<FormulaTape::Term>& terms = written_[index];
    if (terms.empty()) {
      const Formula stock = curve_.written.stock(std::min(static_cast<double>(index), curve_.plain.ageMax));
      terms.assign(stock.terms().begin(), stock.terms().end());
    }
    for (const FormulaTape::Term& term : terms) table.of(term.node)[year] += weight * term.weight;
  }

  const TreeCurve& curve_;
  std::vector<std::vector<FormulaTape::Term>> written_;
};

int gain(const Transfer& transfer, bool (*counts)(Place)) {
  return (counts(transfer.to) ? 1 : 0) - (counts(transfer.from) ? 1 : 0);
}
bool isPool(Place place) { return place < Place::products; }
bool isProducts(Place place) { return place == Place::products; }

/// Adds paths to tables; a negative area takes one away.
class PathWeigher {
 public:
  explicit PathWeigher(std::size_t years) : years_(years) {}

  void add(LandWeights& land, const Path& path, double areaHa) {
    for (const Formula& initial : path.initial)
      for (const FormulaTape::Term& term : initial.terms()) {
        double* weights = land.stock.of(term.node);
        for (std::size_t y = 0; y <= years_; ++y) weights[y] += areaHa * term.weight;
      }
    for (const Growth& growth : path.growth) addGrowth(land, growth, areaHa);
    for (const Transfer& transfer : path.transfers) addTransfer(land, transfer, areaHa);
    for (const Emission& emission : path.emissions) addEmission(land, path, emission, areaHa);
  }

 private:
  void addEmission(LandWeights& land, const Path& path, const Emission& emission, double areaHa) {
    const int first = std::max(emission.first, 0), last = std::min(static_cast<int>(years_) - 1, emission.end);
    for (int year = first; year <= last; ++year) {
      const auto y = static_cast<std::size_t>(year);
      const bool farm = sectorOf(path, emission, year) == GasSector::agriculture;
      for (const FormulaTape::Term& term : emission.rate.terms()) {
        land.gases.of(term.node)[y] += areaHa * term.weight;
        if (farm) land.agriculture.of(term.node)[y] += areaHa * term.weight;
      }
    }
  }

  void addGrowth(LandWeights& land, const Growth& growth, double areaHa) {
    if (!growth.writtenAge.isZero()) return addWritten(land.stock, growth, areaHa);
    CurveAges& curve = curves_.try_emplace(growth.curve, *growth.curve).first->second;
    for (int y = std::max(growth.first, -1); y < static_cast<int>(years_); ++y) {
      const int last = std::min(y, growth.end);
      if (last < growth.first) break;
      const std::size_t place = static_cast<std::size_t>(y) + 1;
      curve.add(land.stock, place, growth.age + (last - growth.first + 1), areaHa * growth.weight);
      curve.add(land.stock, place, growth.age, -areaHa * growth.weight);
    }
  }

  /// Of an age that hangs on factors itself.
  void addWritten(WeightTable& stock, const Growth& growth, double areaHa) {
    for (int y = growth.first; y < static_cast<int>(years_); ++y) {
      for (const FormulaTape::Term& term : written_.grown(growth, y).terms())
        stock.of(term.node)[static_cast<std::size_t>(y) + 1] += areaHa * growth.weight * term.weight;
    }
  }

  void addTransfer(LandWeights& land, const Transfer& transfer, double areaHa) {
    const int pools = gain(transfer, isPool), products = gain(transfer, isProducts);
    const auto years = static_cast<int>(years_);
    for (const FormulaTape::Term& term : transfer.amount.terms()) {
      const double amount = areaHa * term.weight;
      if (pools != 0) {
        double* stock = land.stock.of(term.node);
        for (int y = std::max(transfer.first, -1); y < years; ++y) stock[y + 1] += pools * amount * transfer.moved(y);
      }
      if (products != 0) {
        double* moved = land.gases.of(term.node);
        for (int y = std::max(transfer.first, 0); y < years; ++y)
          moved[y] += products * amount * kCo2PerC * (transfer.moved(y) - transfer.moved(y - 1));
      }
    }
  }

  std::size_t years_;
  std::unordered_map<const TreeCurve*, CurveAges> curves_;
  WrittenGrowth written_;
};

/// A row by area group.
class RowWeights {
 public:
  explicit RowWeights(std::size_t years) : years_(years) {}

  LandWeights& of(std::int32_t areaGroup) { return parts_.try_emplace(areaGroup, years_).first->second; }

  void add(const RowWeights& other) {
    for (const auto& [group, land] : other.parts_) of(group).add(land);
  }

  UncertainRow finish(std::int32_t frame) const {
    UncertainRow row;
    row.areaFrame = frame;
    for (const auto& [group, land] : parts_) row.parts.push_back({group, land.finish()});
    if (row.parts.empty()) row.parts.push_back({-1, LandWeights(years_).finish()});
    return row;
  }

 private:
  std::size_t years_;
  std::map<std::int32_t, LandWeights> parts_;
};

std::vector<AreaFrame> framesOf(std::span<const LedgerLine> lines, std::size_t zoneCount,
                                std::span<const std::int32_t> areaGroupOf) {
  std::size_t groups = 0;
  for (const std::int32_t group : areaGroupOf) groups = std::max(groups, static_cast<std::size_t>(group + 1));
  std::vector<AreaFrame> frames;
  if (groups > 0) frames.assign(zoneCount + 1, {std::vector<double>(groups, 0.0)});
  for (const LedgerLine& line : lines) {
    const std::int32_t group = groups > 0 ? areaGroupOf[line.stratum] : -1;
    if (group < 0) continue;
    const std::size_t frame = line.zone == kWholeRegion ? zoneCount : line.zone;
    frames[frame].groupAreaHa[static_cast<std::size_t>(group)] += line.areaHa;
  }
  return frames;
}

/// The rows while they are added up; those of scenarios hold what they change of the baseline.
class WeightSummer {
 public:
  WeightSummer(std::size_t scenarios, std::size_t zones, std::size_t years)
      : zones_(zones), years_(years), weigher_(years), totals_(scenarios) {
    for (std::vector<RowWeights>& rows : totals_) rows.assign(zones + 1, RowWeights(years));
  }

  void add(const Course& course, std::span<const LedgerLine> lines, std::int32_t group) {
    for (const LedgerLine& line : lines) {
      const std::size_t zone = place(line.zone);
      weigher_.add(totals_[0][zone].of(group), course.baseline, line.areaHa);
      if (zone == zones_) {
        RowWeights& row = classes_.try_emplace(course.baseline.classAt(0), years_).first->second;
        weigher_.add(row.of(group), course.baseline, line.areaHa);
      }
      for (const Course::Scenario& scenario : course.scenarios) {
        LandWeights& land = totals_[scenario.scenario][zone].of(group);
        weigher_.add(land, scenario.steps.back().path, line.areaHa);
        weigher_.add(land, course.baseline, -line.areaHa);
      }
    }
  }

  SeriesWeights finish(std::vector<AreaFrame> frames) {
    SeriesWeights out;
    out.frames = std::move(frames);
    const auto frame = [&](std::size_t zone) {
      return out.frames.empty() ? std::int32_t{-1} : static_cast<std::int32_t>(zone);
    };
    const auto put = [&](WeightedRow label, const RowWeights& row, std::size_t zone) {
      out.labels.push_back(std::move(label));
      out.rows.push_back(row.finish(frame(zone)));
    };
    for (std::uint32_t s = 0; s < totals_.size(); ++s) {
      if (s > 0) put({s, kWholeRegion, {}, true}, totals_[s][zones_], zones_);
      for (std::size_t zone = 0; zone <= zones_; ++zone) {
        if (s > 0) totals_[s][zone].add(totals_[0][zone]);
        put({s, zone == zones_ ? kWholeRegion : static_cast<std::uint32_t>(zone), {}, false}, totals_[s][zone], zone);
      }
    }
    for (const auto& [classKey, row] : classes_) put({0, kWholeRegion, classKey, false}, row, zones_);
    return out;
  }

 private:
  std::size_t place(std::uint32_t zone) const { return zone == kWholeRegion ? zones_ : zone; }

  std::size_t zones_, years_;
  PathWeigher weigher_;
  std::vector<std::vector<RowWeights>> totals_;  ///< [scenario][zone], the region last
  std::map<std::string, RowWeights> classes_;    ///< of the region, baseline
};

}  // namespace

SeriesWeights seriesWeights(CourseMaker& courses, std::span<const LedgerLine> lines, std::size_t strataCount,
                            std::size_t zoneCount, const SeriesYears& years,
                            std::span<const std::int32_t> areaGroupOf) {
  const std::vector<std::vector<LedgerLine>> byStratum = linesByStratum(lines, strataCount);
  WeightSummer summer(courses.scenarios().size(), zoneCount, static_cast<std::size_t>(years.count()));
  for (StratumId id = 0; id < byStratum.size(); ++id)
    if (!byStratum[id].empty())
      summer.add(courses.courseOf(id), byStratum[id], areaGroupOf.empty() ? -1 : areaGroupOf[id]);
  return summer.finish(framesOf(lines, zoneCount, areaGroupOf));
}

}  // namespace tanhui
