#include "geo/network/GraphIndices.h"

#include <cmath>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/base/Error.h"

using namespace tanhui;

namespace {

const std::vector<double> kAreas = {100, 50, 20, 30};
const std::vector<GraphLink> kChain = {{0, 1, 800}, {1, 2, 500}, {2, 3, 1500}};

}  // namespace

TEST_CASE("Case A3: alpha, beta, gamma and the cost ratio") {
  const std::vector<GraphLink> links(13, {0, 1, 5000});  // 13 links, 65 km
  const NetworkShape shape = shapeOf(10, 1, links);
  CHECK(shape.alpha == Approx(0.2667).margin(5e-5));
  CHECK(shape.beta == Approx(1.3));
  CHECK(shape.gamma == Approx(0.5417).margin(5e-5));
  CHECK(shape.costRatio == Approx(0.8));
  // A tree has no circuit, in one part or in two.
  CHECK(shapeOf(10, 1, std::vector<GraphLink>(9)).alpha == 0);
  CHECK(shapeOf(10, 2, std::vector<GraphLink>(8)).alpha == 0);
  CHECK(std::isnan(shapeOf(2, 1, links).alpha));
  CHECK(std::isnan(shapeOf(2, 1, links).gamma));
}

TEST_CASE("Case A4: gravity, and the refusal of what has less than a hectare") {
  CHECK(gravity({"a", 1200, 1.5}, {"b", 450, 2.0}, 8200, 40000, "net") == Approx(343.5656).margin(5e-5));
  CHECK_THROWS_WITH(gravity({"a", 1200, 1.5}, {"pond", 0.99, 2}, 8200, 40000, "net"),
                    Catch::Contains("pond") && Catch::Contains("1 ha"));
}

TEST_CASE("Case A5: PC, EC, IIC and the worth of each source") {
  const GraphConnectivity c = connectivityOf(kAreas, kChain, 1000, 1000);
  CHECK(c.pc == Approx(0.02461800).margin(5e-9));
  CHECK(c.ec == Approx(156.90124).margin(5e-6));
  CHECK(c.iic == Approx(0.02423333).margin(5e-9));
  const std::vector<double> dPC = {74.04956, 52.37523, 22.23782, 11.92537}, connector = {0, 10.09842, 6.54612, 0},
                            dIIC = {73.59010, 50.89409, 24.07153, 16.50619};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(c.nodes[i].dPC == Approx(dPC[i]).margin(1e-5));
    CHECK(c.nodes[i].connector == Approx(connector[i]).margin(1e-5));
    CHECK(c.nodes[i].dIIC == Approx(dIIC[i]).margin(1e-5));
    CHECK(c.nodes[i].intra + c.nodes[i].flux + c.nodes[i].connector == Approx(c.nodes[i].dPC));
  }
  const std::vector<GraphLink> shorter = {kChain[0], kChain[1]};
  CHECK(connectivityOf(kAreas, shorter, 1000, 1000).iic == Approx(0.02113333).margin(5e-9));
}

TEST_CASE("Without a node the index is that of the network made anew without it") {
  CHECK(rc::check([] {
    const auto n = *rc::gen::inRange<std::size_t>(2, 9);
    std::vector<double> areas;
    for (std::size_t i = 0; i < n; ++i) areas.push_back(*rc::gen::inRange(1, 100));
    std::vector<GraphLink> links;
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t b = a + 1; b < n; ++b)
        if (*rc::gen::inRange(0, 3) > 0) links.push_back({a, b, static_cast<double>(*rc::gen::inRange(1, 3000))});
    const GraphConnectivity whole = connectivityOf(areas, links, 1000, 800);
    for (std::size_t gone = 0; gone < n; ++gone) {
      // An area of nothing that no link meets is as good as gone.
      std::vector<double> rest = areas;
      rest[gone] = 0;
      std::vector<GraphLink> kept;
      for (const GraphLink& link : links)
        if (link.from != gone && link.to != gone) kept.push_back(link);
      const GraphConnectivity without = connectivityOf(rest, kept, 1000, 800);
      RC_ASSERT(std::abs(whole.nodes[gone].dPC - (whole.pc - without.pc) / whole.pc * 100) < 1e-9);
      RC_ASSERT(std::abs(whole.nodes[gone].dIIC - (whole.iic - without.iic) / whole.iic * 100) < 1e-9);
      RC_ASSERT(whole.nodes[gone].connector > -1e-9);
    }
  }));
}
