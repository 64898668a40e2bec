#include "app/viewer/app/Options.h"

#include <cstdlib>

#include <CLI/CLI.hpp>

#include "geo/base/Version.h"

namespace tanhui::viewer {
namespace {

/// --lang holds for the help text too, so it is looked for before the rest is parsed.
Language languageFor(const QStringList& arguments) {
  for (int i = 1; i < arguments.size(); ++i) {
    const QString value = arguments[i].startsWith("--lang=")                     ? arguments[i].mid(7)
                          : arguments[i] == "--lang" && i + 1 < arguments.size() ? arguments[i + 1]
                                                                                 : QString();
    if (value == "zh") return Language::zh;
    if (value == "en") return Language::en;
  }
  return languageOfEnvironment();
}

std::optional<QSize> sizeFrom(const std::string& text) {
  const QStringList sides = QString::fromStdString(text).split('x');
  bool wide = false, high = false;
  if (sides.size() != 2) return std::nullopt;
  const QSize size(sides[0].toInt(&wide), sides[1].toInt(&high));
  if (!wide || !high || size.width() < 400 || size.height() < 300 || size.width() > 16000 || size.height() > 16000)
    return std::nullopt;
  return size;
}

}  // namespace

Language languageOfEnvironment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0')
      return std::string_view(value).starts_with("zh") ? Language::zh : Language::en;
  }
  return Language::zh;
}

ParsedOptions parseOptions(const QStringList& arguments) {
  const Language language = languageFor(arguments);
  const auto say = [language](const char* id) { return text(id, language); };
  ParsedOptions out;
  Options& options = out.options;
  std::string lang, theme, size, layer, zone, at, panel, compare, scenario;

  CLI::App app(say("viewer.about"), "tanhui-viewer");
  app.set_version_flag("--version", std::string("tanhui-viewer ") + kVersion);
  app.set_help_flag("-h,--help", say("cli.option.help"));
  app.add_option("PROJECT", options.project, say("cli.arg.project"));
  app.add_option("--lang", lang, say("viewer.option.lang"))->check(CLI::IsMember({"zh", "en"}));
  app.add_option("--theme", theme, say("viewer.option.theme"))->check(CLI::IsMember({"light", "dark"}));
  app.add_option("--screenshot", options.screenshot, say("viewer.option.screenshot"));
  app.add_option("--export-sheet", options.sheet, say("viewer.option.sheet"));
  app.add_option("--size", size, say("viewer.option.size"));
  app.add_option("--scale", options.scale, say("viewer.option.scale"))->check(CLI::Range(1.0, 4.0));
  app.add_option("--layer", layer, say("viewer.option.layer"));
  app.add_option("--zone", zone, say("viewer.option.zone"));
  app.add_option("--at", at, say("viewer.option.at"));
  app.add_option("--compare", compare, say("viewer.option.compare"));
  app.add_option("--panel", panel, say("viewer.option.panel"))
      ->check(CLI::IsMember(
          {"zones", "charts", "years", "landscape", "factors", "identify", "whatif", "compare", "settings", "run"}));
  app.add_option("--year", options.year, say("viewer.time.option.year"));
  app.add_option("--scenario", scenario, say("viewer.time.option.scenario"));
  std::vector<std::string> words;
  for (int i = static_cast<int>(arguments.size()) - 1; i > 0; --i) words.push_back(arguments[i].toStdString());
  const auto fail = [&](const std::string& problem) {
    out.exitCode = 2;
    out.message = text(tanhui::say("cli.usage", problem), language) + "\n";
  };
  try {
    app.parse(words);
  } catch (const CLI::CallForHelp&) {
    out.exitCode = 0;
    out.message = app.help();
    return out;
  } catch (const CLI::CallForVersion& version) {
    out.exitCode = 0;
    out.message = std::string(version.what()) + "\n";
    return out;
  } catch (const CLI::ParseError& fault) {
    fail(fault.what());
    return out;
  }
  if (!lang.empty()) options.language = lang == "zh" ? Language::zh : Language::en;
  if (!theme.empty()) options.theme = theme == "dark" ? Theme::dark : Theme::light;
  options.layer = QString::fromStdString(layer);
  options.zone = QString::fromStdString(zone);
  options.panel = QString::fromStdString(panel);
  options.compare = QString::fromStdString(compare);
  options.scenario = QString::fromStdString(scenario);
  if (!size.empty()) {
    const std::optional<QSize> given = sizeFrom(size);
    if (!given)
      fail("--size " + size);
    else
      options.size = *given;
  }
  if (!at.empty()) {
    const QStringList parts = QString::fromStdString(at).split(',');
    bool x = false, y = false;
    if (parts.size() == 2) options.at = {parts[0].toDouble(&x), parts[1].toDouble(&y)};
    if (!x || !y) fail("--at " + at);
  }
  if (options.unattended() && options.project.empty()) fail("PROJECT");
  return out;
}

}  // namespace tanhui::viewer
