#include <filesystem>
#include <memory>

#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/Session.h"
#include "geo/base/Nearest.h"
#include "geo/base/PlainNumber.h"
#include "geo/base/TextTable.h"
#include "geo/carbon/FactorLibrary.h"

namespace tanhui::cli {
namespace {

struct FactorsArguments {
  std::string key, library = "chongqing";
  std::filesystem::path overrides, classes;
};

/// The factor of that key; else those whose key begins with it; else those whose key or name holds it.
std::vector<const Factor*> matching(const FactorLibrary& library, const std::string& key) {
  std::vector<const Factor*> found;
  if (const auto exact = library.find(key)) return {&library[*exact]};
  for (const Factor& factor : library.all())
    if (factor.key.starts_with(key)) found.push_back(&factor);
  if (!found.empty()) return found;
  const auto holds = [&key](const std::string& text) { return text.find(key) != std::string::npos; };
  for (const Factor& factor : library.all())
    if (holds(factor.key) || holds(factor.nameZh) || holds(factor.nameEn)) found.push_back(&factor);
  return found;
}

Error noFactor(const FactorLibrary& library, const std::string& key) {
  std::vector<std::string_view> keys;
  for (const Factor& factor : library.all()) keys.push_back(factor.key);
  const std::string_view near = nearest(key, keys);
  return Error(library.name(), say("cli.no_factor", key),
               near.empty() ? say("cli.no_factor.remedy") : say("project.did_you_mean", near));
}

std::string range(const Factor& factor) {
  return factor.low && factor.high ? fmt::format("{} .. {}", plainNumber(*factor.low), plainNumber(*factor.high)) : "-";
}

nlohmann::ordered_json factorJson(const Factor& factor) {
  nlohmann::ordered_json json = {{"key", factor.key},         {"name_en", factor.nameEn}, {"name_zh", factor.nameZh},
                                 {"value", factor.value},     {"low", nullptr},           {"high", nullptr},
                                 {"se", factor.se},           {"unit", factor.unit},      {"source", factor.source},
                                 {"edition", factor.edition}, {"grade", factor.grade},    {"group", factor.group}};
  if (factor.low) json["low"] = *factor.low;
  if (factor.high) json["high"] = *factor.high;
  return json;
}

std::string factorsText(const std::vector<const Factor*>& factors, const Session& session) {
  TextTable table({Align::left, Align::right, Align::left, Align::left, Align::left, Align::left, Align::left});
  std::vector<std::string> head;
  for (const std::string_view column : {"key", "value", "range", "unit", "grade", "name", "source"})
    head.push_back(session.text(fmt::format("cli.factor.{}", column)));
  table.add(std::move(head));
  table.rule();
  for (const Factor* factor : factors)
    table.add({factor->key, plainNumber(factor->value), range(*factor), factor->unit,
               session.text("carbon.grade." + factor->grade),
               session.language == Language::zh ? factor->nameZh : factor->nameEn,
               factor->edition.empty() ? factor->source : fmt::format("{} ({})", factor->source, factor->edition)});
  return table.text();
}

}  // namespace

void addFactors(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("factors", session.text("cli.factors"));
  auto given = std::make_shared<FactorsArguments>();
  verb->add_option("KEY", given->key, session.text("cli.factors.key"));
  verb->add_option("--library", given->library, session.text("cli.factors.library"));
  verb->add_option("--overrides", given->overrides, session.text("cli.factors.overrides"));
  verb->add_option("--classes", given->classes, session.text("cli.factors.classes"));
  verb->callback([given, &session] {
    const LandClasses classes = given->classes.empty() ? LandClasses() : LandClasses::withOwn(given->classes);
    const FactorLibrary library =
        FactorLibrary::load(given->library, std::filesystem::current_path(), given->overrides, classes);
    const std::vector<const Factor*> found = matching(library, given->key);
    if (found.empty()) throw noFactor(library, given->key);
    if (!session.json) {
      print(factorsText(found, session));
      return;
    }
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Factor* factor : found) list.push_back(factorJson(*factor));
    printJson({{"library", library.name()}, {"factors", std::move(list)}});
  });
}

}  // namespace tanhui::cli
