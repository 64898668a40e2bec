#include "geo/landclass/SurveyNames.h"

#include <algorithm>
#include <array>
#include <map>

#include "geo/base/AsciiCase.h"
#include "geo/base/Csv.h"
#include "geo/base/Embedded.h"

namespace tanhui {

namespace survey_data {
std::span<const EmbeddedFile> files();
}

namespace {

constexpr std::size_t kDbfNameBytes = 10;  // what a field name of a dBASE table can hold

template <typename Value, std::size_t N>
Value named(const CsvTable& table, const CsvRow& row, std::size_t column,
            const std::array<std::pair<std::string_view, Value>, N>& names) {
  for (const auto& [name, value] : names)
    if (name == row.cells[column]) return value;
  throw Error(table.where(row), say("init.bad_dictionary", row.cells[column]), say("init.bad_dictionary.remedy"));
}

constexpr std::array<std::pair<std::string_view, SurveyKind>, 8> kKinds = {{{"stands", SurveyKind::stands},
                                                                            {"survey", SurveyKind::survey},
                                                                            {"grass", SurveyKind::grass},
                                                                            {"wetland", SurveyKind::wetland},
                                                                            {"zones", SurveyKind::zones},
                                                                            {"control", SurveyKind::control},
                                                                            {"restoration", SurveyKind::restoration},
                                                                            {"river", SurveyKind::river}}};

constexpr std::array<std::pair<std::string_view, FieldRole>, 25> kRoles = {{{"other", FieldRole::other},
                                                                            {"class", FieldRole::landClass},
                                                                            {"class_name", FieldRole::className},
                                                                            {"grass", FieldRole::grass},
                                                                            {"species", FieldRole::species},
                                                                            {"origin", FieldRole::origin},
                                                                            {"age", FieldRole::age},
                                                                            {"age_group", FieldRole::ageGroup},
                                                                            {"age_class", FieldRole::ageClass},
                                                                            {"planted", FieldRole::planted},
                                                                            {"volume_ha", FieldRole::volumePerHa},
                                                                            {"volume_mu", FieldRole::volumePerMu},
                                                                            {"volume_total", FieldRole::volumeTotal},
                                                                            {"composition", FieldRole::composition},
                                                                            {"diameter", FieldRole::diameter},
                                                                            {"height", FieldRole::height},
                                                                            {"area", FieldRole::area},
                                                                            {"net_area", FieldRole::netArea},
                                                                            {"deduct_ratio", FieldRole::deductRatio},
                                                                            {"deduct_area", FieldRole::deductArea},
                                                                            {"deduct_class", FieldRole::deductClass},
                                                                            {"id", FieldRole::id},
                                                                            {"label", FieldRole::label},
                                                                            {"width", FieldRole::width},
                                                                            {"year", FieldRole::year}}};

constexpr std::array<std::pair<std::string_view, LayerRole>, 5> kLayerRoles = {{{"parcels", LayerRole::parcels},
                                                                                {"zones", LayerRole::zones},
                                                                                {"control", LayerRole::control},
                                                                                {"wetlands", LayerRole::wetlands},
                                                                                {"none", LayerRole::none}}};

CsvTable surveyTable(std::string_view name) {
  const std::string_view bytes = findEmbedded(survey_data::files(), name);
  if (!bytes.empty()) return parseCsv(bytes, std::string(name));
  throw Error(std::string(name), say("init.bad_dictionary", name), say("init.bad_dictionary.remedy"));
}

/// The longest start of UTF-8 text that takes no more than ten bytes, a character beyond ASCII taking `wide` of them
/// (2 in GBK; 0: as many as in UTF-8).
std::string cut(const std::string& name, std::size_t wide) {
  std::size_t at = 0, bytes = 0;
  while (at < name.size()) {
    std::size_t next = at + 1;
    while (next < name.size() && (static_cast<unsigned char>(name[next]) & 0xC0u) == 0x80u) ++next;
    const std::size_t cost = next - at == 1 ? 1 : wide > 0 ? wide : next - at;
    if (bytes + cost > kDbfNameBytes) break;
    bytes += cost;
    at = next;
  }
  return name.substr(0, at);
}

using Index = std::multimap<std::string, const SurveyField*, std::less<>>;

Index indexFields(std::string SurveyField::*called) {
  Index index;
  for (const SurveyField& field : surveyFields()) {
    const std::string name = upperAscii(field.*called);
    std::vector<std::string> forms = {name, cut(name, 0), cut(name, 2)};
    std::ranges::sort(forms);
    forms.erase(std::ranges::unique(forms).begin(), forms.end());
    for (const std::string& form : forms) index.emplace(form, &field);
  }
  return index;
}

}  // namespace

const std::vector<SurveyField>& surveyFields() {
  static const std::vector<SurveyField> all = [] {
    const CsvTable table = surveyTable("fields.csv");
    const std::size_t kind = table.require("kind"), name = table.require("name"), role = table.require("role"),
                      nameZh = table.require("name_zh");
    std::vector<SurveyField> fields;
    for (const CsvRow& row : table.rows)
      fields.push_back(
          {named(table, row, kind, kKinds), row.cells[name], named(table, row, role, kRoles), row.cells[nameZh]});
    return fields;
  }();
  return all;
}

std::vector<const SurveyField*> findSurveyFields(std::string_view name, SurveyKind kind) {
  static const Index names = indexFields(&SurveyField::name), words = indexFields(&SurveyField::nameZh);
  std::vector<const SurveyField*> whole, called, cutOff;
  const std::string wanted = upperAscii(name);
  for (auto [at, end] = names.equal_range(wanted); at != end; ++at)
    if (at->second->kind == kind) (upperAscii(at->second->name) == wanted ? whole : cutOff).push_back(at->second);
  for (auto [at, end] = words.equal_range(wanted); at != end; ++at)
    if (at->second->kind == kind) (at->second->nameZh == name ? called : cutOff).push_back(at->second);
  return !whole.empty() ? whole : !called.empty() ? called : cutOff;
}

const SurveyLayer* findSurveyLayer(std::string_view name) {
  static const std::vector<SurveyLayer> all = [] {
    const CsvTable table = surveyTable("layers.csv");
    const std::size_t layer = table.require("name"), role = table.require("role"), nameZh = table.require("name_zh");
    std::vector<SurveyLayer> layers;
    for (const CsvRow& row : table.rows)
      layers.push_back({row.cells[layer], named(table, row, role, kLayerRoles), row.cells[nameZh]});
    return layers;
  }();
  const std::string wanted = upperAscii(name);
  const auto found =
      std::ranges::find_if(all, [&](const SurveyLayer& layer) { return wanted.starts_with(layer.name); });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace tanhui
