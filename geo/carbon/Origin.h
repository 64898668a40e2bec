#pragma once

#include <optional>
#include <string_view>

#include "geo/landclass/Stratum.h"

namespace tanhui {

/// The names of origins in projects and tables: "planted", "natural"; empty: unknown.
std::string_view originName(Origin origin);

/// From a code or word of a survey (datasets/factors/origin.csv: LY/T 1955 and the words in use), surrounding blanks
/// aside; nullopt for what it lacks, `unknown` for an empty cell.
std::optional<Origin> originOf(std::string_view codeOrWord);

}  // namespace tanhui
