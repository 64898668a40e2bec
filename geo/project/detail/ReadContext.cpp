#include "geo/project/detail/ReadContext.h"

#include <algorithm>

#include "geo/base/Input.h"

namespace tanhui {
namespace fs = std::filesystem;

fs::path ReadContext::resolve(const std::string& path) const {
  const fs::path folder = project.file.parent_path();
  if (path.empty()) return path;
  if (isVirtual(path)) return archiveIn(folder, path);
  std::string unified = path;
  std::replace(unified.begin(), unified.end(), '\\', '/');
  return (folder / unified).lexically_normal();
}

VectorSource readSource(const ReadContext& in, const SectionReader& from) {
  VectorSource source;
  source.path = in.resolve(from.text("source").value_or(""));
  source.sublayer = from.text("sublayer").value_or("");
  source.encoding = from.text("encoding").value_or("");
  source.where = from.text("where").value_or("");
  source.crs = from.text("crs").value_or("");
  return source;
}

void requireFile(const SectionReader& from, std::string_view section, std::string_view key, ProjectFaultList& faults) {
  const Message remedy = say("project.example", key, findProjectKey(section, key)->example);
  if (from.text(key) == "") faults.add(from.line(key), say("project.empty_text", key), remedy);
  if (!from.has(key) && !from.rejected(key))
    faults.add(from.line(), say("project.missing_key", fmt::format("[[{}]]", section), key), remedy);
}

std::vector<std::string_view> otherLayerKeys(const SectionReader& from, std::span<const std::string_view> known) {
  std::vector<std::string_view> others;
  for (const std::string_view key : keyNames("layers"))
    if (from.has(key) && std::ranges::find(known, key) == known.end()) others.push_back(key);
  return others;
}

std::vector<VectorSource> readSources(const ReadContext& in, const SectionReader& from, std::string_view key) {
  std::vector<VectorSource> all;
  for (const toml::node* item : from.items(key)) {
    if (const toml::table* table = item->as_table()) {
      all.push_back(readSource(in, SectionReader(*table, key, in.faults)));
      continue;
    }
    all.emplace_back().path = in.resolve(item->value_or(std::string()));
  }
  return all;
}

}  // namespace tanhui
