#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "geo/account/RunReport.h"
#include "geo/base/Stop.h"

namespace tanhui {

/// The file name of the record.
constexpr const char* kRunJson = "run.json";

/// Writes run.json: what a reader needs to repeat the run and to check its files. Hashes every file in
/// report.outputs, so it comes last. Returns its path.
std::filesystem::path writeRunJson(const RunReport& report, const std::filesystem::path& folder,
                                   const StopFlag* stop = nullptr);

/// A file that a run wrote.
struct RunOutput {
  std::filesystem::path path;  ///< as it stands in the record: relative to the folder where inside
  std::uintmax_t bytes = 0;
  std::string sha256;
};

/// What a later run wants to know of an earlier one.
struct RunRecord {
  std::string version;
  std::vector<InputFile> inputs;
  std::map<std::string, double> areaErrorPercent;
  std::vector<RunOutput> outputs;
};

/// The record of the run whose outputs lie in a folder. Nothing when there is none, or none that can be read.
std::optional<RunRecord> readRunJson(const std::filesystem::path& folder);

/// The columns of the tables as an object.
nlohmann::ordered_json totalsJson(const Totals& totals);

}  // namespace tanhui
