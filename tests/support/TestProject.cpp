#include "tests/support/TestProject.h"

#include "geo/base/File.h"
#include "tests/support/TestData.h"

namespace tanhui::test {
namespace fs = std::filesystem;

fs::path writeProject(const fs::path& folder) {
  writeLayer(folder / "林地.gpkg",
             {.name = "小班",
              .fields = {"DLBM", "树种", "年龄:real", "蓄积:real"},
              .features = {{"POLYGON((600105 3200003,606007 3205001,603333 3210007,600105 3200003))",
                            {"0301", "马尾松", "25", "61.5"}},
                           {rectangle(608001, 3203333, 610013, 3205777), {"0302", "毛竹", "", "0"}}},
              .encoding = {}});
  writeLayer(folder / "地类.gpkg", {.name = "图斑",
                                    .fields = {"DLBM"},
                                    .features = {{rectangle(600000, 3200000, 606000, 3210900), {"0101"}},
                                                 {rectangle(606000, 3200000, 612000, 3206000), {"0103"}}},
                                    .encoding = {}});
  writeLayer(folder / "乡镇.gpkg", {.name = "乡镇",
                                    .fields = {"code", "name"},
                                    .features = {{rectangle(600000, 3200000, 605555, 3211000), {"A", "甲镇"}},
                                                 {rectangle(605555, 3200000, 612000, 3211000), {"B", "乙镇"}}},
                                    .encoding = {}});
  writeLayer(
      folder / "区域.gpkg",
      {.name = "边界", .fields = {}, .features = {{rectangle(600000, 3200000, 612000, 3211000), {}}}, .encoding = {}});
  const fs::path file = folder / "project.toml";
  writeFileWhole(file, R"([project]
name = "测试县"
base_year = 2025
language = "zh"
[grid]
crs = "EPSG:4544"
cell_size = 10
region = "区域.gpkg"
[[layers]]
name = "forest"
source = "林地.gpkg"
class = { field = "DLBM", table = "sandiao" }
species = { field = "树种" }
age = { field = "年龄" }
volume = { field = "蓄积", unit = "m3/ha" }
[[layers]]
name = "survey"
source = "地类.gpkg"
class = { field = "DLBM", table = "sandiao" }
[[zones]]
name = "townships"
source = "乡镇.gpkg"
id = "code"
label = "name"
[output]
folder = "out"
compress = "zstd"
)");
  return file;
}

}  // namespace tanhui::test
