#include "geo/landclass/ClassTable.h"

#include <algorithm>

#include "geo/base/TableFile.h"
#include "geo/landclass/detail/ClassData.h"

namespace tanhui {

namespace {

/// Blanks (also the full-width one of Chinese keyboards) around a code go.
std::string_view trim(std::string_view text) {
  constexpr std::string_view kWideBlank = "\u3000";
  for (bool cut = true; cut;) {
    cut = false;
    if (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1), cut = true;
    if (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1), cut = true;
    if (text.starts_with(kWideBlank)) text.remove_prefix(kWideBlank.size()), cut = true;
    if (text.ends_with(kWideBlank)) text.remove_suffix(kWideBlank.size()), cut = true;
  }
  return text;
}

/// A number of 3 or 5 digits and the like; see ClassTable::find.
bool mayLackNought(std::string_view code) {
  return code.size() >= 3 && code.size() % 2 == 1 && code.find_first_not_of("0123456789") == std::string_view::npos;
}

bool isBuiltIn(const std::string& name) {
  const std::vector<std::string>& names = ClassTable::builtIn();
  return std::find(names.begin(), names.end(), name) != names.end();
}

CsvTable openTable(const std::string& name, const std::filesystem::path& folder) {
  if (isBuiltIn(name)) return parseCsv(classData(name + ".csv"), name + ".csv");
  const std::filesystem::path path = folder / name;
  if (std::filesystem::exists(path)) return readTable(path);
  std::string list;
  for (const std::string& known : ClassTable::builtIn()) list.append(list.empty() ? "" : ", ").append(known);
  throw Error(path.string(), say("classes.no_table", name), say("classes.no_table.remedy", list));
}

}  // namespace

const std::vector<std::string>& ClassTable::builtIn() {
  static const std::vector<std::string> names = {"sandiao",     "ydyh2023",    "ydyh2020",       "erdiao",
                                                 "forest_land", "dlmc",        "wetland_survey", "worldcover",
                                                 "clcd",        "globeland30", "glc_fcs30",      "cnlucd"};
  return names;
}

ClassTable ClassTable::load(const std::string& name, const std::filesystem::path& folder) {
  const CsvTable csv = openTable(name, folder);
  const std::size_t code = csv.require("code"), classKey = csv.require("class_key");
  ClassTable table;
  table.name_ = name;
  for (const CsvRow& row : csv.rows) {
    const std::string_view key = trim(row.cells[code]), value = trim(row.cells[classKey]);
    if (key.empty() || value.empty())
      throw Error(csv.where(row), say("classes.empty_cell"), say("classes.empty_cell.remedy"));
    const auto [at, isNew] = table.classes_.emplace(key, value);
    if (!isNew && at->second != value)
      throw Error(csv.where(row), say("classes.two_classes", key, at->second, value),
                  say("classes.two_classes.remedy"));
  }
  if (table.classes_.empty()) throw Error(csv.name, say("classes.empty_table"), say("classes.empty_table.remedy"));
  return table;
}

void ClassTable::add(const std::map<std::string, std::string>& codes) {
  for (const auto& [code, key] : codes) classes_.insert_or_assign(std::string(trim(code)), key);
}

const std::string* ClassTable::findExactly(std::string_view code) const {
  auto found = classes_.find(code);
  if (found == classes_.end() && name_ == "sandiao" && code.size() > 1 && (code.back() == 'K' || code.back() == 'k'))
    found = classes_.find(code.substr(0, code.size() - 1));
  return found == classes_.end() ? nullptr : &found->second;
}

const std::string* ClassTable::find(std::string_view code, std::string* readAs, bool number) const {
  code = trim(code);
  if (const std::string* key = findExactly(code)) return key;
  if (!number || !mayLackNought(code)) return findCoarser(code, readAs);
  const std::string whole = "0" + std::string(code);
  const std::string* key = findExactly(whole);
  if (key == nullptr && code.size() > 3) return findCoarser(whole, readAs);  // three digits are no finer code
  if (key != nullptr && readAs != nullptr) *readAs = whole;
  return key;
}

const std::string* ClassTable::findCoarser(std::string_view code, std::string* readAs) const {
  if (!layered()) return nullptr;
  // A finer code than the table's: 070199 is a kind of 0701, that a kind of 07. Three digits are another scheme's.
  const std::size_t digits = std::min(code.find_first_not_of("0123456789"), code.size());
  for (const std::size_t length : {std::size_t{4}, std::size_t{2}}) {
    if (code.size() < 4 || digits < length || code.size() <= length) continue;
    const std::string* key = findExactly(code.substr(0, length));
    if (key == nullptr) continue;
    if (readAs != nullptr) *readAs = code.substr(0, length);
    return key;
  }
  return nullptr;
}

bool ClassTable::layered() const {
  return name_ == "sandiao" || name_ == "ydyh2023" || name_ == "ydyh2020" || name_ == "forest_land";
}

double ClassTable::share(const std::vector<std::string>& codes, bool numbers) const {
  if (codes.empty()) return 0;
  const auto known = std::count_if(codes.begin(), codes.end(), [&](const std::string& code) {
    const std::string_view plain = trim(code);
    return findExactly(plain) != nullptr ||
           (numbers && mayLackNought(plain) && findExactly("0" + std::string(plain)) != nullptr);
  });
  return static_cast<double>(known) / static_cast<double>(codes.size());
}

}  // namespace tanhui
