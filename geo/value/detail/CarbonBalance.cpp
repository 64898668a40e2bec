#include <cmath>
#include <numeric>
#include <set>

#include "geo/value/detail/PartyTable.h"
#include "geo/value/detail/Rules.h"

namespace tanhui {
namespace {

struct CarbonParty {
  std::string name;
  const CsvRow* row = nullptr;
  double emission = 0;  ///< tCO2
  Range sink;           ///< tCO2
  double weight = 0;    ///< of the whole, carbon_share
  Range due;            ///< tCO2 that it pays for; below 0: gets
};

std::vector<CarbonParty> partiesOf(const PartyTable& table) {
  std::vector<CarbonParty> parties;
  std::set<std::string> names;
  for (const CsvRow& row : table.rows()) {
    CarbonParty party;
    party.name = table.party(row, "party");
    if (!names.insert(party.name).second)
      throw Error(table.where(row, party.name), say("value.twice"), say("value.twice.remedy"));
    party.row = &row;
    party.emission = table.required(row, "emission_tCO2", party.name);
    party.sink = table.figureOrLand(row, "sink_tCO2", party.name, [](const PartyLand& of) { return of.sinkTCo2; });
    parties.push_back(std::move(party));
  }
  table.requireEveryParty("party");
  return parties;
}

/// The figures of a column by party; "area" falls back on the land.
std::vector<double> columnOf(const PartyTable& table, const std::vector<CarbonParty>& parties,
                             const std::string& column) {
  std::vector<double> figures;
  for (const CarbonParty& party : parties)
    figures.push_back(column == "area" ? table
                                             .figureOrLand(*party.row, column, party.name,
                                                           [](const PartyLand& of) { return Range::exact(of.landHa); })
                                             .value
                                       : table.required(*party.row, column, party.name));
  return figures;
}

double sumOf(const std::vector<double>& figures) { return std::accumulate(figures.begin(), figures.end(), 0.0); }

bool isOne(double sum) { return std::abs(sum - 1) <= 1e-9; }

/// A column `weight` holds the weights themselves, any other what they are in proportion to.
void addWeights(std::vector<CarbonParty>& parties, const PartyTable& table, const std::string& column, double part,
                const CompensationTerms& terms) {
  const std::vector<double> figures = columnOf(table, parties, column);
  const double sum = sumOf(figures);
  if (column == "weight" && !isOne(sum))
    throw Error(terms.name, say("value.weights", column, sum), say("value.weights.remedy"));
  if (!(sum > 0)) throw Error(terms.name, say("value.no_sum", column), say("value.no_sum.remedy"));
  for (std::size_t i = 0; i < parties.size(); ++i) parties[i].weight += part * figures[i] / sum;
}

void setWeights(std::vector<CarbonParty>& parties, const PartyTable& table, const CompensationTerms& terms) {
  double together = 0;
  for (const auto& [column, part] : terms.share) together += part;
  if (!isOne(together)) throw Error(terms.name, say("value.weights", "share", together), say("value.weights.remedy"));
  for (const auto& [column, part] : terms.share) addWeights(parties, table, column, part, terms);
}

/// E - S - w (sum E - sum S): its own sink counts by 1 - w against it, those of the others by w for them.
Range gapOf(const CarbonParty& party, double emissions, const Range& sinks) {
  const Range ofOthers = {sinks.value - party.sink.value, sinks.low - party.sink.low, sinks.high - party.sink.high};
  return Range::exact(party.emission - party.weight * emissions) - party.sink.scaled(1 - party.weight) +
         ofOthers.scaled(party.weight);
}

void setDues(std::vector<CarbonParty>& parties, const CompensationTerms& terms) {
  double emissions = 0;
  Range sinks;
  for (const CarbonParty& party : parties) {
    emissions += party.emission;
    sinks = sinks + party.sink;
  }
  for (CarbonParty& party : parties)
    party.due = terms.rule == CompensationRule::carbonNet ? Range::exact(party.emission) - party.sink
                                                          : gapOf(party, emissions, sinks);
}

CompensationLine lineOf(const CarbonParty& party, const PartyTable& table, const CompensationTerms& terms) {
  CompensationLine line{terms.rule, false, party.name, std::string(kPool), "carbon", "tCO2"};
  line.quantity = party.due;
  if (party.due.value < 0) {
    std::swap(line.payer, line.receiver);
    line.quantity = party.due.scaled(-1);
  }
  line.price = terms.price->value;
  line.amount = *line.quantity * *terms.price;
  line.year = terms.year;
  line.source = table.where(*party.row);
  return line;
}

/// Payers give only a share of what they owe; what they give goes to the receivers in proportion to their claims, none
/// of whom gets more than its claim.
void settle(std::vector<CompensationLine>& lines, double paidShare) {
  double owed = 0, claimed = 0;
  for (const CompensationLine& line : lines) (line.receiver == kPool ? owed : claimed) += line.amount.value;
  const double given = claimed > 0 ? std::min(1.0, owed * paidShare / claimed) : 0;
  for (CompensationLine& line : lines) line.amount = line.amount.scaled(line.receiver == kPool ? paidShare : given);
}

void addIndices(Compensation& made, const std::vector<CarbonParty>& parties, const PartyTable& table,
                const CompensationTerms& terms) {
  const std::vector<double> gdp = table.has("gdp") ? columnOf(table, parties, "gdp") : std::vector<double>();
  double emissions = 0, sinks = 0;
  for (const CarbonParty& party : parties) emissions += party.emission, sinks += party.sink.value;
  for (std::size_t i = 0; i < parties.size(); ++i) {
    const CarbonParty& party = parties[i];
    const auto index = [&](const char* of, double value) { made.indices.push_back({party.name, of, value}); };
    index("net_tCO2", party.emission - party.sink.value);
    if (terms.rule == CompensationRule::carbonShare) {
      index("weight", party.weight);
      index("allowance_tCO2", party.emission - party.due.value);
      index("gap_tCO2", party.due.value);
    }
    if (const auto engel = table.figure(*party.row, "engel", party.name); engel && *engel > 0)
      index("ability", 1 / (1 + std::exp(3 - 1 / *engel)));
    if (!(party.emission > 0) || !(sinks > 0)) {
      made.warnings.push_back({table.where(*party.row, party.name), say("value.no_carrying")});
      continue;
    }
    const double emitted = party.emission / emissions, carrying = party.sink.value / sinks / emitted;
    index("ESC", carrying);
    if (!(sumOf(gdp) > 0)) continue;
    const double contribution = gdp[i] / sumOf(gdp) / emitted;
    index("ECC", contribution);
    index("ECC_ESC", contribution * carrying);
  }
}

}  // namespace

Compensation carbonBalance(const CompensationTerms& terms, const CsvTable& csv) {
  const PartyTable table(terms, csv);
  std::vector<CarbonParty> parties = partiesOf(table);
  if (terms.rule == CompensationRule::carbonShare) setWeights(parties, table, terms);
  setDues(parties, terms);
  Compensation made;
  for (const CarbonParty& party : parties)
    if (party.due.value != 0) made.lines.push_back(lineOf(party, table, terms));
  if (terms.paidShare != 1) settle(made.lines, terms.paidShare);
  addIndices(made, parties, table, terms);
  return made;
}

}  // namespace tanhui
