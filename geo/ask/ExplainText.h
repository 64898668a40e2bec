#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "geo/ask/Explain.h"

namespace tanhui {

/// The arithmetic behind a number, line by line: each step per hectare and times its area, summed per stratum, and the
/// strata to the whole. With more than `most` strata the smallest are summed in one line, so that it still adds up.
std::string explanationText(const Explanation& explanation, Language language, std::size_t most);
nlohmann::ordered_json explanationJson(const Explanation& explanation, Language language);

}  // namespace tanhui
