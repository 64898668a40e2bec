#include "geo/project/detail/ProjectReader.h"

#include <algorithm>
#include <cmath>

#include "geo/base/Nearest.h"

namespace tanhui {
namespace {

std::uint32_t lineOf(const toml::node& node) { return node.source().begin.line; }

/// A choice as the key table spells it, from text or from a whole number.
std::optional<std::string> choiceText(const toml::node& value) {
  if (auto text = value.value_exact<std::string>()) return text;
  if (const auto number = value.value_exact<std::int64_t>()) return fmt::format("{}", *number);
  return std::nullopt;
}

std::optional<double> numberOf(const toml::node& value) {
  if (const auto number = value.value_exact<double>()) return number;
  if (const auto whole = value.value_exact<std::int64_t>()) return static_cast<double>(*whole);
  return std::nullopt;
}

bool isWhole(const toml::node& value) {
  const auto number = numberOf(value);
  return number && std::floor(*number) == *number && std::abs(*number) < 1e15;
}

std::string printed(const toml::node& value) {
  constexpr std::size_t kEnough = 60;
  std::string out;
  if (const auto text = value.value_exact<std::string>())
    out = *text;
  else if (const auto number = numberOf(value))
    out = fmt::format("{}", *number);
  if (out.size() > kEnough) out = out.substr(0, kEnough) + "...";
  return out;
}

/// The defaults of the table of keys, read once: a table of each section that has any.
const toml::table& defaults() {
  static const toml::table kDefaults = [] {
    toml::table all;
    for (const ProjectKey& key : projectKeys()) {
      if (key.defaultValue.empty()) continue;
      const toml::table read = toml::parse(fmt::format("value = {}", key.defaultValue));
      toml::table& section = *all.emplace<toml::table>(key.section).first->second.as_table();
      section.insert(key.name, *read.get("value"));
    }
    return all;
  }();
  return kDefaults;
}

std::string titleOf(std::string_view section) {
  for (const ProjectSection& known : projectSections())
    if (known.name == section) return known.list ? fmt::format("[[{}]]", section) : fmt::format("[{}]", section);
  return std::string(section);
}

/// The section of the file's top level that knows the key, if just one does: of those that stand once, or else of all.
std::string_view homeOf(std::string_view key) {
  for (const bool lists : {false, true}) {
    std::vector<std::string_view> homes;
    for (const ProjectSection& section : projectSections())
      if (section.list == lists && findProjectKey(section.name, key) != nullptr) homes.push_back(section.name);
    if (!homes.empty()) return homes.size() == 1 ? homes.front() : std::string_view();
  }
  return {};
}

}  // namespace

std::string ProjectFaultList::where(std::uint32_t line) const {
  return line == 0 ? file_ : fmt::format("{}, line {}", file_, line);
}

void ProjectFaultList::add(std::uint32_t line, Message problem, Message remedy) {
  faults_.push_back({line, Error(where(line), std::move(problem), std::move(remedy))});
}

std::vector<Error> ProjectFaultList::take() {
  std::stable_sort(faults_.begin(), faults_.end(), [](const Fault& a, const Fault& b) { return a.line < b.line; });
  std::vector<Error> errors;
  for (Fault& fault : faults_) errors.push_back(std::move(fault.error));
  faults_.clear();
  return errors;
}

Message unknownKeyRemedy(std::string_view key, std::string_view section) {
  const std::vector<std::string_view> names = keyNames(section);
  const std::string_view near = nearest(key, names);
  if (!near.empty()) return say("project.did_you_mean", near);
  const std::string_view home = homeOf(key);
  if (!home.empty()) return say("project.belongs_to", key, titleOf(home));
  return say("project.known_keys", titleOf(section), listed(names));
}

SectionReader::SectionReader(const toml::table& table, std::string_view section, ProjectFaultList& faults)
    : table_(table), section_(section), faults_(faults), line_(table.source().begin.line) {
  for (const auto& [key, value] : table_) {
    const ProjectKey* known = findProjectKey(section_, key.str());
    if (known == nullptr)
      unknown(key);
    else if (!sound(*known, value))
      rejected_.push_back(known->name);
  }
  checkRequired();
}

std::string SectionReader::title() const { return titleOf(section_); }

std::uint32_t SectionReader::line(std::string_view key) const {
  const toml::node* value = table_.get(key);
  return value != nullptr ? lineOf(*value) : line_;
}

void SectionReader::unknown(const toml::key& key) const {
  faults_.add(key.source().begin.line, say("project.unknown_key", key.str(), title()),
              unknownKeyRemedy(key.str(), section_));
}

void SectionReader::checkRequired() const {
  for (const ProjectKey& key : projectKeys()) {
    if (key.section != section_ || !key.required || table_.contains(key.name)) continue;
    faults_.add(line_, say("project.missing_key", title(), key.name), say("project.example", key.name, key.example));
  }
}

bool SectionReader::wrongType(const ProjectKey& key, const toml::node& value) const {
  faults_.add(lineOf(value), say("project.wrong_type", key.name), say("project.example", key.name, key.example));
  return false;
}

bool SectionReader::sound(const ProjectKey& key, const toml::node& value) const {
  if (key.orByField && value.is_table()) return true;  // what it holds is told when it is read
  switch (key.kind) {
    case KeyKind::text:
    case KeyKind::nameOrFile:  // whether the name is known is told when it is looked up
      if (!value.is_string()) return wrongType(key, value);
      if (key.required && value.value_exact<std::string>()->empty()) {
        faults_.add(lineOf(value), say("project.empty_text", key.name), say("project.example", key.name, key.example));
        return false;
      }
      return true;
    case KeyKind::integer:
      return isWhole(value) ? soundNumber(key, value) : wrongType(key, value);
    case KeyKind::number:
      return soundNumber(key, value);
    case KeyKind::integers:
      return soundIntegers(key, value);
    case KeyKind::boolean:
      return value.is_boolean() || wrongType(key, value);
    case KeyKind::choice:
      return soundChoice(key, value);
    case KeyKind::date:
      return value.is_integer() ? soundNumber(key, value) : soundChoice(key, value);
    case KeyKind::numbers:
      return soundNumbers(key, value);
    case KeyKind::texts:
      return soundTexts(key, value);
    case KeyKind::replace:
      return value.is_boolean() || soundList(key, value);
    case KeyKind::choices:
      return soundList(key, value);
    case KeyKind::sources:
      return soundSources(key, value);
    case KeyKind::bounds:
      return soundBounds(key, value);
    case KeyKind::range:
      return soundRange(key, value);
    case KeyKind::widths:
      return soundWidths(key, value);
    case KeyKind::words:
      return soundWords(key, value);
    case KeyKind::section:
    case KeyKind::numberSection:
    case KeyKind::onlySection:
      return soundSection(key, value);
  }
  return false;
}

/// What a table holds is told when it is read.
bool SectionReader::soundSection(const ProjectKey& key, const toml::node& value) const {
  if (value.is_table()) return true;
  if (key.kind == KeyKind::onlySection) return wrongType(key, value);
  if (key.kind == KeyKind::numberSection) return soundNumber(key, value);
  if (!key.choices.empty()) return soundChoice(key, value);
  return value.is_string() || numberOf(value).has_value() || wrongType(key, value);
}

bool SectionReader::soundNumber(const ProjectKey& key, const toml::node& value) const {
  const auto number = numberOf(value);
  if (!number || (!key.bounded() && !std::isfinite(*number))) return wrongType(key, value);
  if (!key.bounded() || (*number >= key.low && *number <= key.high)) return true;
  faults_.add(lineOf(value), say("project.out_of_range", key.name, *number, key.low, key.high),
              say("project.example", key.name, key.example));
  return false;
}

bool SectionReader::soundChoice(const ProjectKey& key, const toml::node& value) const {
  const auto chosen = choiceText(value);
  if (!chosen) return wrongType(key, value);
  const std::vector<std::string_view> choices = choicesOf(key);
  if (std::find(choices.begin(), choices.end(), *chosen) != choices.end()) return true;
  const std::string_view near = nearest(*chosen, choices);
  faults_.add(
      lineOf(value), say("project.no_choice", key.name, printed(value)),
      near.empty() ? say("project.choices", listed(choices)) : say("project.did_you_mean_of", near, listed(choices)));
  return false;
}

bool SectionReader::soundList(const ProjectKey& key, const toml::node& value) const {
  const toml::array* list = value.as_array();
  if (list == nullptr) return value.is_string() && key.kind != KeyKind::choices ? true : wrongType(key, value);
  bool good = true;
  std::vector<std::string> seen;
  for (const toml::node& item : *list) {
    if (!item.is_string()) return wrongType(key, value);
    if (key.kind != KeyKind::choices) continue;
    good = soundChoice(key, item) && good;
    seen.push_back(*item.value_exact<std::string>());
    if (std::count(seen.begin(), seen.end(), seen.back()) == 2) {
      faults_.add(lineOf(item), say("project.twice", key.name, seen.back()), say("project.twice.remedy"));
      good = false;
    }
  }
  return good;
}

bool SectionReader::soundTexts(const ProjectKey& key, const toml::node& value) const {
  const auto filled = [](const toml::node& item) {
    const auto* text = item.as_string();
    return text != nullptr && !text->get().empty();
  };
  const toml::array* list = value.as_array();
  const bool good = list == nullptr ? filled(value) : std::all_of(list->begin(), list->end(), filled);
  return good || wrongType(key, value);
}

/// What the tables hold is told when they are read.
bool SectionReader::soundSources(const ProjectKey& key, const toml::node& value) const {
  const auto names = [](const toml::node& item) {
    const auto* path = item.as_string();
    return item.is_table() || (path != nullptr && !path->get().empty());
  };
  const toml::array* list = value.as_array();
  const bool good = list == nullptr ? names(value) : std::all_of(list->begin(), list->end(), names);
  return good || wrongType(key, value);
}

bool SectionReader::soundIntegers(const ProjectKey& key, const toml::node& value) const {
  const toml::array* list = value.as_array();
  if (list == nullptr) return wrongType(key, value);
  bool good = true;
  std::vector<double> seen;
  for (const toml::node& item : *list) {
    if (!isWhole(item)) return wrongType(key, value);
    good = soundNumber(key, item) && good;
    seen.push_back(*numberOf(item));
    if (std::count(seen.begin(), seen.end(), seen.back()) == 2) {
      faults_.add(lineOf(item), say("project.twice", key.name, seen.back()), say("project.twice.remedy"));
      good = false;
    }
  }
  return good;
}

bool SectionReader::soundNumbers(const ProjectKey& key, const toml::node& value) const {
  const toml::array* list = value.as_array();
  if (list == nullptr) return wrongType(key, value);
  return std::ranges::all_of(*list, [&](const toml::node& item) { return soundNumber(key, item); });
}

bool SectionReader::soundBounds(const ProjectKey& key, const toml::node& value) const {
  const toml::array* list = value.as_array();
  if (list == nullptr || list->size() != 4) return wrongType(key, value);
  std::vector<double> sides;
  for (const toml::node& item : *list) {
    const auto number = numberOf(item);
    if (!number || !std::isfinite(*number)) return wrongType(key, value);
    sides.push_back(*number);
  }
  if (sides[0] < sides[2] && sides[1] < sides[3]) return true;
  faults_.add(lineOf(value), say("project.bounds_order"), say("project.example", key.name, key.example));
  return false;
}

bool SectionReader::soundRange(const ProjectKey& key, const toml::node& value) const {
  const toml::array* list = value.as_array();
  if (list == nullptr || list->size() != 2) return wrongType(key, value);
  for (const toml::node& item : *list)
    if (!soundNumber(key, item)) return false;
  if (*numberOf(*list->get(0)) <= *numberOf(*list->get(1))) return true;
  faults_.add(lineOf(value), say("project.range_order", key.name), say("project.example", key.name, key.example));
  return false;
}

bool SectionReader::soundWidths(const ProjectKey& key, const toml::node& value) const {
  const toml::table* widths = value.as_table();
  if (widths == nullptr || widths->empty()) return wrongType(key, value);
  bool good = true;
  for (const auto& [name, width] : *widths) {
    const auto metres = numberOf(width);
    if (metres && *metres >= key.low && *metres <= key.high) continue;
    good = false;
    faults_.add(lineOf(width), say("project.bad_width", name.str(), key.low, key.high),
                say("project.example", key.name, key.example));
  }
  return good;
}

bool SectionReader::soundWords(const ProjectKey& key, const toml::node& value) const {
  const toml::table* words = value.as_table();
  if (words == nullptr || words->empty()) return wrongType(key, value);
  for (const auto& [name, word] : *words)
    if (!word.is_string()) return wrongType(key, word);
  return true;
}

const toml::node* SectionReader::node(std::string_view key) const {
  if (std::find(rejected_.begin(), rejected_.end(), key) != rejected_.end()) return nullptr;
  return table_.get(key);
}

const toml::node* SectionReader::value(std::string_view key) const {
  if (const toml::node* written = node(key)) return written;
  const toml::table* section = defaults()[section_].as_table();
  return section != nullptr ? section->get(key) : nullptr;
}

std::optional<std::string> SectionReader::text(std::string_view key) const {
  const toml::node* found = value(key);
  return found != nullptr ? choiceText(*found) : std::nullopt;
}

std::optional<double> SectionReader::number(std::string_view key) const {
  const toml::node* found = value(key);
  return found != nullptr ? numberOf(*found) : std::nullopt;
}

std::optional<std::int64_t> SectionReader::integer(std::string_view key) const {
  const auto found = number(key);
  return found ? std::optional(static_cast<std::int64_t>(*found)) : std::nullopt;
}

std::optional<bool> SectionReader::boolean(std::string_view key) const {
  const toml::node* found = value(key);
  return found != nullptr ? found->value_exact<bool>() : std::nullopt;
}

std::vector<std::string> SectionReader::texts(std::string_view key) const {
  std::vector<std::string> out;
  const toml::node* found = value(key);
  if (found == nullptr) return out;
  if (const auto one = found->value_exact<std::string>()) return {*one};
  if (const toml::array* list = found->as_array())
    for (const toml::node& item : *list) out.push_back(item.value_or(std::string()));
  return out;
}

std::vector<double> SectionReader::numbers(std::string_view key) const {
  std::vector<double> out;
  const toml::node* found = value(key);
  if (found == nullptr || !found->is_array()) return out;
  for (const toml::node& item : *found->as_array()) out.push_back(numberOf(item).value_or(0));
  return out;
}

std::vector<const toml::node*> SectionReader::items(std::string_view key) const {
  std::vector<const toml::node*> out;
  const toml::node* written = node(key);
  if (written == nullptr) return out;
  if (!written->is_array()) return {written};
  for (const toml::node& item : *written->as_array()) out.push_back(&item);
  return out;
}

const toml::table* SectionReader::table(std::string_view key) const {
  const toml::node* written = node(key);
  return written != nullptr ? written->as_table() : nullptr;
}

}  // namespace tanhui
