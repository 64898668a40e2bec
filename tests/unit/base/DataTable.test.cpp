#include "geo/base/DataTable.h"

#include <catch2/catch.hpp>

#include <limits>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;

TEST_CASE("a table as a value is a CSV with every digit, quoted where needed, and empty where nothing is known") {
  const DataTable table{"belts",
                        {{"name"}, {"area_ha"}},
                        {{"河岸,左", 0.1 + 0.2}, {"x", std::numeric_limits<double>::quiet_NaN()}, {"y", -0.0}}};
  CHECK(csvText(table) == "\xEF\xBB\xBFname,area_ha\n\"河岸,左\",0.30000000000000004\nx,\ny,0\n");
  const TempFolder folder;
  std::filesystem::create_directories(folder.path() / "tables");
  const auto path = writeCsv(table, folder.path());
  CHECK(path.filename() == "belts.csv");
  CHECK(readCsv(path).rows.size() == 3);
}
