#include "geo/base/Distinct.h"

#include <set>
#include <tuple>

namespace tanhui {

Warnings distinct(Warnings warnings) {
  std::set<std::tuple<std::string, std::string, std::vector<std::string>>> told;
  std::erase_if(warnings, [&](const Warning& w) { return !told.insert({w.where, w.what.id, w.what.args}).second; });
  return warnings;
}

}  // namespace tanhui
