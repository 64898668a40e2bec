#include "geo/product/MapProduct.h"

#include <catch2/catch.hpp>

#include <set>

#include "geo/base/Message.h"

using namespace tanhui;

namespace {

bool hasWords(const std::string& id) {
  return text(id, Language::zh) != id && text(id, Language::en) != id &&
         text(id, Language::zh) != text(id, Language::en);
}

}  // namespace

TEST_CASE("every map has a key of its own, and each of its bands shows figures or errors") {
  std::set<std::string_view> keys;
  for (const MapProduct& map : mapProducts()) {
    CAPTURE(map.key);
    CHECK(keys.insert(map.key).second);
    CHECK(findMapProduct(map.key) == &map);
    CHECK(map.bands.empty() == map.classes);
    std::set<std::string_view> bands;
    for (const MapBand& band : map.bands) {
      CAPTURE(band.key);
      CHECK(bands.insert(band.key).second);
      CHECK((band.value == nullptr) != (band.error == nullptr));
    }
  }
  CHECK(findMapProduct("stocks") == nullptr);
}

TEST_CASE("every map and band has its words in both languages") {
  for (const MapProduct& map : mapProducts()) {
    CAPTURE(map.key);
    CHECK(hasWords(fmt::format("viewer.layer.{}", map.key)));
    CHECK(hasWords(fmt::format("cli.file.{}.tif", map.key)));
    for (const MapBand& band : map.bands) CHECK(hasWords(fmt::format("viewer.band.{}", band.key)));
    for (const Scope scope : {Scope::sink, Scope::all}) {
      const bool chosen = !map.classes && map.bands[leadingBand(map, scope)].leads;
      const std::string words = fmt::format("report.map.{}", chosen ? map.bands[leadingBand(map, scope)].key : map.key);
      CHECK(hasWords(words));
      CHECK(hasWords(words + ".caption"));
    }
  }
}

TEST_CASE("what a project has without saying so are the four maps of the contract and the six bands of stock") {
  CHECK(usualMaps() == std::vector<std::string>{"stock", "flux", "uncertainty", "class"});
  CHECK(choosableBands() == std::vector<std::string>{"total", "above", "below", "deadwood", "litter", "soil"});
}

TEST_CASE("the scope says which band of the flux map is seen first") {
  const MapProduct& flux = *findMapProduct("flux");
  CHECK(flux.bands[leadingBand(flux, Scope::sink)].key == "carbon_total");
  CHECK(flux.bands[leadingBand(flux, Scope::all)].key == "net");
  CHECK(leadingBand(*findMapProduct("stock"), Scope::all) == 0);
}

TEST_CASE("the pools of the stock map add up to its total, and biomass to what lives") {
  Carbon carbon;
  carbon.stock = {20, 5, 1, 2, 22};
  const MapProduct& stock = *findMapProduct("stock");
  double pools = 0;
  for (std::size_t band = 1; band < stock.bands.size(); ++band) pools += stock.bands[band].value(carbon);
  CHECK(stock.bands[0].value(carbon) == 50);
  CHECK(pools == 50);
  CHECK(findMapProduct("biomass")->bands[0].value(carbon) == 25);
}
