#include "geo/project/SaveIntervention.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include <cpl_conv.h>
#include <cpl_string.h>

#include "geo/base/File.h"
#include "geo/base/Handle.h"
#include "geo/gdal/PolygonFile.h"
#include "geo/gdal/PolygonParts.h"
#include "geo/layer/Repair.h"
#include "geo/project/LandActions.h"
#include "geo/project/ProjectEdit.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr const char* kFolder = "interventions";
constexpr std::size_t kLongestName = 120;  // bytes; file systems take 255

/// Cuts UTF-8 text between characters.
std::string cutTo(std::string text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

/// A file name that every system takes, as near to the name as can be.
std::string fileNameOf(const std::string& name) {
  std::string out;
  for (const char c : name) {
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    out += control || std::strchr("/\\:*?\"<>|", c) != nullptr ? '_' : c;
  }
  out = cutTo(out, kLongestName);
  while (!out.empty() && (out.back() == ' ' || out.back() == '.')) out.pop_back();
  while (!out.empty() && (out.front() == ' ' || out.front() == '.')) out.erase(0, 1);
  return out.empty() ? "intervention" : out;
}

/// A name in the folder that no file has yet: NAME.gpkg, NAME 2.gpkg, ...
fs::path freePath(const fs::path& folder, const std::string& name) {
  fs::path path = folder / (name + ".gpkg");
  for (int n = 2; fs::exists(path); ++n) path = folder / fmt::format("{} {}.gpkg", name, n);
  return path;
}

std::string quotedList(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + tomlText(text);
  return "[" + out + "]";
}

/// The table of an intervention, a blank line before it.
std::string entryOf(const InterventionSpec& spec, const std::string& fileName) {
  std::string out = "\n[[interventions]]\n";
  const auto line = [&out](std::string_view key, const std::string& value) {
    out += fmt::format("{} = {}\n", key, value);
  };
  const auto number = [](double value) { return fmt::format("{}", value); };  // reads back to the same bits
  line("name", tomlText(spec.name));
  line("scenario", tomlText(spec.scenario));
  line("source", tomlText(std::string(kFolder) + "/" + fileName));
  line("action", tomlText(std::string(actionName(spec.action))));
  line("year", std::to_string(spec.year));
  if (!spec.species.empty()) line("species", tomlText(spec.species));
  if (spec.density > 0) line("density", number(spec.density));
  if (!spec.classKey.empty()) line("class", tomlText(spec.classKey));
  if (spec.replace.all) line("replace", "true");
  if (!spec.replace.classes.empty()) line("replace", quotedList(spec.replace.classes));
  if (!spec.management.empty()) line("management", tomlText(spec.management));
  if (spec.fraction != 1) line("fraction", number(spec.fraction));
  if (spec.products >= 0) line("products", number(spec.products));
  return out;
}

std::string withLineEnds(const std::string& text, bool crlf) {
  if (!crlf) return text;
  std::string out;
  for (const char c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

/// UTF-8 as GB18030, which the project file is in when it is not UTF-8 (see toUtf8).
std::string toGb18030(const std::string& text) {
  const std::unique_ptr<char, decltype(&VSIFree)> out(CPLRecode(text.c_str(), CPL_ENC_UTF8, "GB18030"), VSIFree);
  return out.get();
}

/// The text with a table appended as its author would have.
std::string appended(const std::string& text, const std::string& table) {
  const std::size_t firstEnd = text.find('\n');
  const bool crlf = firstEnd != std::string::npos && firstEnd > 0 && text[firstEnd - 1] == '\r';
  const bool endsLine = text.empty() || text.back() == '\n';
  const std::string added = withLineEnds((endsLine ? "" : "\n") + table, crlf);
  return text + (isUtf8(text) ? added : toGb18030(added));
}

[[noreturn]] void failWrite(const fs::path& path, int reason) {
  throw Error(path.string(), say("file.cannot_write", std::strerror(reason)), say("file.cannot_write.remedy"),
              ErrorKind::work);
}

/// A file that the user protected stays as it is, though its folder would let it be replaced.
void requireWritable(const fs::path& file) {
  if (::access(file.c_str(), W_OK) != 0) failWrite(file, errno);
}

void makeShapeFolder(const fs::path& folder) {
  std::error_code code;
  fs::create_directories(folder, code);
  if (code) failWrite(folder, code.value());
}

void writeShape(const fs::path& path, const std::string& name, const MultiPolygon& shape, const Crs& crs) {
  PolygonFile file(polygonDriver(".gpkg"), path, kFolder, crs);
  file.addField("name", OFTString);
  file.begin(1, shape);
  file.set(name);
  file.end();
  file.commit();
}

/// The file as before, but with other bytes.
void replaceText(const fs::path& file, const std::string& text) {
  const fs::perms permissions = fs::status(file).permissions();
  writeFileWhole(file, text);
  std::error_code ignored;
  fs::permissions(file, permissions, ignored);
}

}  // namespace

fs::path saveIntervention(const Project& project, const InterventionSpec& spec, const MultiPolygon& drawn,
                          const Crs& crs) {
  registerGdal();
  const MultiPolygon shape = allFinite(drawn.points) ? repaired(drawn) : MultiPolygon();
  if (shape.empty()) throw Error(spec.name, say("whatif.no_area"), say("whatif.no_area.remedy"));
  const fs::path file = fs::canonical(project.file);  // a link stays a link
  requireWritable(file);
  const fs::path folder = project.file.parent_path() / kFolder;
  const fs::path path = freePath(folder, fileNameOf(spec.name));

  const std::string text = readFile(file);
  const std::string whole = appended(text, entryOf(spec, path.filename().string()));
  parseProject(whole, project.file);  // a name that is taken, say
  makeShapeFolder(folder);
  try {
    writeShape(path, spec.name, shape, crs);
    replaceText(file, whole);
  } catch (...) {
    std::error_code ignored;
    fs::remove(path, ignored);
    throw;
  }
  return path;
}

}  // namespace tanhui
