#pragma once

#include <span>
#include <string>
#include <string_view>

#include "geo/account/Inline.h"
#include "geo/account/SeriesReport.h"

namespace tanhui {

// How a series' names and remarks are said to people.

/// The baseline has a name in both languages; any other scenario that of its project.
std::string scenarioName(const std::string& name, Language language);

/// As in files and ids of messages: "soil_loss".
std::string_view noteName(PathNote note);

/// What each intervention leaves as it is, by class, with hectares: one warning for each that does.
Warnings leftAloneWarnings(const AnnualSeries& series, std::span<const PlannedEvent> interventions,
                           const LandClasses& classes, Language language);

/// What an intervention does: "plants 马尾松", "fells 30 % of the biomass".
std::string actionText(const LandEvent& event, const LandClasses& classes, Language language);

/// The same with its density and products, where they are told.
std::string changeText(const LandEvent& event, const LandClasses& classes, Language language);

/// What the changes of an intervention do: as above, of several the first three and how many there are.
std::string actionText(const SeriesReport& report, std::uint32_t intervention, Language language);

/// When they do it: "2027", "2026–2035".
std::string yearsText(const SeriesReport& report, std::uint32_t intervention);

/// What a reader must know of some land, with its hectares.
Inlines remarkText(const SeriesReport& report, const SeriesRemark& remark, Language language);

/// Factors by the unknown that they are: those that share one published figure together.
std::vector<std::vector<std::uint32_t>> byUnknown(const FactorLibrary& library, std::span<const std::uint32_t> factors);

/// The key of a factor; of several that are one unknown the name of their group and all their keys.
std::string unknownKeys(const FactorLibrary& library, std::span<const std::uint32_t> factors);

/// The name of an unknown for people: of its first factor, with how many more share the figure.
std::string unknownName(const FactorLibrary& library, std::span<const std::uint32_t> factors, Language language);

/// What a share of a figure's variance comes from: a factor's name (or those of factors tied together), or the area of
/// a class.
std::string sourceName(const SeriesReport& report, const Contribution& part, const FactorLibrary* factors,
                       Language language);

/// "Net balance in 2060: baseline", "Additional stock in 2060: plan".
std::string lookName(const SeriesReport& report, const CloseLook& look, Language language);

}  // namespace tanhui
