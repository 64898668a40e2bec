#include "geo/init/InitTemplate.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "geo/base/Input.h"
#include "geo/project/ProjectEdit.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

using Codes = std::map<std::string, std::string>;

/// ", codes = { CODE = MEANING, ... }"; nothing where there are none.
std::string codesValue(const Codes& codes) {
  std::string text;
  for (const auto& [code, meaning] : codes)
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", tomlText(code), tomlText(meaning));
  return text.empty() ? text : fmt::format(", codes = {{ {} }}", text);
}

std::string fieldValue(const std::string& field, const Codes& codes = {}) {
  return fmt::format("{{ field = {}{} }}", tomlText(field), codesValue(codes));
}

class TemplateWriter {
 public:
  TemplateWriter(const InitHeader& header, const fs::path& folder) : header_(header), folder_(folder) {}

  std::string write(const std::vector<LayerGuess>& guesses) {
    out_ = comment("init.head");
    project();
    grid(guesses);
    section({"factors", {{"library", tomlText(header_.library)}}, {}});
    for (const LayerGuess& guess : guesses)
      if (guess.land()) section(layer(guess));
    if (!written_.contains("layers")) section({"layers", {}, {say("init.note.no_layers")}}, true);
    for (const LayerGuess& guess : guesses)
      if (!guess.land() && guess.role != LayerRole::region) section(zone(guess));
    section({"output", {{"folder", tomlText(header_.outputFolder)}}, {}});
    return std::move(out_);
  }

 private:
  /// A section as it will be written: keys with their values in TOML, and comments above it.
  struct Section {
    std::string_view name;
    std::vector<std::pair<std::string_view, std::string>> values;
    std::vector<Message> notes;
  };

  std::string comment(std::string_view id) const { return "# " + text(id, header_.language) + "\n"; }

  std::string relative(const fs::path& path) const {
    if (isVirtual(path)) return tomlText(archiveIn(fs::current_path(), path).string());
    const fs::path near =
        fs::absolute(path).lexically_normal().lexically_relative(fs::absolute(folder_).lexically_normal());
    const bool inside = !near.empty() && *near.begin() != "..";
    return tomlText((inside ? near : fs::absolute(path).lexically_normal()).generic_string());
  }

  /// The keys given, each with its meaning; the first section of a name also shows its other keys, commented out.
  void section(const Section& section, bool commentedOut = false) {
    const bool list = std::any_of(projectSections().begin(), projectSections().end(),
                                  [&](const ProjectSection& s) { return s.name == section.name && s.list; });
    const bool first = written_.insert(section.name).second;
    out_ += "\n";
    if (first) out_ += comment(fmt::format("project.section.{}", section.name));
    for (const Message& note : section.notes) out_ += "# " + text(note, header_.language) + "\n";
    out_ += commentedOut ? "# " : "";
    out_ += list ? fmt::format("[[{}]]\n", section.name) : fmt::format("[{}]\n", section.name);
    for (const auto& [key, value] : section.values) line("", section.name, key, value);
    if (!first) return;
    for (const ProjectKey& key : projectKeys()) {
      const bool given = std::any_of(section.values.begin(), section.values.end(),
                                     [&](const auto& value) { return value.first == key.name; });
      if (key.section == section.name && !given) line("# ", section.name, key.name, std::string(key.example));
    }
  }

  /// A key, with its meaning where it stands for the first time.
  void line(std::string_view mark, std::string_view section, std::string_view key, const std::string& value) {
    const ProjectKey& known = *findProjectKey(section, key);
    out_ += fmt::format("{}{} = {}", mark, key, value);
    if (explained_.insert(known.meaning()).second) out_ += "  # " + explained(known, header_.language);
    out_ += "\n";
  }

  void project() {
    section({"project",
             {{"name", tomlText(header_.name)},
              {"base_year", fmt::format("{}", header_.baseYear)},
              {"language", header_.language == Language::zh ? "\"zh\"" : "\"en\""}},
             {}});
  }

  void grid(const std::vector<LayerGuess>& guesses) {
    Section grid{"grid", {}, {}};
    if (!header_.crs.empty()) grid.values.emplace_back("crs", tomlText(header_.crs));
    if (header_.cellSize > 0) grid.values.emplace_back("cell_size", fmt::format("{}", header_.cellSize));
    for (const LayerGuess& guess : guesses) {
      if (guess.role != LayerRole::region) continue;
      grid.values.emplace_back("region", relative(guess.path));
      if (!guess.sublayer.empty()) grid.values.emplace_back("region_sublayer", tomlText(guess.sublayer));
      break;
    }
    section(grid);
  }

  /// Source, sublayer and, where the data declare none, a place for the CRS.
  void source(const LayerGuess& guess, Section& section) const {
    section.values.emplace_back("name", tomlText(guess.nameInReports()));
    section.values.emplace_back("source", relative(guess.path));
    if (!guess.sublayer.empty()) section.values.emplace_back("sublayer", tomlText(guess.sublayer));
    if (!guess.givenCrs.empty())
      section.values.emplace_back("crs", tomlText(guess.givenCrs));
    else if (!guess.crs.known())
      section.notes.push_back(say("init.note.no_crs"));
    if (!guess.where.empty()) section.values.emplace_back("where", tomlText(guess.where));
  }

  Section layer(const LayerGuess& guess) const {
    Section layer{"layers", {}, {}};
    source(guess, layer);
    if (guess.role == LayerRole::raster)
      layer.values.emplace_back("class", fmt::format("{{ table = {} }}", tomlText(guess.classTable)));
    else
      layer.values.emplace_back("class", landClass(guess));
    layer.notes.insert(layer.notes.end(), guess.notes.begin(), guess.notes.end());
    if (guess.role == LayerRole::stands && !guess.hasClass())
      layer.notes.push_back(say("init.note.no_class", guess.classKey));
    if (!guess.classTable.empty() && guess.classShare > 0 && guess.classShare < 1)
      layer.notes.push_back(say("init.note.share", fmt::format("{:.0f}", 100 * guess.classShare), guess.classTable));
    if (!guess.species.empty()) layer.values.emplace_back("species", fieldValue(guess.species, guess.speciesCodes));
    if (!guess.composition.empty()) layer.values.emplace_back("composition", fieldValue(guess.composition));
    if (!guess.origin.empty()) layer.values.emplace_back("origin", fieldValue(guess.origin, guess.originCodes));
    if (!guess.age.empty()) layer.values.emplace_back("age", fieldValue(guess.age));
    if (!guess.ageGroup.empty())
      layer.values.emplace_back("age_group", fieldValue(guess.ageGroup, guess.ageGroupCodes));
    if (!guess.planted.empty()) layer.values.emplace_back("planted", fieldValue(guess.planted));
    if (!guess.volume.empty())
      layer.values.emplace_back("volume", fmt::format("{{ field = {}, unit = \"{}\" }}", tomlText(guess.volume),
                                                      volumeUnitName(guess.volumeUnit)));
    if (!guess.deduct.landClass.empty()) layer.values.emplace_back("deduct", deduct(guess.deduct));
    return layer;
  }

  static std::string deduct(const DeductSpec& spec) {
    std::string out;
    const auto add = [&out](std::string_view key, const std::string& value) {
      if (!value.empty()) out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", key, tomlText(value));
    };
    add("area", spec.area);
    add("of", spec.of);
    add("ratio", spec.ratio);
    add("class", spec.landClass);
    return fmt::format("{{ {} }}", out);
  }

  static std::string landClass(const LayerGuess& guess) {
    if (!guess.hasClass()) return tomlText(guess.classKey);
    std::string text = fmt::format("{{ field = {}", tomlText(guess.classField));
    if (!guess.classTable.empty()) text += fmt::format(", table = {}", tomlText(guess.classTable));
    return text + codesValue(guess.classCodes) + " }";
  }

  Section zone(const LayerGuess& guess) const {
    Section zone{"zones", {}, {}};
    source(guess, zone);
    zone.notes.insert(zone.notes.end(), guess.notes.begin(), guess.notes.end());
    if (guess.role == LayerRole::corridor) {
      zone.values.emplace_back("kind", "\"corridor\"");
      zone.values.emplace_back("width", width(guess));
      zone.notes.push_back(say("init.note.width"));
    }
    if (guess.role == LayerRole::restoration) zone.values.emplace_back("kind", "\"restoration\"");
    if (guess.role == LayerRole::control) zone.values.emplace_back("kind", "\"control\"");
    if (!guess.id.empty()) zone.values.emplace_back("id", tomlText(guess.id));
    if (!guess.label.empty()) zone.values.emplace_back("label", tomlText(guess.label));
    return zone;
  }

  static std::string width(const LayerGuess& guess) {
    if (guess.widthField.empty()) return fmt::format("{}", guess.width);
    std::string widths;
    for (std::size_t i = 0; i < guess.widthValues.size(); ++i)
      widths += fmt::format("{}{} = {}", i > 0 ? ", " : "", tomlText(guess.widthValues[i]), guess.widths[i]);
    return fmt::format("{{ field = {}, table = {{ {} }} }}", tomlText(guess.widthField), widths);
  }

  const InitHeader& header_;
  const fs::path& folder_;
  std::string out_;
  std::set<std::string_view> written_;
  std::set<std::string> explained_;
};

}  // namespace

std::string projectTemplate(const InitHeader& header, const std::vector<LayerGuess>& guesses, const fs::path& folder) {
  return TemplateWriter(header, folder).write(guesses);
}

}  // namespace tanhui
