#include "datasets/demo/DemoCounty.h"

#include <algorithm>
#include <span>
#include <system_error>
#include <vector>

#include "datasets/demo/Layers.h"
#include "geo/base/Embedded.h"
#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "geo/base/PartFile.h"

namespace tanhui {
namespace demo_texts {
std::span<const EmbeddedFile> files();
}  // namespace demo_texts

namespace {

namespace fs = std::filesystem;

/// Another file of one of the names is not the demo's to replace: not even a project that began as the demo's.
void refuseOthers(const std::vector<fs::path>& made, const fs::path& folder) {
  std::string others;
  for (const fs::path& file : made) {
    const fs::path place = folder / file.filename();
    std::error_code code;
    if (!fs::exists(fs::symlink_status(place, code))) continue;
    const bool same = fs::is_regular_file(place, code) && fs::file_size(place, code) == fs::file_size(file) &&
                      sha256File(place) == sha256File(file);
    if (!same) others += (others.empty() ? "" : ", ") + place.filename().string();
  }
  if (!others.empty()) throw Error(folder.string(), say("demo.others", others), say("demo.others.remedy"));
}

void moveInto(const fs::path& folder, const fs::path& file) {
  std::error_code code;
  fs::rename(file, folder / file.filename(), code);
  if (code)
    throw Error((folder / file.filename()).string(), say("file.cannot_write", code.message()),
                say("file.cannot_write.remedy"), ErrorKind::work);
}

}  // namespace

fs::path makeDemoCounty(const fs::path& folder) {
  registerGdal();
  std::error_code code;
  fs::create_directories(folder, code);
  if (code)
    throw Error(folder.string(), say("demo.no_folder", code.message()), say("demo.no_folder.remedy"), ErrorKind::work);
  // All of it is made aside, beside the project file, which is moved last: a county that has it is whole.
  PartFile project(folder / "project.toml");
  const fs::path making = project.path().parent_path();
  const demo::County county = demo::imagineCounty();
  for (const auto write :
       {demo::writeElevation, demo::writeLandCover, demo::writeLandSurvey, demo::writeStands, demo::writeWetlands,
        demo::writeWaters, demo::writeStages, demo::writeBoundary, demo::writeControlLines, demo::writeRestoration})
    write(county, making);
  for (const EmbeddedFile& text : demo_texts::files()) writeFileWhole(making / text.name, text.bytes);
  std::vector<fs::path> made;
  for (const fs::directory_entry& entry : fs::directory_iterator(making)) made.push_back(entry.path());
  std::sort(made.begin(), made.end());
  refuseOthers(made, folder);
  for (const fs::path& file : made)
    if (file != project.path()) moveInto(folder, file);
  project.commit();
  return folder / "project.toml";
}

}  // namespace tanhui
