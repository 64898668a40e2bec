#include <cmath>
#include <map>

#include "geo/base/PlainNumber.h"
#include "geo/value/detail/PartyTable.h"
#include "geo/value/detail/Rules.h"

namespace tanhui {
namespace {

constexpr double kMuOfHectare = 15;

struct ForestParty {
  double landHa = 0, forestHa = 0, target = 0;
  double boughtMu = 0, soldMu = 0;

  double needsMu() const { return std::max(0.0, (target * landHa - forestHa) * kMuOfHectare); }
  double maySellMu(double floor) const { return std::max(0.0, (forestHa - floor * landHa) * kMuOfHectare); }
  double cover() const { return forestHa / landHa; }
  double coverCounted() const { return (forestHa + (boughtMu - soldMu) / kMuOfHectare) / landHa; }
};

struct Purchase {
  std::string buyer, seller;
  double mu = 0;
  const CsvRow* row = nullptr;
};

class Market {
 public:
  Market(const CompensationTerms& terms, const CsvTable& csv) : terms_(terms), table_(terms, csv) {
    for (const CsvRow& row : table_.rows()) readParty(row);
    for (const CsvRow& row : table_.rows()) readPurchase(row);
    for (const Purchase& purchase : purchases_) sell(purchase);
  }

  Compensation result() const {
    Compensation made;
    for (const Purchase& purchase : purchases_) made.lines.push_back(line(purchase));
    for (const auto& [name, party] : parties_) {
      const auto index = [&](const char* of, double value) { made.indices.push_back({name, of, value}); };
      index("cover", party.cover());
      index("cover_counted", party.coverCounted());
      index("needs_mu", party.needsMu());
      index("may_sell_mu", party.maySellMu(terms_.floorCover));
      index("bought_mu", party.boughtMu);
      index("sold_mu", party.soldMu);
      if (party.boughtMu > party.needsMu() * (1 + 1e-12))
        made.warnings.push_back(
            {name, say("value.buys_beyond_need", plainNumber(party.boughtMu), plainNumber(party.needsMu()))});
    }
    return made;
  }

 private:
  void readParty(const CsvRow& row) {
    const std::string name = table_.party(row, "party");
    if (parties_.contains(name) && !table_.figure(row, "land_ha", name) && !table_.figure(row, "forest_ha", name))
      return;  // one purchase more
    const ForestParty party = partyOf(row, name);
    const auto [known, isNew] = parties_.emplace(name, party);
    if (!isNew && (known->second.landHa != party.landHa || known->second.forestHa != party.forestHa))
      throw Error(table_.where(row, name), say("value.twice"), say("value.twice.remedy"));
  }

  ForestParty partyOf(const CsvRow& row, const std::string& name) const {
    ForestParty party;
    party.landHa =
        table_.figureOrLand(row, "land_ha", name, [](const PartyLand& of) { return Range::exact(of.landHa); }).value;
    party.forestHa = table_.figureOrLand(row, "forest_ha", name, [](const PartyLand& of) { return of.forestHa; }).value;
    party.target = table_.figure(row, "target", name).value_or(0);
    if (!(party.landHa > 0) || party.forestHa > party.landHa)
      throw Error(table_.where(row, name), say("value.forest_beyond_land", party.forestHa, party.landHa),
                  say("value.forest_beyond_land.remedy"));
    if (party.target > 1)
      throw Error(table_.where(row, name), say("value.share_range", "target", party.target),
                  say("value.share_range.remedy"));
    return party;
  }

  void readPurchase(const CsvRow& row) {
    const std::string buyer = table_.party(row, "party");
    const double mu = table_.figure(row, "bought_mu", buyer).value_or(0);
    if (mu == 0) return;
    const std::string seller = table_.party(row, "buys_from");
    table_.requireTwo(row, buyer, seller);
    if (!parties_.contains(seller))
      throw Error(table_.where(row, buyer), say("value.seller_without_row", seller),
                  say("value.seller_without_row.remedy"));
    purchases_.push_back({buyer, seller, mu, &row});
  }

  void sell(const Purchase& purchase) {
    ForestParty& seller = parties_.at(purchase.seller);
    const double most = seller.maySellMu(terms_.floorCover);
    seller.soldMu += purchase.mu;
    parties_.at(purchase.buyer).boughtMu += purchase.mu;
    if (seller.soldMu <= most * (1 + 1e-12)) return;
    throw Error(
        table_.where(*purchase.row, purchase.seller),
        most > 0 ? say("value.sells_too_much", plainNumber(seller.soldMu), plainNumber(most),
                       plainNumber(terms_.floorCover * 100))
                 : say("value.below_floor", plainNumber(seller.cover() * 100, 4), plainNumber(terms_.floorCover * 100)),
        say("value.sells_too_much.remedy"));
  }

  CompensationLine line(const Purchase& purchase) const {
    CompensationLine line{terms_.rule, false, purchase.buyer, purchase.seller, "forest_cover_index", "mu"};
    line.quantity = Range::exact(purchase.mu);
    line.price = terms_.price->value;
    line.amount = *line.quantity * *terms_.price;
    line.year = terms_.year;
    line.source = table_.where(*purchase.row);
    return line;
  }

  const CompensationTerms& terms_;
  PartyTable table_;
  std::map<std::string, ForestParty> parties_;
  std::vector<Purchase> purchases_;
};

}  // namespace

Compensation forestCover(const CompensationTerms& terms, const CsvTable& table) {
  return Market(terms, table).result();
}

}  // namespace tanhui
