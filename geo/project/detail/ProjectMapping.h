#pragma once

#include <optional>
#include <string_view>

#include "geo/project/detail/ReadContext.h"

namespace tanhui {

/// Of an inline table with field, table and codes.
FieldMapping readFieldMapping(const ReadContext& in, const SectionReader& inner);
/// Of a key that is such a table, or a text or number that holds for all.
FieldMapping readMapping(const ReadContext& in, const SectionReader& from, std::string_view key);
/// Nothing where the key is not there.
std::optional<FieldMapping> readOptionalMapping(const ReadContext& in, const SectionReader& from, std::string_view key);
/// The key species; codes that stand for no known species are faults.
FieldMapping readSpecies(const ReadContext& in, const SectionReader& from);
/// The key class; a class or a table that nobody knows is a fault.
FieldMapping readLandClass(const ReadContext& in, const SectionReader& from);

/// Adds a fault when `key` names no land class: of the user's own factors only the run can tell.
void checkClassKey(const ReadContext& in, const SectionReader& from, const std::string& key);

/// What the project's own codes stand for must be known: a slip would leave the stands of a code without it.
template <typename Known>
void checkCodes(const ReadContext& in, const SectionReader& from, std::string_view key, const FieldMapping& mapping,
                const Known& known) {
  for (const auto& [code, meaning] : mapping.codes)
    if (meaning.empty() || !known(meaning))
      in.faults.add(from.line(key), say("project.bad_code", key, code, meaning),
                    say(fmt::format("project.bad_code.{}", key)));
}

}  // namespace tanhui
