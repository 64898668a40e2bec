#include "geo/project/detail/ProjectPattern.h"

namespace tanhui {
namespace {

/// Of classes or of a raster, not of both; a raster says which of its values count.
void checkGround(const ReadContext& in, const SectionReader& from) {
  const bool classes = !from.texts("class").empty(), raster = from.has("raster");
  if (classes && raster)
    in.faults.add(from.line("raster"), say("project.pattern_both"), say("project.pattern_both.remedy"));
  if (!classes && !raster && !from.rejected("class") && !from.rejected("raster"))
    in.faults.add(from.line(), say("project.pattern_neither"), say("project.pattern_neither.remedy"));
  if (raster && !from.has("foreground") && !from.rejected("foreground"))
    in.faults.add(from.line("raster"), say("project.missing_key", "[[patterns]]", "foreground"),
                  say("project.example", "foreground", findProjectKey("patterns", "foreground")->example));
  if (!raster && from.has("foreground"))
    in.faults.add(from.line("foreground"), say("project.pattern_foreground"), say("project.pattern_foreground.remedy"));
}

/// What a library of the user's own knows is not known yet: its classes are told when the layers are read.
void checkClasses(const ReadContext& in, const SectionReader& from, const PatternSpec& pattern) {
  if (!in.classesSound || std::filesystem::path(in.project.library).is_absolute()) return;
  try {
    classesNamed(in.project.classes, pattern.classes, "");
  } catch (const Error& fault) {
    in.faults.add(from.line("class"), fault.problem(), fault.remedy());
  }
}

}  // namespace

PatternSpec readPattern(const ReadContext& in, const SectionReader& from) {
  PatternSpec pattern;
  pattern.line = static_cast<int>(from.line());
  pattern.name = from.text("name").value_or("");
  pattern.classes = from.texts("class");
  pattern.raster = in.resolve(from.text("raster").value_or(""));
  for (const double value : from.numbers("foreground")) pattern.foreground.push_back(static_cast<int>(value));
  pattern.edgeWidth = static_cast<int>(from.integer("edge_width").value());
  pattern.connectivity = from.text("connectivity").value() == "4" ? Connectivity::four : Connectivity::eight;
  pattern.transition = from.boolean("transition").value();
  pattern.inside = from.boolean("intext").value();
  pattern.densityWindow = static_cast<int>(from.integer("density_window").value());
  if (pattern.densityWindow % 2 == 0)
    in.faults.add(from.line("density_window"), say("pattern.window", pattern.densityWindow),
                  say("pattern.window.remedy"));
  checkGround(in, from);
  checkClasses(in, from, pattern);
  return pattern;
}

}  // namespace tanhui
