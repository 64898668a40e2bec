#include "geo/series/ErrorPropagation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geo/carbon/Carbon.h"
#include "geo/series/detail/Contributions.h"
#include "geo/series/detail/RowCheck.h"

namespace tanhui {

namespace {

/// A figure with what one standard error of each unknown (at the place of its factor), then of each area group, adds to
/// it.
struct ErrorVector {
  double value = 0;
  std::vector<double> errors;

  void add(const ErrorVector& other, double scale) {
    value += scale * other.value;
    for (std::size_t i = 0; i < errors.size(); ++i) errors[i] += scale * other.errors[i];
  }
};

class Propagation {
 public:
  Propagation(const FormulaTape& tape, const FactorLibrary& library, const MonteCarloRules& rules)
      : rules_(rules),
        draws_(library, tape.factors(), rules.seed, rules.correlations),
        nodes_(tape.estimates()),
        sources_(sourcesOf(draws_, rules.areaGroups)),
        factorCount_(library.all().size()),
        se_(factorCount_, 0.0) {
    for (const std::uint32_t factor : draws_.varied()) se_[factor] = library[factor].se;
  }

  /// The sum over the parts of a row of the terms that `lists` picks of their weights.
  template <class Pick>
  ErrorVector sum(const UncertainRow& row, Pick&& pick) const {
    ErrorVector sum = zero();
    double inGroups = 0;  // the value that hangs on areas
    for (const UncertainRow::Part& part : row.parts) {
      double value = 0;
      for (const FormulaTape::Term& term : pick(part.weights)) {
        const Estimate& node = nodes_[term.node];
        value += term.weight * node.value();
        for (const Estimate::Term& slope : node.terms())
          sum.errors[draws_.unknownOf(slope.factor)] += term.weight * slope.derivative * se_[slope.factor];
      }
      sum.value += value;
      if (part.areaGroup < 0) continue;
      inGroups += value;
      const auto group = static_cast<std::size_t>(part.areaGroup);
      sum.errors[factorCount_ + group] += value * rules_.areaGroups[group].relativeSe;
    }
    if (inGroups == 0) return sum;
    // d/dm_h of m_g sum(A) / sum(A m) at m = 1 is (g = h) - A_h / sum(A).
    const std::vector<double>& areas = rules_.areaFrames[static_cast<std::size_t>(row.areaFrame)].groupAreaHa;
    const double total = std::accumulate(areas.begin(), areas.end(), 0.0);
    for (std::size_t g = 0; g < areas.size() && total > 0; ++g)
      sum.errors[factorCount_ + g] -= inGroups * areas[g] / total * rules_.areaGroups[g].relativeSe;
    return sum;
  }

  ErrorVector zero() const { return {0, std::vector<double>(factorCount_ + rules_.areaGroups.size(), 0.0)}; }

  double standardError(const ErrorVector& figure) const {
    double variance = 0;
    for (const Source& source : sources_) variance += varianceOf(source, figure);
    return std::sqrt(variance);
  }

  std::vector<Contribution> contributions(const ErrorVector& figure) const {
    std::vector<Contribution> list;
    double total = 0;
    for (const Source& source : sources_) {
      const double variance = varianceOf(source, figure);
      if (variance > 0) list.push_back({source.factors, source.areaGroup, variance});
      total += variance;
    }
    for (Contribution& c : list) c.share /= total;
    sortByShare(list);
    return list;
  }

 private:
  /// s^T R s of the unknowns of one source.
  double varianceOf(const Source& source, const ErrorVector& figure) const {
    if (source.areaGroup >= 0) {
      const double error = figure.errors[factorCount_ + static_cast<std::size_t>(source.areaGroup)];
      return error * error;
    }
    const TiedFactors* tied = draws_.groupOf(source.factors[0]);
    if (tied == nullptr) return std::pow(figure.errors[draws_.unknownOf(source.factors[0])], 2);
    // Through the root of R: a sum of squares cannot become negative where errors cancel.
    const TiedFactors& group = *tied;
    const std::size_t n = group.factors.size();
    double variance = 0;
    for (std::size_t j = 0; j < n; ++j) {
      double along = 0;
      for (std::size_t i = j; i < n; ++i) along += group.root[i * n + j] * figure.errors[group.factors[i]];
      variance += along * along;
    }
    return variance;
  }

  const MonteCarloRules& rules_;
  FactorDraws draws_;
  std::vector<Estimate> nodes_;
  std::vector<Source> sources_;
  std::size_t factorCount_;
  std::vector<double> se_;  ///< by factor, 0 where it does not vary
};

ErrorVector balanceOf(const ErrorVector& start, const ErrorVector& end, const ErrorVector& nonCo2) {
  ErrorVector net = nonCo2;
  net.add(end, kCo2PerC);
  net.add(start, -kCo2PerC);
  return net;
}

ErrorVector without(ErrorVector from, const ErrorVector& part) {
  from.add(part, -1);
  return from;
}

}  // namespace

PropagatedRow::Figure PropagatedRow::figure(SeriesQuantity quantity, std::size_t year) const {
  switch (quantity) {
    case SeriesQuantity::stock:
      return {stock[year + 1], stockSe[year + 1]};
    case SeriesQuantity::net:
      return {net[year], netSe[year]};
    case SeriesQuantity::lulucf:
      return {lulucf[year], lulucfSe[year]};
  }
  return {};
}

PropagationResult propagateErrors(const FormulaTape& tape, const FactorLibrary& library,
                                  std::span<const UncertainRow> rows, std::span<const Focus> focuses,
                                  const MonteCarloRules& rules) {
  checkAreaGroups(rules.areaGroups);
  checkRows(rows, focuses, rules);
  const Propagation propagation(tape, library, rules);
  const auto stockAt = [&](const UncertainRow& row, std::size_t i) {
    return propagation.sum(
        row, [i](const YearWeights& w) -> const auto& { return w.stock[i]; });
  };
  const auto nonCo2In = [&](const UncertainRow& row, std::size_t y) {
    return propagation.sum(
        row, [y](const YearWeights& w) -> const auto& { return w.nonCo2[y]; });
  };
  const auto agricultureIn = [&](const UncertainRow& row, std::size_t y) {
    static const std::vector<FormulaTape::Term> kNone;
    return propagation.sum(
        row, [y](const YearWeights& w) -> const auto& { return w.agriculture.empty() ? kNone : w.agriculture[y]; });
  };

  PropagationResult result;
  for (const UncertainRow& row : rows) {
    PropagatedRow& out = result.rows.emplace_back();
    ErrorVector start = propagation.zero();
    for (std::size_t i = 0; i <= row.years() && !row.parts.empty(); ++i) {
      ErrorVector end = stockAt(row, i);
      out.stock.push_back(end.value);
      out.stockSe.push_back(propagation.standardError(end));
      if (i > 0) {
        const ErrorVector net = balanceOf(start, end, nonCo2In(row, i - 1));
        out.net.push_back(net.value);
        out.netSe.push_back(propagation.standardError(net));
        const ErrorVector lulucf = without(net, agricultureIn(row, i - 1));
        out.lulucf.push_back(lulucf.value);
        out.lulucfSe.push_back(propagation.standardError(lulucf));
      }
      start = std::move(end);
    }
  }
  for (const Focus& focus : focuses) {
    const UncertainRow& row = rows[focus.row];
    ErrorVector figure = stockAt(row, focus.year + 1);
    if (focus.quantity != SeriesQuantity::stock)
      figure = balanceOf(stockAt(row, focus.year), figure, nonCo2In(row, focus.year));
    if (focus.quantity == SeriesQuantity::lulucf) figure = without(figure, agricultureIn(row, focus.year));
    result.focuses.push_back({propagation.contributions(figure)});
  }
  return result;
}

}  // namespace tanhui
