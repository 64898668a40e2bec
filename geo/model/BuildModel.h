#pragma once

#include <vector>

#include "geo/base/Stop.h"
#include "geo/model/Model.h"

namespace tanhui {

/// Reads and checks the layers, in project order. Every fault is collected before anything is thrown: one fault or more
/// throws ProjectFaults. Warnings (repairs, unknown species, a layer that seems shifted) are added to `warnings`.
/// With `countRasterValues`, class rasters are read through to find values without a class (what `check` wants); a
/// run finds them while it evaluates.
/// Throws Interrupted between two layers.
Model buildModel(const Project& project, Warnings& warnings, bool countRasterValues = false,
                 const StopFlag* stop = nullptr);

/// What is wrong with the inputs of a project file that has faults of its own, each layer, zone, intervention and table
/// by itself.
std::vector<Error> faultsOf(const ProjectDraft& draft, Warnings& warnings);
/// The factors of a project, with its land classes.
FactorLibrary factorsOf(const Project& project);
/// The files that a project reads, without hashes.
std::vector<InputFile> inputsOf(const Project& project);

/// The same for a window of the grid: layers and zones may lack features that do not reach into it, so strata and zones
/// have other numbers; inside the window it evaluates to the same land as the whole model. Reads little when the
/// project states its region or bounds and its cell size, and everything when it does not.
Model buildModelIn(const Project& project, const Window& window, Warnings& warnings, const StopFlag* stop = nullptr);

/// The same for one place: layers may lack features that do not reach the cell at `at` (a point of the grid's CRS, or
/// longitude and latitude). Reads little when the project states its region, bounds and cell size.
Model buildModelAt(const Project& project, Point at, Warnings& warnings);

/// The point in the grid's CRS: as it is, or from longitude and latitude when only that falls into the grid. Throws
/// Error when neither does.
Point gridPoint(const Grid& grid, Point at);

}  // namespace tanhui
