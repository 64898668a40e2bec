#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "geo/account/Account.h"
#include "geo/account/OfficialArea.h"
#include "geo/account/SeriesReport.h"
#include "geo/base/Error.h"
#include "geo/base/InputFile.h"
#include "geo/evaluate/Closure.h"
#include "geo/grid/Grid.h"

namespace tanhui {

/// All that the tables, the report and run.json say about a run. Filled by run/, told by report/ and others.
struct RunReport {
  std::string projectName;
  std::filesystem::path projectFile;
  Language language = Language::zh;
  bool synthetic = false;     ///< made-up data: every output says so
  Scope scope = Scope::sink;  ///< which net balance leads
  int baseYear = 0;
  std::string gwp;
  int soilDepthCm = 30;
  std::string volumeEquation;
  Grid grid;
  std::string areaRule;
  int threads = 1;
  double wallSeconds = 0, cpuSeconds = 0;
  Account account;
  std::shared_ptr<const SeriesReport> series;  ///< the years from the base year to the horizon
  std::shared_ptr<const FactorLibrary> factors;
  LandClasses classes;                             ///< of the factors
  std::map<std::string, double> areaErrorPercent;  ///< half the 95 % interval of a class's area, %; where one is given
  Closure closure;
  std::vector<OfficialArea> officialAreas;  ///< of layers whose parcels have recorded net areas
  Warnings warnings;
  std::vector<InputFile> inputs;
  std::vector<std::filesystem::path> outputs;
  std::string version;

  std::string className(std::string_view classKey) const { return classes.name(classKey, language); }
};

}  // namespace tanhui
