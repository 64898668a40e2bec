#include "geo/init/InitGuess.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <set>
#include <span>
#include <string_view>

#include "geo/base/AsciiCase.h"
#include "geo/base/Csv.h"
#include "geo/init/InitFields.h"
#include "geo/layer/RasterLayer.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

using Words = std::span<const std::string_view>;
using Field = VectorInfo::Field;

// Names beside those of the data standards (datasets/survey/); those that tell most come first.
constexpr std::array<std::string_view, 5> kClassNames = {"DLBM", "地类编码", "地类代码", "GRIDCODE", "CLASS"};
constexpr std::array<std::string_view, 9> kIdNames = {"XZQDM", "代码", "编码", "编号", "CODE",
                                                      "BSM",   "DM",   "ID",   "FID"};
constexpr std::array<std::string_view, 6> kLabelNames = {"XZQMC", "名称", "工程名称", "NAME", "MC", "LABEL"};
constexpr std::array<std::string_view, 7> kOrderNames = {"级别",     "等级",  "河流级别", "ORDER",
                                                         "STRAHLER", "LEVEL", "GRADE"};

constexpr std::array<std::string_view, 6> kControlMarks = {"红线", "基本农田", "开发边界", "三线", "控制线", "REDLINE"};
constexpr std::array<std::string_view, 4> kRestorationMarks = {"修复", "整治", "RESTOR", "治理"};
constexpr std::array<std::string_view, 6> kRegionMarks = {"边界", "区界", "县界", "BOUNDARY", "COUNTY", "REGION"};
constexpr std::array<std::string_view, 4> kForestMarks = {"林", "小班", "FOREST", "STAND"};
constexpr std::array<std::string_view, 3> kWetlandMarks = {"湿地", "消落", "WETLAND"};
constexpr std::array<std::string_view, 4> kFarmlandMarks = {"耕地", "农田", "FARM", "CROP"};
constexpr std::array<std::string_view, 6> kWaterMarks = {"水面", "水域", "水系", "河", "WATER", "RIVER"};

bool ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool holdsAny(const std::string& name, Words marks) {
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view m) { return name.find(m) != name.npos; });
}

/// A Chinese name may hold the word; an ASCII one must be it, or end with it after an underscore ("Q_SZ").
bool namedAs(const std::string& name, std::string_view word) {
  if (!ascii(word)) return name.find(word) != std::string::npos;
  return name == word || name.ends_with("_" + std::string(word));
}

/// The first field, by the order of the words, that is named so and passes.
template <typename Test>
std::string fieldNamed(const VectorInfo& info, Words words, Test passes) {
  for (const std::string_view word : words)
    for (const Field& field : info.fields)
      if (namedAs(upperAscii(field.name), word) && passes(field)) return field.name;
  return {};
}

bool distinct(const Field& field, std::int64_t features) {
  const auto seen = static_cast<std::int64_t>(field.samples.size());
  return seen >= std::min<std::int64_t>(features, 50);  // describeVector keeps distinct samples, 50 at most
}

struct ClassFit {
  std::string field, table;
  double share = 0;
};

/// The codes of land-cover products are numbers that any field may hold; those of a land survey, and of a table that
/// the user laid beside the data, tell themselves.
bool tellsItself(const TableChoice& choice) {
  return choice.own || choice.name == "sandiao" || choice.name == "ydyh2023";
}

/// The field that no standard names and the table that fit best. A field whose name does not say class must hold codes
/// that tell themselves.
ClassFit fitClass(const VectorInfo& info, const std::vector<TableChoice>& tables) {
  constexpr double kLeast = 0.6, kNamed = 0.2;
  ClassFit best;
  double bestScore = 0;
  for (const Field& field : info.fields) {
    std::vector<std::string> codes;
    for (const std::string& sample : field.samples)
      if (!sample.empty()) codes.push_back(sample);
    if (codes.empty() || knownField(field)) continue;  // as something else, or a class that none of its tables fits
    const std::string name = upperAscii(field.name);
    const bool named =
        std::any_of(kClassNames.begin(), kClassNames.end(), [&](std::string_view w) { return namedAs(name, w); });
    const bool longCodes = std::all_of(codes.begin(), codes.end(), [](const auto& code) { return code.size() >= 3; });
    if (!named && !longCodes) continue;
    for (const TableChoice& choice : tables) {
      if (!named && !tellsItself(choice)) continue;
      const double share = choice.table.share(codes);
      const double score = share + (named ? kNamed : 0);
      if (share < kLeast || score <= bestScore) continue;
      bestScore = score;
      best = {field.name, choice.name, share};
    }
  }
  return best;
}

LayerRole landRole(const LayerGuess& guess, const std::string& name) {
  const bool trees = !guess.species.empty() || !guess.age.empty() || !guess.volume.empty();
  if (trees || (holdsAny(name, kForestMarks) && !guess.hasClass())) return LayerRole::stands;
  if (!guess.hasClass()) return LayerRole::none;
  if (holdsAny(name, kForestMarks)) return LayerRole::stands;
  if (holdsAny(name, kWetlandMarks)) return LayerRole::wetlands;
  if (holdsAny(name, kFarmlandMarks)) return LayerRole::farmland;
  return LayerRole::parcels;
}

void guessZones(const VectorInfo& info, const std::string& name, SurveyKind kind, LayerGuess& guess) {
  constexpr std::int64_t kMostZones = 5000;
  const auto isDistinct = [&](const Field& f) { return distinct(f, info.features); };
  const auto either = [&](FieldRole role, Words words, const auto& passes) {
    const std::string known = fieldOf(info, kind, role, passes);
    return known.empty() ? fieldNamed(info, words, passes) : known;
  };
  guess.id = either(FieldRole::id, kIdNames, isDistinct);
  guess.label = either(FieldRole::label, kLabelNames, hasText);
  const bool few = info.features <= 3;
  if (few && holdsAny(name, kRegionMarks))
    guess.role = LayerRole::region;
  else if (info.features <= kMostZones && (!guess.id.empty() || !guess.label.empty()))
    guess.role = LayerRole::zones;
}

void guessCorridor(const VectorInfo& info, LayerGuess& guess) {
  constexpr std::size_t kMostOrders = 12;
  guess.role = LayerRole::corridor;
  const auto fewValues = [](const Field& f) { return hasText(f) && f.samples.size() <= kMostOrders; };
  guess.widthField = fieldOf(info, SurveyKind::river, FieldRole::width, fewValues);
  if (guess.widthField.empty()) guess.widthField = fieldNamed(info, kOrderNames, fewValues);
  setWidthField(guess, guess.widthField);
}

/// The layer of a data standard that this is, by its own name, its alias or the file's.
const SurveyLayer* standardLayer(const fs::path& path, const VectorInfo& info) {
  for (const std::string& name : {info.layer, info.alias, path.stem().string()})
    if (const SurveyLayer* layer = findSurveyLayer(name)) return layer;
  return nullptr;
}

/// Control line, restoration project or zones, by name or by the fields that only those have; `none` for land.
LayerRole zonalRole(const std::string& name, const SurveyLayer* standard, const KindGuess& kind) {
  if (standard != nullptr) return standard->role > LayerRole::raster ? standard->role : LayerRole::none;
  if (holdsAny(name, kControlMarks)) return LayerRole::control;
  if (holdsAny(name, kRestorationMarks)) return LayerRole::restoration;
  if (kind.kind == SurveyKind::control && kind.known > 0) return LayerRole::control;
  if (kind.kind == SurveyKind::restoration && kind.known > 0) return LayerRole::restoration;
  return LayerRole::none;
}

void guessLand(const VectorInfo& info, const std::string& name, const SurveyLayer* standard, const KindGuess& kind,
               const std::vector<TableChoice>& tables, LayerGuess& guess) {
  const bool wetlands = standard != nullptr && standard->role == LayerRole::wetlands;
  guessClass(info, wetlands ? SurveyKind::wetland : kind.kind, tables, guess);
  if (!guess.hasClass()) {
    const ClassFit fit = fitClass(info, tables);
    guess.classField = fit.field, guess.classTable = fit.table, guess.classShare = fit.share;
  }
  guessTrees(info, guess);
  guessDeduction(info, guess);
  guess.role = standard != nullptr ? standard->role : landRole(guess, name);
  if (guess.role == LayerRole::none && kind.kind == SurveyKind::grass && kind.known > 0) {
    guess.role = LayerRole::parcels;
    guess.classKey = "grass";
  }
  if (guess.role == LayerRole::none)
    guessZones(info, name, kind.kind, guess);
  else
    noteUnknownFields(info, guess);
}

/// The latest year that a file name tells ("土地变更2023.gdb"); 0: none.
int yearInName(const fs::path& path) {
  constexpr int kFirst = 1980;
  const std::time_t now = std::time(nullptr);
  const int thisYear = 1900 + std::gmtime(&now)->tm_year;
  const std::string name = path.stem().string();
  int latest = 0;
  for (std::size_t at = 0; at + 4 <= name.size(); ++at) {
    const std::string four = name.substr(at, 4);
    if (four.find_first_not_of("0123456789") != std::string::npos) continue;
    if (const int year = std::stoi(four); year >= kFirst && year <= thisYear) latest = std::max(latest, year);
  }
  return latest;
}

/// Metres each side of the bank for the main river and its tributaries; a start for the officer to change.
double usualWidth(std::size_t rank) {
  constexpr std::array kWidths = {1000.0, 500.0, 200.0, 100.0};
  return kWidths[std::min(rank, kWidths.size() - 1)];
}

}  // namespace

void LayerGuess::noteOnce(const Message& note) {
  const auto same = [&](const Message& known) { return known.id == note.id && known.args == note.args; };
  if (std::ranges::none_of(notes, same)) notes.push_back(note);
}

void LayerGuess::forgetNotes(std::string_view beginning) {
  std::erase_if(notes, [&](const Message& note) { return note.id.starts_with(beginning); });
}

std::vector<TableChoice> tableChoices(const fs::path& folder) {
  std::vector<TableChoice> choices;
  for (const std::string& name : ClassTable::builtIn())
    choices.push_back({name, ClassTable::load(name, folder), false});
  std::vector<fs::path> files;
  std::error_code code;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, code))
    if (upperAscii(entry.path().extension().string()) == ".CSV") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    try {
      const CsvTable table = readCsv(file);
      if (!table.find("code") || !table.find("class_key")) continue;
      choices.push_back({file.filename().string(), ClassTable::load(file.filename().string(), folder), true});
    } catch (const Error&) {
      continue;  // a CSV of something else
    }
  }
  return choices;
}

void setWidthField(LayerGuess& corridor, const std::string& field) {
  corridor.widthField = field;
  corridor.widthValues.clear();
  corridor.widths.clear();
  for (const Field& known : corridor.fields)
    if (!field.empty() && known.name == field)
      for (const std::string& sample : known.samples)
        if (!sample.empty()) corridor.widthValues.push_back(sample);
  std::sort(corridor.widthValues.begin(), corridor.widthValues.end());
  for (std::size_t i = 0; i < corridor.widthValues.size(); ++i) corridor.widths.push_back(usualWidth(i));
}

bool namedWater(const std::string& layer) { return holdsAny(upperAscii(layer), kWaterMarks); }

LayerGuess guessVector(const fs::path& path, const VectorInfo& info, bool whole,
                       const std::vector<TableChoice>& tables) {
  LayerGuess guess;
  guess.path = path;
  if (!whole) guess.sublayer = info.layer;
  guess.crs = info.crs;
  guess.box = info.box;
  guess.features = info.features;
  guess.fields = info.fields;
  guess.lines = info.lines;
  guess.year = dataYear(info) > 0 ? dataYear(info) : yearInName(path);
  const std::string name = upperAscii(path.stem().string() + " " + info.layer + " " + info.alias);
  const SurveyLayer* standard = standardLayer(path, info);
  if (standard != nullptr) guess.notes.push_back(say("init.note.layer", standard->name, standard->nameZh));
  if (standard != nullptr && standard->role == LayerRole::none) return guess;
  if (info.lines) {
    guessCorridor(info, guess);
  } else if (info.polygons) {
    const KindGuess kind = guessKind(info);
    const LayerRole zonal = zonalRole(name, standard, kind);
    if (zonal == LayerRole::none)
      guessLand(info, name, standard, kind, tables, guess);
    else
      guessZones(info, name,
                 zonal == LayerRole::control ? SurveyKind::control
                 : zonal == LayerRole::zones ? SurveyKind::zones
                                             : SurveyKind::restoration,
                 guess);
    if (zonal != LayerRole::none) guess.role = zonal;
  }
  return guess;
}

LayerGuess guessRaster(const fs::path& path) {
  constexpr std::size_t kFewest = 3;  // a mask of one or two values fits any table
  constexpr double kLeast = 0.9;
  LayerGuess guess;
  guess.path = path;
  guess.raster = true;
  guess.year = yearInName(path);
  const Grid grid = rasterGrid(path);
  guess.crs = grid.crs;
  guess.box = grid.box();
  RasterLayer raster(path, grid);
  std::vector<std::string> codes;
  for (const auto& count : raster.histogram()) codes.push_back(fmt::format("{}", count.value));
  guess.fields.push_back({"", true, codes});
  if (codes.size() < kFewest) return guess;
  const std::string name = upperAscii(path.stem().string());
  double bestScore = 0;
  for (const std::string& table : ClassTable::builtIn()) {
    const double share = ClassTable::load(table, path.parent_path()).share(codes);
    const double score = share + (name.find(upperAscii(table)) != name.npos ? 0.05 : 0);
    if (share < kLeast || score <= bestScore) continue;
    bestScore = score;
    guess.classTable = table, guess.classShare = share;
  }
  if (!guess.classTable.empty()) guess.role = LayerRole::raster;
  return guess;
}

}  // namespace tanhui
