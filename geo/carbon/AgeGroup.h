#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "geo/landclass/Stratum.h"

namespace tanhui {

/// The age groups of the forest inventory (龄组: 1 young, 2 middle-aged, 3 near-mature, 4 mature, 5 over-mature), told
/// apart by groups of species and by origin as GB/T 26424-2010 bounds them. A stand of which only its age group is
/// known is taken to be of the middle age of the group; that age is a factor, "age_group.SPECIES.ORIGIN.N", whose range
/// is the width of the group. So one draw moves all stands of a group, and both approaches know its error.
constexpr int kAgeGroups = 5;
/// One above the largest Stratum::ageGroup.
constexpr std::size_t kAgeGroupIds = 7 * 2 * kAgeGroups + 1;

/// From a code or word of a survey (datasets/factors/age_groups.csv), surrounding blanks aside: 1 to 5, 0 for an empty
/// cell; nullopt for what it lacks.
std::optional<int> ageGroupOf(std::string_view codeOrWord);

/// Of Stratum::ageGroup. `speciesGroup` is Species::ageGroup, `group` 1 to 5; the origin is known. 0 for a species
/// group that has none.
std::uint8_t ageGroupId(std::string_view speciesGroup, Origin origin, int group);

/// "pine.planted.2"; empty for 0.
std::string ageGroupName(std::uint8_t id);
/// The id of such a name; nullopt for what is none, 0 for an empty one.
std::optional<std::uint8_t> ageGroupNamed(std::string_view name);

/// The key of its factor.
std::string ageGroupKey(std::uint8_t id);

}  // namespace tanhui
