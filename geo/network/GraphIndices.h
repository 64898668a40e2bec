#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace tanhui {

/// A link of the graph of a network.
struct GraphLink {
  std::size_t from = 0, to = 0;
  double length = 0;  ///< metres
};

/// How well the links close a network, of `nodes` sources in `components` parts: alpha = (L - V + p) / (2 V - 5),
/// beta = L / V, gamma = L / 3 (V - 2), cost ratio = 1 - L / length in km (recalled; of planar graphs). NaN where not
/// defined: below three sources, without links.
struct NetworkShape {
  double alpha, beta, gamma, costRatio;
};
NetworkShape shapeOf(std::size_t nodes, std::size_t components, std::span<const GraphLink> links);

/// What gravity asks of a source.
struct GravityMass {
  std::string name;
  double hectares = 0;
  double resistance = 0;  ///< mean of the source
};
/// How strongly two sources act on each other: Lmax^2 ln Sa ln Sb / (L^2 Pa Pb), areas in hectares, L the cost of the
/// link and Lmax the largest of the network (recalled, from most papers that use it). Throws Error, which names the
/// source, for one below 1 ha, whose logarithm would turn the sign.
double gravity(const GravityMass& a, const GravityMass& b, double cost, double largestCost, const std::string& where);

/// What a source is worth for the whole: the loss without it in per cent, and of it what the source holds itself, what
/// it exchanges, and what others exchange through it (Saura and Rubio 2010, Ecography 33: 523-537; recalled).
struct NodeWorth {
  double dPC = 0, intra = 0, flux = 0, connector = 0, dIIC = 0;
};

/// GraphConnectivity by the probability of connection (Saura and Pascual-Hortal 2007) and the integral index
/// (Pascual-Hortal and Saura 2006): PC = sum a_i a_j p_ij / A_L^2, p = exp(-k d) with half at d50, over the most
/// probable way; EC = sqrt(sum); IIC with 1 / (1 + links between) for p.
struct GraphConnectivity {
  double pc = 0, ec = 0, iic = 0;  ///< ec in hectares
  std::vector<NodeWorth> nodes;
};
/// `areas`: hectares by node; `landscape`: A_L, hectares; `d50`: metres, above 0.
GraphConnectivity connectivityOf(std::span<const double> areas, std::span<const GraphLink> links, double landscape,
                                 double d50);

}  // namespace tanhui
