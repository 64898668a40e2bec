#pragma once

#include "app/cli/Session.h"
#include "geo/gdal/VectorLayer.h"

namespace tanhui::cli {

/// The options that say how a vector source is read: --layer, --where, --encoding, --crs.
inline void addSourceOptions(CLI::App& verb, VectorSource& source, const Session& session) {
  verb.add_option("--layer", source.sublayer, session.text("project.key.layers.sublayer"));
  verb.add_option("--where", source.where, session.text("project.key.layers.where"));
  verb.add_option("--encoding", source.encoding, session.text("project.key.layers.encoding"));
  verb.add_option("--crs", source.crs, session.text("project.key.layers.crs"));
}

}  // namespace tanhui::cli
