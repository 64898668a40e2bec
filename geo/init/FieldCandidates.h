#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "geo/gdal/VectorLayer.h"
#include "geo/landclass/SurveyNames.h"

namespace tanhui {

/// A field of a layer, as an entry of the dictionary.
struct Candidate {
  const VectorInfo::Field* field;
  const SurveyField* entry;
};

/// The fields of a role, those whose names tell more first.
std::vector<Candidate> candidates(const VectorInfo& info, SurveyKind kind, FieldRole role);

/// The entries of the dictionary that a field's name or, of a FileGDB, its alias is.
std::vector<const SurveyField*> entriesOf(const VectorInfo::Field& field, SurveyKind kind);

/// The dictionary knows the field, of whatever kind of layer.
bool knownField(const VectorInfo::Field& field);

/// The field of this role that passes first; by name in the dictionary, else by alias. Empty: none.
std::string fieldOf(const VectorInfo& info, SurveyKind kind, FieldRole role,
                    const std::function<bool(const VectorInfo::Field&)>& passes);

/// A sample of the field's values says something.
bool hasText(const VectorInfo::Field& field);

/// Every sample that is not blank is a number in the range, and there is one at least.
bool numbersIn(const VectorInfo::Field& field, double low, double high);

/// The name holds one of the words.
bool anyOf(const std::string& name, std::initializer_list<std::string_view> words);

}  // namespace tanhui
