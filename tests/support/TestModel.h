#pragma once

#include <string>
#include <vector>

#include "geo/model/Model.h"

namespace tanhui::test {

/// An area within one ring, counter-clockwise and not yet closed.
MultiPolygon polygon(std::vector<Point> ring);
MultiPolygon square(double x, double y, double size);
/// Inside a property of RapidCheck: any triangle within the cells of emptyModel(), at full size from the first case on
/// (a range grows with the size of a case).
MultiPolygon randomTriangle();
VectorLayer layerOf(std::vector<MultiPolygon> shapes);

/// 10 x 10 cells of 100 m, so that a cell is 1 ha on the map. No layers, no factors.
Model emptyModel();
/// A land layer of one stratum.
void addLand(Model& model, const Stratum& stratum, std::vector<MultiPolygon> shapes);
void addLand(Model& model, const std::string& classKey, std::vector<MultiPolygon> shapes);
/// A layer of t1, a stratum for each shape.
void addEarlier(Model& model, const std::vector<Stratum>& strata, std::vector<MultiPolygon> shapes);
/// Of a set of less than 64 changes: bit i stands for the i-th of the model's plan.
std::uint64_t bitsOf(const Model& model, InterventionSetId set);
/// A layer of a date before: 0 is the latest. The dates must come in that order.
void addEarlier(Model& model, LandLayer layer, std::size_t date = 0);
/// An intervention; strata are combined with it only by combineStrata().
void addIntervention(Model& model, const std::string& name, int year, std::vector<MultiPolygon> shapes,
                     const std::string& scenario = "plan");
void addZones(Model& model, std::vector<MultiPolygon> shapes);

}  // namespace tanhui::test
