#include "geo/carbon/FactorLibrary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>
#include <span>

#include "geo/base/TableFile.h"
#include "geo/carbon/FactorData.h"
#include "geo/carbon/Uncertainty.h"
#include "geo/carbon/detail/InvestPools.h"

namespace tanhui {

namespace {

/// No factor, in whatever unit, is larger: a slip that would swamp every total, or overflow it.
constexpr double kLargest = 1e9;

constexpr std::array<std::string_view, 5> kGrades = {"read", "recalled", "derived", "judgement", "user"};
constexpr std::array<std::string_view, 5> kDistributions = {"normal", "lognormal", "triangular", "uniform", "none"};
constexpr std::array<std::string_view, 4> kPoolsNeeded = {"veg", "litter", "deadwood", "soil30"};

bool before(const Factor& factor, std::string_view key) { return factor.key < key; }

/// Reads cells of a row by column name; an absent optional column reads as empty.
class RowReader {
 public:
  RowReader(const CsvTable& table, const CsvRow& row) : table_(table), row_(row) {}

  std::string text(std::string_view column) const {
    const auto at = table_.find(column);
    return at ? row_.cells[*at] : std::string();
  }
  double number(std::string_view column) const { return numberAt(table_.require(column)); }
  std::optional<double> maybe(std::string_view column) const {
    const auto at = table_.find(column);
    if (!at || row_.cells[*at].empty()) return std::nullopt;
    return numberAt(*at);
  }
  std::string oneOf(std::string_view column, std::span<const std::string_view> words,
                    std::string_view otherwise) const {
    const std::string word = text(column);
    if (word.empty()) return std::string(otherwise);
    if (std::find(words.begin(), words.end(), word) != words.end()) return word;
    std::string list(words[0]);
    for (std::string_view w : words.subspan(1)) list.append(", ").append(w);
    throw Error(where(), say("carbon.bad_word", column, word), say("carbon.bad_word.remedy", list));
  }
  std::string where() const { return table_.where(row_); }

 private:
  double numberAt(std::size_t column) const {
    const std::string key = text("key");
    const double value = csvNumber(table_, row_, column, key);
    if (std::abs(value) > kLargest)
      throw Error(table_.where(row_, key), say("carbon.too_large", table_.header[column], value),
                  say("carbon.too_large.remedy", kLargest));
    return value;
  }

  const CsvTable& table_;
  const CsvRow& row_;
};

void checkRange(const Factor& factor, const std::string& where) {
  const bool ordered = (!factor.low || *factor.low <= factor.value) && (!factor.high || factor.value <= *factor.high);
  if (!ordered) throw Error(where, say("carbon.bad_range", factor.key), say("carbon.bad_range.remedy"));
  if (factor.low.has_value() != factor.high.has_value())
    throw Error(where, say("carbon.half_range", factor.key), say("carbon.half_range.remedy"));
}

/// Carbon in the ground or on it cannot be less than none.
void refuseNegativePool(const Factor& factor, const std::string& where) {
  const double least = std::min(factor.value, factor.low.value_or(factor.value));
  if (factor.key.starts_with("pool.") && least < 0)
    throw Error(where, say("carbon.negative_pool", factor.key, least), say("carbon.negative_pool.remedy"));
}

/// Keys of a table, each once.
class KeysSeen {
 public:
  void add(const CsvTable& table, const CsvRow& row, const std::string& key) {
    if (!seen_.insert(key).second)
      throw Error(table.where(row), say("carbon.duplicate_key", key), say("carbon.duplicate_key.remedy"));
  }

 private:
  std::set<std::string> seen_;
};

/// Of the distribution that the range is the inner 95 % of.
double standardError(const Factor& factor) {
  if (!factor.low || !factor.high) return 0;
  const double width = *factor.high - *factor.low;
  return factor.distribution == "uniform" ? width / 0.95 / std::sqrt(12.0) : width / (2 * kRange95);
}

Factor readFactor(const RowReader& row) {
  Factor factor;
  factor.key = row.text("key");
  if (factor.key.empty()) throw Error(row.where(), say("carbon.no_key"), say("carbon.no_key.remedy"));
  factor.nameEn = row.text("name_en");
  factor.nameZh = row.text("name_zh");
  factor.value = row.number("value");
  factor.low = row.maybe("low");
  factor.high = row.maybe("high");
  checkRange(factor, row.where());
  refuseNegativePool(factor, row.where());
  factor.distribution = row.oneOf("distribution", kDistributions, "");
  factor.se = row.maybe("se").value_or(standardError(factor));
  if (factor.se < 0) throw Error(row.where(), say("carbon.negative_se", factor.key), say("carbon.negative_se.remedy"));
  factor.unit = row.text("unit");
  if (factor.distribution.empty()) factor.distribution = factor.se > 0 ? "normal" : "none";
  factor.source = row.text("source");
  if (factor.source.empty())
    throw Error(row.where(), say("carbon.no_source", factor.key), say("carbon.no_source.remedy"));
  factor.edition = row.text("edition");
  factor.grade = row.oneOf("grade", kGrades, "user");
  factor.note = row.text("note");
  factor.group = row.text("group");
  return factor;
}

void sortByKey(std::vector<Factor>& factors) {
  std::sort(factors.begin(), factors.end(), [](const Factor& a, const Factor& b) { return a.key < b.key; });
}

/// The class of a key "pool.CLASS.POOL", or empty.
std::string_view classOf(std::string_view key) {
  if (!key.starts_with("pool.")) return {};
  const std::size_t end = key.rfind('.');
  return end > 5 ? key.substr(5, end - 5) : std::string_view();
}

std::vector<std::string> classesOf(const std::vector<Factor>& factors) {
  std::set<std::string> classes;
  for (const Factor& factor : factors)
    if (const std::string_view key = classOf(factor.key); !key.empty()) classes.emplace(key);
  return {classes.begin(), classes.end()};
}

/// Throws for a class that has some of the pools that the accounting needs, but not all.
void requirePools(const std::vector<Factor>& factors, const std::string& where) {
  for (const std::string& classKey : classesOf(factors))
    for (std::string_view pool : kPoolsNeeded) {
      const std::string key = "pool." + classKey + "." + std::string(pool);
      const auto at = std::lower_bound(factors.begin(), factors.end(), key, before);
      if (at == factors.end() || at->key != key)
        throw Error(where, say("carbon.pool_missing", classKey, key), say("carbon.pool_missing.remedy"));
    }
}

std::vector<Factor> readOwnColumns(const CsvTable& table) {
  table.require("key");
  table.require("value");
  std::vector<Factor> factors;
  KeysSeen keys;
  for (const CsvRow& row : table.rows) {
    factors.push_back(readFactor(RowReader(table, row)));
    keys.add(table, row, factors.back().key);
  }
  sortByKey(factors);
  requirePools(factors, table.name);
  return factors;
}

CsvTable openLibrary(const std::string& name, const std::filesystem::path& folder) {
  const std::vector<std::string>& builtIn = FactorLibrary::builtIn();
  if (std::find(builtIn.begin(), builtIn.end(), name) != builtIn.end())
    return parseCsv(factorData(name + ".csv"), name + ".csv");
  const std::filesystem::path path = folder / name;
  if (!std::filesystem::exists(path))
    throw Error(path.string(), say("carbon.no_library", name), say("carbon.no_library.remedy"));
  return readTable(path);
}

/// A figure of the user's own that keeps the relative width of the old one: a local value is not certain because nobody
/// wrote down how uncertain it is.
void giveValue(Factor& factor, double value, std::string source) {
  const double ratio = factor.value != 0 ? value / factor.value : 0;
  if (ratio > 0) {
    if (factor.low) *factor.low *= ratio;
    if (factor.high) *factor.high *= ratio;
    factor.se *= ratio;
  } else {
    factor.low.reset();
    factor.high.reset();
    factor.se = 0;
  }
  factor.value = value;
  factor.distribution = factor.se > 0 ? "normal" : "none";
  factor.source = std::move(source);
  factor.edition.clear();
  factor.grade = "user";
  factor.note.clear();
}

/// Puts the user's figure over the library's, with a range of its own when the row has one.
void overrideFactor(Factor& factor, const RowReader& row) {
  giveValue(factor, row.number("value"), row.text("source").empty() ? row.where() : row.text("source"));
  const std::string group = row.text("group");
  if (!group.empty()) factor.group = group;
  const std::optional<double> low = row.maybe("low"), high = row.maybe("high");
  if (!low && !high) return;
  factor.local = true;
  factor.group = group;
  factor.low = low;
  factor.high = high;
  checkRange(factor, row.where());
  factor.distribution.clear();
  factor.se = standardError(factor);
  factor.distribution = factor.se > 0 ? "normal" : "none";
}

/// Levenshtein distance of two keys (ASCII).
std::size_t keyDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

/// True for a factor of a class of the user's own that the library has of another class: "pool.OWN.veg".
bool fitsOwnClass(std::string_view key, const FactorLibrary& library) {
  for (std::size_t begin = 0; begin < key.size();) {
    const std::size_t end = std::min(key.find('.', begin), key.size());
    if (library.classes().isOwn(key.substr(begin, end - begin)))
      for (const std::string& other : library.classKeys())
        if (library.find(std::string(key.substr(0, begin)).append(other).append(key.substr(end)))) return true;
    begin = end + 1;
  }
  return false;
}

std::string nearKeys(const std::vector<Factor>& factors, std::string_view key) {
  std::vector<std::pair<std::size_t, std::string_view>> ranked;
  for (const Factor& factor : factors) ranked.emplace_back(keyDistance(key, factor.key), factor.key);
  const std::size_t shown = std::min<std::size_t>(3, ranked.size());
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(shown), ranked.end());
  std::string list;
  for (std::size_t i = 0; i < shown; ++i) list.append(i ? ", " : "").append(ranked[i].second);
  return list;
}

}  // namespace

const std::vector<std::string>& FactorLibrary::builtIn() {
  static const std::vector<std::string> names = {"chongqing", "ipcc"};
  return names;
}

FactorLibrary FactorLibrary::load(const std::string& name, const std::filesystem::path& folder,
                                  const std::filesystem::path& overrides, LandClasses classes) {
  const CsvTable table = openLibrary(name, folder);
  FactorLibrary library;
  library.name_ = name;
  library.invest_ = isInvestPools(table);
  if (library.invest_) {
    InvestPools pools = readInvestPools(table, library.remarks_);
    library.factors_ = std::move(pools.factors);
    library.classes_ = classes.named(pools.names);
    sortByKey(library.factors_);
  } else {
    library.factors_ = readOwnColumns(table);
    library.classes_ = std::move(classes);
  }
  if (library.factors_.empty())
    throw Error(table.name, say("carbon.empty_library"), say("carbon.empty_library.remedy"));
  if (!overrides.empty()) library.takeOverrides(readTable(overrides.is_absolute() ? overrides : folder / overrides));
  library.join();
  return library;
}

void FactorLibrary::takeOverrides(const CsvTable& changes) {
  const std::size_t keyColumn = changes.require("key");
  changes.require("value");
  KeysSeen keys;
  std::vector<Factor> added;
  for (const CsvRow& row : changes.rows) {
    const std::string& key = row.cells[keyColumn];
    keys.add(changes, row, key);
    if (const auto index = find(key)) {
      overrideFactor(factors_[*index], RowReader(changes, row));
      refuseNegativePool(factors_[*index], changes.where(row));
    } else if (fitsOwnClass(key, *this)) {
      added.push_back(readFactor(RowReader(changes, row)));
      added.back().local = true;
    } else {
      throw Error(changes.where(row), say("carbon.no_factor", key, name_),
                  say("carbon.no_factor.remedy", nearKeys(factors_, key)));
    }
  }
  if (added.empty()) return;
  factors_.insert(factors_.end(), added.begin(), added.end());
  sortByKey(factors_);
  if (!invest_) requirePools(factors_, changes.name);
}

FactorLibrary FactorLibrary::withValues(const std::map<std::string, double>& values) const {
  FactorLibrary library = *this;
  for (const auto& [key, value] : values) {
    Factor& factor = library.factors_[require(key)];
    giveValue(factor, value, "tanhui-viewer");
    refuseNegativePool(factor, library.name_);
  }
  return library;
}

FactorLibrary FactorLibrary::withMeasured(std::span<const std::string> names) const {
  FactorLibrary library = *this;
  const auto keyOf = [](const std::string& name) { return "measured." + name; };
  for (const std::string& name : names)
    library.factors_.push_back({.key = keyOf(name),
                                .nameEn = text(say("carbon.measured_error", name), Language::en),
                                .nameZh = text(say("carbon.measured_error", name), Language::zh),
                                .low = -kRange95,
                                .high = kRange95,
                                .se = 1,
                                .unit = "SE",
                                .distribution = "normal",
                                .source = name,
                                .edition = {},
                                .grade = "user",
                                .note = {},
                                .group = {},
                                .local = true});
  sortByKey(library.factors_);
  library.join();
  library.measuredErrors_.clear();
  for (const std::string& name : names) library.measuredErrors_.push_back(library.require(keyOf(name)));
  return library;
}

std::optional<std::uint32_t> FactorLibrary::find(std::string_view key) const {
  const auto at = std::lower_bound(factors_.begin(), factors_.end(), key, before);
  if (at == factors_.end() || at->key != key) return std::nullopt;
  return static_cast<std::uint32_t>(at - factors_.begin());
}

void FactorLibrary::join() {
  std::map<std::string_view, std::uint32_t> first;
  unknownOf_.clear();
  for (std::uint32_t i = 0; i < factors_.size(); ++i) {
    const std::string& group = factors_[i].group;
    unknownOf_.push_back(group.empty() ? i : first.try_emplace(group, i).first->second);
  }
}

std::optional<std::uint32_t> FactorLibrary::findUnknown(std::string_view keyOrGroup) const {
  if (const auto factor = find(keyOrGroup)) return unknownOf(*factor);
  if (keyOrGroup.empty()) return std::nullopt;
  const auto at = std::ranges::find(factors_, keyOrGroup, &Factor::group);
  return at == factors_.end() ? std::nullopt : std::optional(static_cast<std::uint32_t>(at - factors_.begin()));
}

std::vector<std::uint32_t> FactorLibrary::sharing(std::uint32_t factor) const {
  std::vector<std::uint32_t> all;
  for (std::uint32_t i = 0; i < unknownOf_.size(); ++i)
    if (unknownOf_[i] == unknownOf_[factor]) all.push_back(i);
  return all;
}

const std::string& FactorLibrary::nameOfUnknown(std::uint32_t factor) const {
  return factors_[factor].group.empty() ? factors_[factor].key : factors_[factor].group;
}

std::vector<std::string> FactorLibrary::classKeys() const { return classesOf(factors_); }

std::uint32_t FactorLibrary::require(std::string_view key) const {
  if (const auto index = find(key)) return *index;
  throw Error(name_, say("carbon.no_factor", key, name_), say("carbon.no_factor.remedy", nearKeys(factors_, key)));
}

}  // namespace tanhui
