#include "geo/evaluate/FeatureIndex.h"

#include <random>

#include <catch2/catch.hpp>

#include "tests/support/TestModel.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

Model scattered(std::size_t features) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> place(0, 900), size(1, 90);
  std::vector<MultiPolygon> squares;
  for (std::size_t i = 0; i < features; ++i)
    squares.push_back(square(600000 + place(random), 3200000 + place(random), size(random)));
  Model model = emptyModel();
  addLand(model, "paddy", squares);
  return model;
}

std::vector<std::uint32_t> lookedThrough(const VectorLayer& layer, const Box& box) {
  std::vector<std::uint32_t> features;
  for (std::uint32_t i = 0; i < layer.shapes.size(); ++i)
    if (layer.shapes[i].box.meets(box)) features.push_back(i);
  return features;
}

}  // namespace

// The other route: every feature looked at, in order.
TEST_CASE("the index finds what looking through all features finds, in their order") {
  const Model model = scattered(500);
  const VectorLayer& layer = model.layers[0].polygons;
  const FeatureIndex index(model);
  std::vector<std::uint32_t> found;
  for (double x = 599950; x < 601050; x += 97)
    for (double y = 3199950; y < 3201050; y += 97)
      for (const double reach : {0.0, 30.0, 400.0}) {
        const Box box{x, y, x + reach, y + reach};
        index.find(layer, box, found);
        CHECK(found == lookedThrough(layer, box));
      }
}

TEST_CASE("a layer that is not the model's is looked through") {
  const Model model = scattered(3), other = scattered(50);
  const FeatureIndex index(model);
  const VectorLayer& layer = other.layers[0].polygons;
  std::vector<std::uint32_t> found;
  index.find(layer, {600100, 3200100, 600300, 3200300}, found);
  CHECK(found == lookedThrough(layer, {600100, 3200100, 600300, 3200300}));
}
