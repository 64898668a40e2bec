#include "datasets/demo/DemoCounty.h"

#include <span>
#include <system_error>

#include "datasets/demo/Layers.h"
#include "geo/base/Embedded.h"
#include "geo/base/Error.h"
#include "geo/base/File.h"

namespace tanhui {
namespace demo_texts {
std::span<const EmbeddedFile> files();
}  // namespace demo_texts

std::filesystem::path makeDemoCounty(const std::filesystem::path& folder) {
  registerGdal();
  std::error_code code;
  std::filesystem::create_directories(folder, code);
  if (code)
    throw Error(folder.string(), say("demo.no_folder", code.message()), say("demo.no_folder.remedy"), ErrorKind::work);
  const std::filesystem::path project = folder / "project.toml";
  std::filesystem::remove(project, code);  // written last: a county that has it is whole

  const demo::County county = demo::imagineCounty();
  for (const auto write :
       {demo::writeElevation, demo::writeLandCover, demo::writeLandSurvey, demo::writeStands, demo::writeWetlands,
        demo::writeWaters, demo::writeBoundary, demo::writeTownships, demo::writeControlLines, demo::writeRestoration})
    write(county, folder);
  for (const EmbeddedFile& text : demo_texts::files())
    if (text.name != "project.toml") writeFileWhole(folder / text.name, text.bytes);
  for (const EmbeddedFile& text : demo_texts::files())
    if (text.name == "project.toml") writeFileWhole(project, text.bytes);
  return project;
}

}  // namespace tanhui
