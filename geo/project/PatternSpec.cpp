#include "geo/project/PatternSpec.h"

#include <algorithm>

#include "geo/base/Error.h"
#include "geo/base/Nearest.h"

namespace tanhui {

std::set<std::string> classesNamed(const LandClasses& classes, const std::vector<std::string>& names,
                                   const std::string& where) {
  std::set<std::string> keys;
  for (const std::string& name : names) {
    const std::size_t before = keys.size();
    std::vector<std::string> known;
    for (const LandClass& each : classes.all()) {
      if (each.traits.category == LandCategory::unmapped) continue;
      known.push_back(each.key);
      if (each.key == name || each.group == name) keys.insert(each.key);
    }
    if (keys.size() > before || std::ranges::find(known, name) != known.end()) continue;
    const std::string near = nearest(name, known);
    throw Error(where, say("project.unknown_class", name),
                near.empty() ? say("project.classes", joinNames(known)) : say("project.did_you_mean", near));
  }
  return keys;
}

}  // namespace tanhui
