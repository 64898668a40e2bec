#include "geo/model/ProjectErrors.h"

#include "geo/carbon/Uncertainty.h"

namespace tanhui {

std::vector<Correlation> correlationsOf(const Project& project) {
  std::vector<Correlation> correlations;
  for (const CorrelationSpec& spec : project.uncertainty.correlations)
    correlations.push_back(
        {spec.first, spec.second, spec.r, fmt::format("{}, line {}", project.file.string(), spec.line)});
  return correlations;
}

AreaErrors::AreaErrors(std::span<const Stratum> strata, const std::map<std::string, double>& percentOfClass) {
  constexpr double kHalfInterval = kRange95 * 100;  // of a 95 % interval in %, in standard errors as shares
  if (percentOfClass.empty()) return;
  std::map<std::string, std::int32_t> numbers;
  for (const auto& [classKey, percent] : percentOfClass) {
    numbers[classKey] = static_cast<std::int32_t>(groups.size());
    groups.push_back({classKey, percent / kHalfInterval});
  }
  for (const Stratum& stratum : strata) {
    const auto found = numbers.find(stratum.classKey);
    groupOf.push_back(found == numbers.end() ? -1 : found->second);
  }
}

ErrorRules errorRulesOf(const Project& project, const FactorLibrary& factors, std::span<const Stratum> strata,
                        const std::map<std::string, double>& areaErrorPercent) {
  ErrorRules rules(factors);
  rules.ties = FactorTies(tieFactors(factors, correlationsOf(project)));
  AreaErrors areas(strata, areaErrorPercent);
  for (const AreaGroup& group : areas.groups) rules.areaSe.push_back(group.relativeSe);
  rules.areaGroupOf = std::move(areas.groupOf);
  return rules;
}

}  // namespace tanhui
