#include "geo/init/Init.h"

#include <array>
#include <memory>

#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/Session.h"
#include "geo/base/TextTable.h"
#include "geo/project/ProjectKeys.h"

namespace tanhui::cli {
namespace {

constexpr std::array<std::string_view, 11> kRoles = {"stands", "wetlands", "farmland",    "parcels", "raster", "region",
                                                     "zones",  "corridor", "restoration", "control", "none"};

std::string_view roleName(LayerRole role) { return kRoles[static_cast<std::size_t>(role)]; }

/// The fields that were taken, as "class=DLBM (sandiao)".
std::vector<std::string> fields(const LayerGuess& guess) {
  std::vector<std::string> out;
  if (!guess.classCodes.empty() && guess.classTable.empty()) out.push_back(fmt::format("class={}", guess.classField));
  if (!guess.classTable.empty())
    out.push_back(guess.classField.empty() ? fmt::format("class ({})", guess.classTable)
                                           : fmt::format("class={} ({})", guess.classField, guess.classTable));
  const auto add = [&out](std::string_view key, const std::string& field) {
    if (!field.empty()) out.push_back(fmt::format("{}={}", key, field));
  };
  add("species", guess.species);
  add("composition", guess.composition);
  add("origin", guess.origin);
  add("age", guess.age);
  add("age_group", guess.ageGroup);
  add("planted", guess.planted);
  add("volume", guess.volume);
  add("deduct", guess.deduct.area.empty() ? guess.deduct.ratio : guess.deduct.area);
  add("id", guess.id);
  add("label", guess.label);
  add("width", guess.widthField);
  return out;
}

std::string layerName(const LayerGuess& guess) {
  const std::string file = guess.path.filename().string();
  return guess.sublayer.empty() ? file : fmt::format("{}, {}", file, guess.sublayer);
}

void initAndTell(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& layers,
                 const Session& session) {
  const InitResult result = initProject(folder, layers, session.language);
  tellWarnings(result.warnings, session, result.warnings.size());
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  TextTable table({Align::left, Align::left, Align::left});
  table.add({session.text("init.column.layer"), session.text("init.column.role"), session.text("init.column.fields")});
  table.rule();
  for (const LayerGuess& guess : result.guesses) {
    const std::string role(roleName(guess.role));
    table.add({layerName(guess), session.text("init.role." + role), listed(fields(guess))});
    list.push_back(
        {{"source", guess.path.string()}, {"sublayer", guess.sublayer}, {"role", role}, {"fields", fields(guess)}});
  }
  if (session.json)
    printJson({{"project", result.project.string()},
               {"layers", std::move(list)},
               {"warnings", toJson(result.warnings, session.language)}});
  else
    print(table.text() + "\n" + session.text(say("init.done", result.project.string())) + "\n");
}

}  // namespace

void addInit(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("init", session.text("cli.init"));
  auto folder = std::make_shared<std::filesystem::path>();
  auto layers = std::make_shared<std::vector<std::filesystem::path>>();
  verb->add_option("DIR", *folder, session.text("cli.init.folder"))->required();
  verb->add_option("LAYER", *layers, session.text("cli.init.layers"));
  verb->callback([folder, layers, &session] { initAndTell(*folder, *layers, session); });
}

}  // namespace tanhui::cli
