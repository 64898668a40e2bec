#include "geo/layer/ClassTable.h"

#include <algorithm>
#include <unordered_map>

#include "geo/base/TableFile.h"
#include "geo/base/Embedded.h"

namespace tanhui {

namespace class_data {
std::span<const EmbeddedFile> files();
}

namespace {

std::string_view embedded(std::string_view name) {
  for (const EmbeddedFile& file : class_data::files())
    if (file.name == name) return file.bytes;
  return {};
}

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

bool isBuiltIn(const std::string& name) {
  const std::vector<std::string>& names = ClassTable::builtIn();
  return std::find(names.begin(), names.end(), name) != names.end();
}

CsvTable openTable(const std::string& name, const std::filesystem::path& folder) {
  if (isBuiltIn(name)) return parseCsv(embedded(name + ".csv"), name + ".csv");
  const std::filesystem::path path = folder / name;
  if (std::filesystem::exists(path)) return readTable(path);
  std::string list;
  for (const std::string& known : ClassTable::builtIn()) list.append(list.empty() ? "" : ", ").append(known);
  throw Error(path.string(), say("classes.no_table", name), say("classes.no_table.remedy", list));
}

std::uint32_t readColour(const CsvTable& table, const CsvRow& row, std::size_t column) {
  const std::string& text = row.cells[column];
  const bool wellFormed =
      text.size() == 7 && text[0] == '#' && text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
  if (!wellFormed) throw Error(table.where(row), say("classes.bad_colour", text), say("classes.bad_colour.remedy"));
  return static_cast<std::uint32_t>(std::stoul(text.substr(1), nullptr, 16));
}

std::vector<LandClass> readLandClasses() {
  const CsvTable table = parseCsv(embedded("land_classes.csv"), "land_classes.csv");
  const std::size_t key = table.require("key"), en = table.require("name_en"), zh = table.require("name_zh"),
                    colour = table.require("colour"), group = table.require("group");
  std::vector<LandClass> classes;
  for (const CsvRow& row : table.rows)
    classes.push_back({row.cells[key], row.cells[en], row.cells[zh], readColour(table, row, colour), row.cells[group]});
  return classes;
}

}  // namespace

const std::vector<std::string>& ClassTable::builtIn() {
  static const std::vector<std::string> names = {"sandiao",     "ydyh2023",  "worldcover", "clcd",
                                                 "globeland30", "glc_fcs30", "cnlucd"};
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

const std::string* ClassTable::find(std::string_view code) const {
  code = trim(code);
  auto found = classes_.find(code);
  if (found == classes_.end() && name_ == "sandiao" && code.size() > 1 && (code.back() == 'K' || code.back() == 'k'))
    found = classes_.find(code.substr(0, code.size() - 1));
  return found == classes_.end() ? nullptr : &found->second;
}

double ClassTable::share(const std::vector<std::string>& codes) const {
  if (codes.empty()) return 0;
  const auto known = std::count_if(codes.begin(), codes.end(), [&](const std::string& code) { return find(code); });
  return static_cast<double>(known) / static_cast<double>(codes.size());
}

const std::vector<LandClass>& landClasses() {
  static const std::vector<LandClass> classes = readLandClasses();
  return classes;
}

const LandClass* findLandClass(std::string_view key) {
  static const auto index = [] {
    std::unordered_map<std::string_view, const LandClass*> byKey;
    for (const LandClass& landClass : landClasses()) byKey.emplace(landClass.key, &landClass);
    return byKey;
  }();
  const auto found = index.find(key);
  return found == index.end() ? nullptr : found->second;
}

}  // namespace tanhui
