#pragma once

#include <span>
#include <string>
#include <string_view>

#include "geo/output/Inline.h"
#include "geo/output/SeriesReport.h"

namespace tanhui {

// How a series' names and remarks are said to people.

/// The baseline has a name in both languages; any other scenario that of its project.
std::string scenarioName(const std::string& name, Language language);

/// As in files and ids of messages: "soil_loss".
std::string_view noteName(PathNote note);

/// What each intervention leaves as it is, by class, with hectares: one warning for each that does.
Warnings leftAloneWarnings(const AnnualSeries& series, std::span<const PlannedEvent> events, Language language);

/// What an intervention does: "plants 马尾松", "fells 30 % of the biomass".
std::string actionText(const LandEvent& event, Language language);

/// What a reader must know of some land, with its hectares.
Inlines remarkText(const SeriesReport& report, const SeriesRemark& remark, Language language);

/// What a share of a figure's variance comes from: a factor's name (or those of factors tied together), or the area of
/// a class.
std::string sourceName(const SeriesReport& report, const Contribution& part, const FactorLibrary* factors,
                       Language language);

/// "Net balance in 2060: baseline", "Additional stock in 2060: plan".
std::string lookName(const SeriesReport& report, const CloseLook& look, Language language);

}  // namespace tanhui
