#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

#include "geo/base/Message.h"

namespace tanhui {

/// The table of keys for programs: `sections` in the order of the reference and `keys`, each with section, name, type,
/// required, minimum, maximum, choices, default, unit (null where it has none), words and example.
nlohmann::ordered_json projectKeyTable();

/// A JSON Schema (draft 7, which editors of TOML read) of a project file as JSON holds it: what `check` says of each
/// key by itself, and which keys an action or a corridor has. What keys say of each other, and of files, `check` alone
/// can tell.
nlohmann::ordered_json projectSchema(Language language);

/// A value as TOML writes it, as JSON: `[2030, 2060]`, `{ field = "a" }`.
nlohmann::ordered_json jsonOfToml(std::string_view value);

}  // namespace tanhui
