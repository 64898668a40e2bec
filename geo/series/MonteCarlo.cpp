#include "geo/series/MonteCarlo.h"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>

#include "geo/carbon/Carbon.h"
#include "geo/series/detail/AreaDraws.h"
#include "geo/series/detail/Contributions.h"
#include "geo/series/detail/NodeBlocks.h"
#include "geo/series/detail/RowCheck.h"

namespace tanhui {

namespace {

using Lanes = std::array<double, kLanes>;

/// For the draws of the figures that are worked on at once.
constexpr std::size_t kFigureBytes = std::size_t{128} << 20;

/// Some years of a row, with all draws of its figures.
struct Segment {
  std::size_t row, firstYear, years;
  std::size_t stride;               ///< draws, filled up to whole blocks
  bool farmed;                      ///< Agriculture has a part in its gases: else lulucf is net
  std::vector<double> stock = {};   ///< [year, one more than years][draw]
  std::vector<double> net = {};     ///< [year][draw]
  std::vector<double> lulucf = {};  ///< [year][draw], where farmed

  std::size_t bytes() const { return ((farmed ? 3 : 2) * years + 1) * stride * sizeof(double); }
  const std::vector<double>& netDraws(SeriesQuantity quantity) const {
    return farmed && quantity == SeriesQuantity::lulucf ? lulucf : net;
  }
};

bool isFarmed(const UncertainRow& row) {
  return std::any_of(row.parts.begin(), row.parts.end(), [](const UncertainRow::Part& part) {
    const auto& years = part.weights.agriculture;
    return std::any_of(years.begin(), years.end(), [](const auto& terms) { return !terms.empty(); });
  });
}

/// A node's values in a block and what they weigh.
struct WeightedLanes {
  const double* lanes;
  double weight;
};

/// out += the weighted sum of four nodes: more at once save writing and reading the sum. A function of its own, for GCC
/// 12 else jams the loop over terms into the one over lanes and gathers.
[[gnu::noinline]] void addFour(const std::array<WeightedLanes, 4>& terms, double* __restrict__ out) {
  const auto [a, b, c, d] = terms;
  for (std::size_t i = 0; i < kLanes; ++i)
    out[i] += (a.weight * a.lanes[i] + b.weight * b.lanes[i]) + (c.weight * c.lanes[i] + d.weight * d.lanes[i]);
}

/// out += the weighted sum of nodes, lane by lane.
void addWeighted(std::span<const FormulaTape::Term> terms, const NodeBlocks& nodes, std::span<const double> block,
                 double* out) {
  // What is missing to four weighs nothing; its values are some node's, and finite.
  for (std::size_t t = 0; t < terms.size(); t += 4) {
    std::array<WeightedLanes, 4> four;
    for (std::size_t i = 0; i < 4; ++i) {
      const bool missing = t + i >= terms.size();
      const FormulaTape::Term& term = terms[missing ? t : t + i];
      four[i] = {block.data() + std::size_t{nodes.slot(term.node)} * kLanes, missing ? 0 : term.weight};
    }
    addFour(four, out);
  }
}

/// The figures of a segment for one block of draws.
class BlockSums {
 public:
  BlockSums(const NodeBlocks& nodes, std::span<const double> block, const AreaDraws& areas,
            std::span<const double> multipliers)
      : nodes_(nodes), block_(block), areas_(areas), multipliers_(multipliers) {}

  void fill(const UncertainRow& row, Segment& segment, std::size_t firstDraw) {
    if (row.areaFrame >= 0) areas_.rescaling(static_cast<std::size_t>(row.areaFrame), multipliers_, rescaling_);
    const auto at = [&](std::vector<double>& figures, std::size_t y) {
      return figures.data() + y * segment.stride + firstDraw;
    };
    for (std::size_t y = 0; y <= segment.years; ++y)
      sum(
          row,
          at(segment.stock, y), [&](const YearWeights& w) -> const auto& { return w.stock[segment.firstYear + y]; });
    for (std::size_t y = 0; y < segment.years; ++y) {
      double* net = at(segment.net, y);
      sum(
          row, net, [&](const YearWeights& w) -> const auto& { return w.nonCo2[segment.firstYear + y]; });
      const double* start = at(segment.stock, y);
      const double* end = at(segment.stock, y + 1);
      for (std::size_t i = 0; i < kLanes; ++i) net[i] += (end[i] - start[i]) * kCo2PerC;
      if (!segment.farmed) continue;
      double* lulucf = at(segment.lulucf, y);
      sum(
          row, lulucf, [&](const YearWeights& w) -> const auto& { return agricultureIn(w, segment.firstYear + y); });
      for (std::size_t i = 0; i < kLanes; ++i) lulucf[i] = net[i] - lulucf[i];
    }
  }

 private:
  static const std::vector<FormulaTape::Term>& agricultureIn(const YearWeights& weights, std::size_t year) {
    static const std::vector<FormulaTape::Term> kNone;
    return weights.agriculture.empty() ? kNone : weights.agriculture[year];
  }

  template <class Pick>
  void sum(const UncertainRow& row, double* out, Pick&& pick) {
    Lanes total{};
    for (const UncertainRow::Part& part : row.parts) {
      const std::vector<FormulaTape::Term>& terms = pick(part.weights);
      if (terms.empty()) continue;
      if (part.areaGroup < 0) {
        addWeighted(terms, nodes_, block_, total.data());
        continue;
      }
      Lanes mapped{};
      addWeighted(terms, nodes_, block_, mapped.data());
      const double* multiplier = multipliers_.data() + static_cast<std::size_t>(part.areaGroup) * kLanes;
      for (std::size_t i = 0; i < kLanes; ++i) total[i] += mapped[i] * (multiplier[i] * rescaling_[i]);
    }
    std::copy(total.begin(), total.end(), out);
  }

  const NodeBlocks& nodes_;
  std::span<const double> block_;
  const AreaDraws& areas_;
  std::span<const double> multipliers_;
  Lanes rescaling_{};
};

class Simulation {
 public:
  Simulation(const FormulaTape& tape, const FactorLibrary& library, std::span<const UncertainRow> rows,
             std::span<const Focus> focuses, const MonteCarloRules& rules)
      : tape_(tape),
        rows_(rows),
        focuses_(focuses),
        rules_(rules),
        draws_(static_cast<std::size_t>(rules.draws)),
        factors_(library, tape.factors(), rules.seed, rules.correlations),
        areas_(rules.areaGroups, rules.areaFrames, rules.seed),
        nodes_(tape, library, factors_, rows, draws_) {}

  MonteCarloResult run() {
    result_.fixed = factors_.fixed();
    result_.remarks = factors_.remarks();
    result_.focuses.resize(focuses_.size());
    for (const UncertainRow& row : rows_) {
      const std::size_t years = row.years();
      result_.rows.push_back({std::vector<Percentiles>(row.parts.empty() ? 0 : years + 1),
                              std::vector<Percentiles>(years), std::vector<Percentiles>(years)});
    }
    std::vector<Segment> segments = cutRows();
    for (auto first = segments.begin(); first != segments.end();) {
      auto last = first;
      for (std::size_t bytes = 0; last != segments.end() && (last == first || bytes + last->bytes() <= kFigureBytes);
           ++last)
        bytes += last->bytes();
      work(std::span(first, last));
      first = last;
    }
    for (FocusResult& focus : result_.focuses) focus.convergence = convergenceOf(focus.draws);
    rankContributions(tape_, rows_, focuses_, rules_, factors_, areas_, result_.focuses);
    return std::move(result_);
  }

 private:
  std::vector<Segment> cutRows() const {
    const std::size_t stride = nodes_.size() * kLanes;
    const std::size_t columns = kFigureBytes / (stride * sizeof(double));
    const std::size_t most = columns > 4 ? (columns - 1) / 3 : 1;
    std::vector<Segment> segments;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const std::size_t years = rows_[row].years();
      const bool farmed = isFarmed(rows_[row]);
      if (years == 0 && !rows_[row].parts.empty()) segments.push_back({row, 0, 0, stride, farmed});
      for (std::size_t first = 0; first < years; first += most)
        segments.push_back({row, first, std::min(most, years - first), stride, farmed});
    }
    return segments;
  }

  void work(std::span<Segment> segments) {
    for (Segment& segment : segments) {
      segment.stock.resize((segment.years + 1) * segment.stride);
      segment.net.resize(segment.years * segment.stride);
      if (segment.farmed) segment.lulucf.resize(segment.net.size());
    }
    struct Local {
      NodeBlocks::Scratch scratch;
      std::vector<double> multipliers;
    };
    tbb::enumerable_thread_specific<Local> locals;
    tbb::parallel_for(std::size_t{0}, nodes_.size(), [&](std::size_t index) {
      Local& local = locals.local();
      const std::span<const double> block = nodes_.block(index, local.scratch);
      areas_.multipliers(index * kLanes, kLanes, local.multipliers);
      BlockSums sums(nodes_, block, areas_, local.multipliers);
      for (Segment& segment : segments) sums.fill(rows_[segment.row], segment, index * kLanes);
    });
    for (const Segment& segment : segments) keepFocuses(segment);
    tbb::parallel_for(std::size_t{0}, segments.size(), [&](std::size_t s) { summarize(segments[s]); });
    for (Segment& segment : segments) {
      // Not = {}, which would keep the memory.
      segment.stock = std::vector<double>();
      segment.net = std::vector<double>();
      segment.lulucf = std::vector<double>();
    }
  }

  void keepFocuses(const Segment& segment) {
    for (std::size_t f = 0; f < focuses_.size(); ++f) {
      const Focus& focus = focuses_[f];
      if (focus.row != segment.row || focus.year < segment.firstYear) continue;
      const std::size_t year = focus.year - segment.firstYear;
      if (year >= segment.years) continue;
      const double* first = focus.quantity == SeriesQuantity::stock
                                ? segment.stock.data() + (year + 1) * segment.stride
                                : segment.netDraws(focus.quantity).data() + year * segment.stride;
      result_.focuses[f].draws.assign(first, first + draws_);
    }
  }

  void summarize(const Segment& segment) {
    RowResult& row = result_.rows[segment.row];
    const auto drawsOf = [&](const std::vector<double>& figures, std::size_t y) {
      return std::span(figures).subspan(y * segment.stride, draws_);
    };
    // The first stock of a later segment is the last of the one before.
    for (std::size_t y = segment.firstYear > 0 ? 1 : 0; y <= segment.years; ++y)
      row.stock[segment.firstYear + y] = percentilesOf(drawsOf(segment.stock, y));
    for (std::size_t y = 0; y < segment.years; ++y) {
      const std::size_t year = segment.firstYear + y;
      row.net[year] = percentilesOf(drawsOf(segment.net, y));
      row.lulucf[year] = segment.farmed ? percentilesOf(drawsOf(segment.lulucf, y)) : row.net[year];
    }
  }

  const FormulaTape& tape_;
  std::span<const UncertainRow> rows_;
  std::span<const Focus> focuses_;
  const MonteCarloRules& rules_;
  std::size_t draws_;
  FactorDraws factors_;
  AreaDraws areas_;
  NodeBlocks nodes_;
  MonteCarloResult result_;
};

}  // namespace

MonteCarloResult monteCarlo(const FormulaTape& tape, const FactorLibrary& library, std::span<const UncertainRow> rows,
                            std::span<const Focus> focuses, const MonteCarloRules& rules) {
  if (rules.draws < 2) throw Error({}, say("series.few_draws", rules.draws), say("series.few_draws.remedy"));
  checkAreaGroups(rules.areaGroups);
  checkRows(rows, focuses, rules);
  return Simulation(tape, library, rows, focuses, rules).run();
}

}  // namespace tanhui
