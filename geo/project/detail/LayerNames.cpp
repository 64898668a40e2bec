#include "geo/project/detail/LayerNames.h"

#include "geo/base/Nearest.h"

namespace tanhui {

void requireZoneLayer(const ReadContext& in, const SectionReader& from, std::string_view key, const std::string& name) {
  std::vector<std::string> names;
  for (const ZoneSpec& zone : in.project.zones) names.push_back(zone.name);
  for (const std::string& known : names)
    if (known == name) return;
  const std::string near = nearest(name, std::span<const std::string>(names));
  in.faults.add(from.line(key), say("project.no_zone_layer", key, name),
                near.empty() ? say("project.zone_layers", listed(names)) : say("project.did_you_mean", near));
}

}  // namespace tanhui
