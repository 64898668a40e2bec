#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "tests/support/Command.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

namespace tanhui::test {

/// Runs tanhui, in English.
CommandResult runTanhui(std::vector<std::string> arguments, const CommandOptions& options = {});

/// A small county in a temporary folder that runs as it is: 2 x 1 km of forest stands over survey parcels in
/// EPSG:4544, with two townships. A test spoils one thing of it and looks at what tanhui says.
class County {
 public:
  County();

  const std::filesystem::path& path() const { return folder_.path(); }
  std::filesystem::path project() const { return path() / "project.toml"; }
  std::filesystem::path out() const { return path() / "out"; }

  TestLayer forest, parcels, towns;
  std::string projectText;

  /// Replaces in the text of the project; fails when `from` is not in it.
  void replace(const std::string& from, const std::string& to);
  /// Gives the project a horizon and two scenarios: planting on part of the farmland, and building on it.
  void plan();
  /// Writes all layers and the project.
  void write() const;
  /// Writes, then runs a verb on the project.
  CommandResult run(const std::string& verb = "run", const std::vector<std::string>& more = {},
                    const CommandOptions& options = {}) const;
  /// What stands in the output folder under a final name.
  std::set<std::string> results() const;

 private:
  TempFolder folder_;
};

/// One stand: a rectangle in metres from the county's south-west corner, its code, species, age, volume.
TestFeature stand(double x, double y, double width, double height, const std::string& code = "0301",
                  const std::string& species = "马尾松", const std::string& age = "20",
                  const std::string& volume = "60");

/// Asks of a failed run: its exit code, an error with all the words, a remedy, and no result left behind.
void requireFault(const County& county, const CommandResult& result, int code, const std::vector<std::string>& words);

}  // namespace tanhui::test
