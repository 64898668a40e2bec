#pragma once

#include <span>
#include <string>
#include <vector>

#include "geo/carbon/Carbon.h"
#include "geo/series/Courses.h"

namespace tanhui {

/// What every stratum holds and does in one year of a scenario, per hectare, with what its uncertainty hangs on
/// (Approach 1): to be looked up for maps and summed as the baseline's is. Stocks are of the year's end; fluxes are of
/// the year, biomass, dead organic matter and soil apart.
struct YearCarbon {
  std::vector<StratumCarbon> carbon;  ///< by stratum
  std::vector<std::string> classKey;  ///< class at the year's end, by stratum
};

/// `scenario`: index into courses.scenarios(); `year`: a calendar year from the base year on. `tape` is the one that
/// `courses` writes on. Linear in the strata: some microseconds each.
YearCarbon carbonOfYear(CourseMaker& courses, const FormulaTape& tape, const FactorLibrary& library,
                        std::size_t strataCount, std::uint32_t scenario, int year);

/// The same of courses that are there, by stratum: for many years of the same strata. Years are counted from
/// `baseYear`.
YearCarbon carbonOfYear(std::span<const Course> courses, int baseYear, const FormulaTape& tape,
                        const FactorLibrary& library, std::uint32_t scenario, int year);

}  // namespace tanhui
