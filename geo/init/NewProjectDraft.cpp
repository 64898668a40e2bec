#include "geo/init/NewProjectDraft.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/init/InitTemplate.h"

namespace tanhui {
namespace {

constexpr std::array kRoleNames{"stands", "wetlands", "farmland",    "parcels", "raster", "region",
                                "zones",  "corridor", "restoration", "control", "none"};

const TableChoice* findTable(const std::vector<TableChoice>& tables, const std::string& name) {
  const auto found = std::ranges::find(tables, name, &TableChoice::name);
  return found == tables.end() ? nullptr : &*found;
}

bool parses(const std::string& crs) {
  try {
    return Crs::parse(crs, "crs").known();
  } catch (const Error&) {
    return false;
  }
}

Crs crsOf(const LayerGuess& guess) {
  if (guess.crs.known() || !parses(guess.givenCrs)) return guess.crs;
  return Crs::parse(guess.givenCrs, "crs");
}

void faultsOfLand(const LayerGuess& guess, std::vector<DraftFault>& faults) {
  if (guess.raster && guess.classTable.empty()) faults.push_back({"table", say("viewer.new.fault.raster_table")});
  if (!guess.raster && guess.classField.empty() == guess.hasClass())
    faults.push_back({guess.classField.empty() ? "class" : "table",
                      say(guess.classField.empty() ? "viewer.new.fault.no_field" : "viewer.new.fault.no_table")});
}

void faultsOfCorridor(const LayerGuess& guess, std::vector<DraftFault>& faults) {
  const auto good = [](double metres) { return metres >= 0 && metres <= 100'000; };  // as the parser has it
  if (guess.widthField.empty() ? !(guess.width > 0 && good(guess.width)) : !std::ranges::all_of(guess.widths, good))
    faults.push_back({"width", say("viewer.new.fault.width")});
  if (!guess.widthField.empty() && guess.widthValues.empty())
    faults.push_back({"width", say("viewer.new.fault.no_widths", guess.widthField)});
}

bool sameSection(const LayerGuess& a, const LayerGuess& b) { return a.land() == b.land(); }

}  // namespace

const DraftLayer* NewProjectDraft::find(int id) const {
  const auto found = std::ranges::find(layers, id, &DraftLayer::id);
  return found == layers.end() ? nullptr : &*found;
}

bool canBeRegion(const DraftLayer& layer) {
  return !layer.unreadable && !layer.guess.raster && !layer.guess.lines && layer.guess.crs.known();
}

std::vector<LayerRole> rolesOf(const LayerGuess& guess) {
  if (guess.raster) return {LayerRole::raster};
  if (guess.lines) return {LayerRole::corridor};
  return {LayerRole::stands, LayerRole::wetlands, LayerRole::farmland,    LayerRole::parcels, LayerRole::region,
          LayerRole::zones,  LayerRole::corridor, LayerRole::restoration, LayerRole::control};
}

std::string roleId(LayerRole role) { return std::string("init.role.") + kRoleNames[static_cast<std::size_t>(role)]; }

void sortByRole(std::vector<DraftLayer>& layers) {
  std::ranges::stable_sort(layers, liesAbove, &DraftLayer::guess);
  std::vector<LayerGuess*> used;
  for (DraftLayer& layer : layers)
    if (layer.used && !layer.unreadable) used.push_back(&layer.guess);
  tellApart(used);
}

void guessHead(NewProjectDraft& draft, Language language) {
  std::vector<LayerGuess> used;
  draft.region = -1;
  for (const DraftLayer& layer : draft.layers) {
    if (!layer.used || layer.unreadable) continue;
    used.push_back(layer.guess);
    if (draft.region < 0 && layer.guess.role == LayerRole::region) draft.region = layer.id;
  }
  const InitHeader kept = draft.header;
  draft.header = guessHeader(used, draft.folder, language);
  draft.header.library = kept.library;
  draft.header.outputFolder = kept.outputFolder;
}

std::vector<std::string> codesOf(const LayerGuess& guess) {
  std::vector<std::string> codes;
  for (const VectorInfo::Field& field : guess.fields)
    if (field.name == guess.classField)
      for (const std::string& sample : field.samples)
        if (!sample.empty()) codes.push_back(sample);
  return codes;
}

bool numberCodes(const LayerGuess& guess) {
  const auto field = std::ranges::find(guess.fields, guess.classField, &VectorInfo::Field::name);
  return field != guess.fields.end() && field->number;
}

std::vector<std::string> unknownCodes(const LayerGuess& guess, const std::vector<TableChoice>& tables) {
  std::vector<std::string> unknown;
  if (const TableChoice* table = findTable(tables, guess.classTable))
    for (std::string& code : codesOf(guess))
      if (table->table.find(code, nullptr, numberCodes(guess)) == nullptr && !guess.classCodes.contains(code))
        unknown.push_back(std::move(code));
  return unknown;
}

std::string deductText(const DeductSpec& deduct) {
  std::string shares = deduct.area.empty() ? std::string() : deduct.area + " ÷ " + deduct.of;
  if (!deduct.ratio.empty()) shares += (shares.empty() ? "" : ", ") + deduct.ratio;
  return shares + " → " + deduct.landClass;
}

std::vector<DraftFault> faultsOfLayer(const NewProjectDraft& draft, std::size_t layer) {
  std::vector<DraftFault> faults;
  const DraftLayer& own = draft.layers[layer];
  const LayerGuess& guess = own.guess;
  if (!own.used || own.unreadable) return faults;
  if (guess.role == LayerRole::none) faults.push_back({"role", say("viewer.new.fault.role")});
  if (!guess.crs.known() && guess.role != LayerRole::region && !parses(guess.givenCrs))
    faults.push_back({"crs", say(guess.givenCrs.empty() ? "viewer.new.fault.no_crs" : "viewer.new.fault.crs")});
  if (!guess.crs.known() && guess.role == LayerRole::region)
    faults.push_back({"role", say("viewer.new.fault.region_crs")});
  for (std::size_t i = 0; i < draft.layers.size(); ++i) {
    const DraftLayer& other = draft.layers[i];
    if (i == layer || !other.used || other.unreadable || !sameSection(other.guess, guess)) continue;
    if (guess.role == LayerRole::region || other.guess.role == LayerRole::region) continue;
    if (other.guess.nameInReports() == guess.nameInReports()) {
      faults.push_back({"name", say("project.duplicate_name", guess.nameInReports())});
      break;
    }
  }
  if (guess.land()) faultsOfLand(guess, faults);
  if (guess.role == LayerRole::corridor) faultsOfCorridor(guess, faults);
  if (!guess.age.empty() && !guess.planted.empty())
    faults.push_back({"planted", say("project.age_and_planted", guess.nameInReports())});
  return faults;
}

std::vector<DraftFault> faultsOfHead(const NewProjectDraft& draft) {
  std::vector<DraftFault> faults;
  const InitHeader& head = draft.header;
  if (head.name.find_first_not_of(" \t") == std::string::npos) faults.push_back({"name", say("viewer.new.fault.name")});
  const auto land = [](const DraftLayer& layer) { return layer.used && !layer.unreadable && layer.guess.land(); };
  const auto raster = [&](const DraftLayer& layer) { return land(layer) && layer.guess.role == LayerRole::raster; };
  if (std::ranges::none_of(draft.layers, land)) faults.push_back({"layers", say("viewer.new.fault.no_land")});
  if (!(head.cellSize >= 0) || (head.cellSize == 0 && std::ranges::none_of(draft.layers, raster)))
    faults.push_back({"cell_size", say("viewer.new.fault.cell_size")});
  if (!head.crs.empty() && !parses(head.crs)) faults.push_back({"crs", say("viewer.new.fault.crs")});
  if (!head.crs.empty() && parses(head.crs) && Crs::parse(head.crs, "crs").geographic())
    faults.push_back({"crs", say("viewer.new.fault.degrees")});
  if (head.crs.empty()) {
    const auto first = std::ranges::find_if(draft.layers, land);
    if (first != draft.layers.end() && crsOf(first->guess).geographic() && first->guess.role != LayerRole::raster)
      faults.push_back({"crs", say("viewer.new.fault.degrees")});
  }
  if (head.outputFolder.empty()) faults.push_back({"output", say("viewer.new.fault.output")});
  return faults;
}

bool sound(const NewProjectDraft& draft) {
  for (std::size_t i = 0; i < draft.layers.size(); ++i)
    if (!faultsOfLayer(draft, i).empty()) return false;
  return faultsOfHead(draft).empty();
}

double estimatedCells(const NewProjectDraft& draft) {
  if (!(draft.header.cellSize > 0)) return 0;
  const auto squareMetres = [](const LayerGuess& guess) {
    constexpr double kMetresPerDegree = 111'320;
    if (guess.box.empty()) return 0.0;
    double width = guess.box.xmax - guess.box.xmin, height = guess.box.ymax - guess.box.ymin;
    if (guess.crs.geographic()) {
      constexpr double kRadians = 3.14159265358979 / 180;
      width *= kMetresPerDegree * std::cos((guess.box.ymin + guess.box.ymax) / 2 * kRadians);
      height *= kMetresPerDegree;
    }
    return width * height;
  };
  double area = 0;
  if (const DraftLayer* region = draft.find(draft.region)) {
    area = squareMetres(region->guess);
  } else {
    for (const DraftLayer& layer : draft.layers)
      if (layer.used && !layer.unreadable && layer.guess.land()) area = std::max(area, squareMetres(layer.guess));
  }
  return area / (draft.header.cellSize * draft.header.cellSize);
}

std::string projectText(const NewProjectDraft& draft) {
  std::vector<LayerGuess> used;
  for (const DraftLayer& layer : draft.layers) {
    const LayerRole role = layer.guess.role;
    if (layer.used && !layer.unreadable && role != LayerRole::none && role != LayerRole::region)
      used.push_back(layer.guess);
  }
  if (const DraftLayer* region = draft.find(draft.region)) {
    used.push_back(region->guess);
    used.back().role = LayerRole::region;
  }
  return projectTemplate(draft.header, used, draft.folder);
}

}  // namespace tanhui
