#include "geo/run/InitGuess.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <span>
#include <string_view>

#include "geo/base/Csv.h"
#include "geo/carbon/Origin.h"
#include "geo/layer/RasterLayer.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

using Words = std::span<const std::string_view>;
using Field = VectorInfo::Field;

// Names as they stand in Chinese forest inventories (二类调查, 林地一张图), the land survey (三调) and English data;
// those that tell most come first.
constexpr std::array<std::string_view, 9> kClassNames = {"DLBM",   "地类编码", "地类代码", "地类", "DL",
                                                         "DI_LEI", "YDYHFLDM", "GRIDCODE", "CLASS"};
constexpr std::array<std::string_view, 7> kSpeciesNames = {"优势树种",  "YOU_SHI_SZ", "YSSZ",   "树种",
                                                           "SHU_ZHONG", "SZ",         "SPECIES"};
constexpr std::array<std::string_view, 4> kOriginNames = {"起源", "QI_YUAN", "QIYUAN", "ORIGIN"};
constexpr std::array<std::string_view, 8> kAgeNames = {"年龄",     "林龄", "PINGJUN_NL", "NIAN_LING",
                                                       "LIN_LING", "NL",   "AGE",        "STAND_AGE"};
constexpr std::array<std::string_view, 6> kPlantedNames = {"造林年度", "造林年份",   "ZAO_LIN_ND",
                                                           "ZLND",     "PLANT_YEAR", "PLANTED"};
constexpr std::array<std::string_view, 10> kVolumeNames = {"每公顷蓄积", "公顷蓄积",   "HUO_LMGQXJ", "MGQXJ",  "GQXJ",
                                                           "蓄积",       "XIAOBAN_XJ", "XJ",         "VOLUME", "VOL"};
constexpr std::array<std::string_view, 4> kPerHaMarks = {"公顷", "GQ", "_HA", "PERHA"};
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

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

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

/// Every sample that is not blank is a number in the range, and there is one at least.
bool numbersIn(const Field& field, double low, double high) {
  bool any = false;
  for (const std::string& sample : field.samples) {
    if (sample.empty()) continue;
    const auto value = asNumber(sample);
    if (!value || *value < low || *value > high) return false;
    any = true;
  }
  return any;
}

/// The first field, by the order of the words, that is named so and passes.
template <typename Test>
std::string fieldNamed(const VectorInfo& info, Words words, Test passes) {
  for (const std::string_view word : words)
    for (const Field& field : info.fields)
      if (namedAs(upper(field.name), word) && passes(field)) return field.name;
  return {};
}

bool distinct(const Field& field, std::int64_t features) {
  const auto seen = static_cast<std::int64_t>(field.samples.size());
  return seen >= std::min<std::int64_t>(features, 50);  // describeVector keeps distinct samples, 50 at most
}

bool hasText(const Field& field) {
  return std::any_of(field.samples.begin(), field.samples.end(), [](const std::string& s) { return !s.empty(); });
}

struct ClassFit {
  std::string field, table;
  double share = 0;
};

/// The codes of land-cover products are numbers that any field may hold; those of a land survey, and of a table that
/// the user laid beside the data, tell themselves.
bool tellsItself(const std::string& table) {
  const std::vector<std::string>& builtIn = ClassTable::builtIn();
  const bool own = std::find(builtIn.begin(), builtIn.end(), table) == builtIn.end();
  return own || table == "sandiao" || table == "ydyh2023";
}

/// The field and table that fit best. A field whose name does not say class must hold codes that tell themselves.
ClassFit fitClass(const VectorInfo& info, const std::vector<TableChoice>& tables) {
  constexpr double kLeast = 0.6, kNamed = 0.2;
  ClassFit best;
  double bestScore = 0;
  for (const Field& field : info.fields) {
    std::vector<std::string> codes;
    for (const std::string& sample : field.samples)
      if (!sample.empty()) codes.push_back(sample);
    if (codes.empty()) continue;
    const std::string name = upper(field.name);
    const bool named =
        std::any_of(kClassNames.begin(), kClassNames.end(), [&](std::string_view w) { return namedAs(name, w); });
    const bool longCodes = std::all_of(codes.begin(), codes.end(), [](const auto& code) { return code.size() >= 3; });
    if (!named && !longCodes) continue;
    for (const TableChoice& choice : tables) {
      if (!named && !tellsItself(choice.name)) continue;
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
  if (trees || (holdsAny(name, kForestMarks) && guess.classTable.empty())) return LayerRole::stands;
  if (guess.classTable.empty()) return LayerRole::none;
  if (holdsAny(name, kForestMarks)) return LayerRole::stands;
  if (holdsAny(name, kWetlandMarks)) return LayerRole::wetlands;
  if (holdsAny(name, kFarmlandMarks)) return LayerRole::farmland;
  return LayerRole::parcels;
}

void guessTrees(const VectorInfo& info, LayerGuess& guess) {
  guess.species = fieldNamed(info, kSpeciesNames, hasText);
  // A field of codes or words that nobody knows would only bring warnings.
  guess.origin = fieldNamed(info, kOriginNames, [](const Field& f) {
    return hasText(f) && std::ranges::all_of(f.samples, [](const std::string& s) { return originOf(s).has_value(); });
  });
  guess.age = fieldNamed(info, kAgeNames, [](const Field& f) { return numbersIn(f, 0, 1500); });
  if (guess.age.empty())
    guess.planted = fieldNamed(info, kPlantedNames, [](const Field& f) { return numbersIn(f, 1800, 2100); });
  guess.volume = fieldNamed(info, kVolumeNames, [](const Field& f) { return numbersIn(f, 0, 1e7); });
  if (guess.volume.empty()) return;
  const auto field =
      std::find_if(info.fields.begin(), info.fields.end(), [&](const Field& f) { return f.name == guess.volume; });
  constexpr double kDensestStand = 1500;  // m3/ha
  guess.volumePerHa = holdsAny(upper(guess.volume), kPerHaMarks) && numbersIn(*field, 0, kDensestStand);
}

void guessZones(const VectorInfo& info, const std::string& name, LayerGuess& guess) {
  constexpr std::int64_t kMostZones = 5000;
  guess.id = fieldNamed(info, kIdNames, [&](const Field& f) { return distinct(f, info.features); });
  guess.label = fieldNamed(info, kLabelNames, hasText);
  const bool few = info.features <= 3;
  if (few && holdsAny(name, kRegionMarks))
    guess.role = LayerRole::region;
  else if (info.features <= kMostZones && (!guess.id.empty() || !guess.label.empty()))
    guess.role = LayerRole::zones;
}

void guessCorridor(const VectorInfo& info, LayerGuess& guess) {
  constexpr std::size_t kMostOrders = 12;
  guess.role = LayerRole::corridor;
  guess.widthField =
      fieldNamed(info, kOrderNames, [](const Field& f) { return hasText(f) && f.samples.size() <= kMostOrders; });
  setWidthField(guess, guess.widthField);
}

/// Metres each side of the bank for the main river and its tributaries; a start for the officer to change.
double usualWidth(std::size_t rank) {
  constexpr std::array kWidths = {1000.0, 500.0, 200.0, 100.0};
  return kWidths[std::min(rank, kWidths.size() - 1)];
}

}  // namespace

std::vector<TableChoice> tableChoices(const fs::path& folder) {
  std::vector<TableChoice> choices;
  for (const std::string& name : ClassTable::builtIn()) choices.push_back({name, ClassTable::load(name, folder)});
  std::vector<fs::path> files;
  std::error_code code;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, code))
    if (upper(entry.path().extension().string()) == ".CSV") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    try {
      const CsvTable table = readCsv(file);
      if (!table.find("code") || !table.find("class_key")) continue;
      choices.push_back({file.filename().string(), ClassTable::load(file.string(), folder)});
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

bool namedWater(const std::string& layer) { return holdsAny(upper(layer), kWaterMarks); }

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
  const std::string name = upper(path.stem().string() + " " + info.layer);
  if (info.lines) {
    guessCorridor(info, guess);
  } else if (info.polygons && holdsAny(name, kControlMarks)) {
    guessZones(info, name, guess);
    guess.role = LayerRole::control;
  } else if (info.polygons && holdsAny(name, kRestorationMarks)) {
    guessZones(info, name, guess);
    guess.role = LayerRole::restoration;
  } else if (info.polygons) {
    const ClassFit fit = fitClass(info, tables);
    guess.classField = fit.field, guess.classTable = fit.table, guess.classShare = fit.share;
    guessTrees(info, guess);
    guess.role = landRole(guess, name);
    if (guess.role == LayerRole::none) guessZones(info, name, guess);
  }
  return guess;
}

LayerGuess guessRaster(const fs::path& path) {
  constexpr std::size_t kFewest = 3;  // a mask of one or two values fits any table
  constexpr double kLeast = 0.9;
  LayerGuess guess;
  guess.path = path;
  guess.raster = true;
  const Grid grid = rasterGrid(path);
  guess.crs = grid.crs;
  guess.box = grid.box();
  RasterLayer raster(path, grid);
  std::vector<std::string> codes;
  for (const auto& count : raster.histogram()) codes.push_back(fmt::format("{}", count.value));
  guess.fields.push_back({"", true, codes});
  if (codes.size() < kFewest) return guess;
  const std::string name = upper(path.stem().string());
  double bestScore = 0;
  for (const std::string& table : ClassTable::builtIn()) {
    const double share = ClassTable::load(table, path.parent_path()).share(codes);
    const double score = share + (name.find(upper(table)) != name.npos ? 0.05 : 0);
    if (share < kLeast || score <= bestScore) continue;
    bestScore = score;
    guess.classTable = table, guess.classShare = share;
  }
  if (!guess.classTable.empty()) guess.role = LayerRole::raster;
  return guess;
}

}  // namespace tanhui
