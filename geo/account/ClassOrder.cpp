#include "geo/account/ClassOrder.h"

#include <algorithm>
#include <unordered_map>

#include "geo/landclass/ClassTable.h"

namespace tanhui {

namespace {

/// Whole numbers (lucodes of InVEST) by value, other keys by their letters after them.
bool lessKey(const std::string& a, const std::string& b) {
  const auto number = [](const std::string& s) {
    return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (number(a) != number(b)) return number(a);
  if (number(a) && a.size() != b.size()) return a.size() < b.size();
  return a < b;
}

}  // namespace

void sortClasses(std::vector<std::string>& keys) {
  std::unordered_map<std::string, std::size_t> rank;
  const std::vector<LandClass>& known = landClasses();
  for (std::size_t i = 0; i < known.size(); ++i) rank.emplace(known[i].key, i);
  const std::size_t unmapped = known.size();  // after the classes that only the library knows
  const auto rankOf = [&](const std::string& key) {
    if (key == "unmapped") return unmapped;
    const auto found = rank.find(key);
    return found == rank.end() ? unmapped - 1 : found->second;
  };
  std::sort(keys.begin(), keys.end(), [&](const std::string& a, const std::string& b) {
    const std::size_t rankA = rankOf(a), rankB = rankOf(b);
    return rankA != rankB ? rankA < rankB : lessKey(a, b);
  });
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

}  // namespace tanhui
