#pragma once

#include <functional>
#include <string>
#include <vector>

#include "geo/run/InitGuess.h"
#include "geo/run/SurveyNames.h"

namespace tanhui {

/// The kind of a polygon layer whose fields the dictionary knows best; stands where none stands out. `known`: how many
/// of its fields it knows.
struct KindGuess {
  SurveyKind kind = SurveyKind::stands;
  int known = 0;
};
KindGuess guessKind(const VectorInfo& info);

/// Sets field and table of the land class: a field that the dictionary calls class, by the tables of its kind; words
/// for classes; a field whose codes tell themselves. Leaves `guess` as it is when nothing fits.
void guessClass(const VectorInfo& info, SurveyKind kind, const std::vector<TableChoice>& tables, LayerGuess& guess);

/// Sets species, age, planting year and volume with its unit, and notes what looked like one and is none.
void guessTrees(const VectorInfo& info, LayerGuess& guess);

/// Sets the fields of what the land survey deducts from its parcels.
void guessDeduction(const VectorInfo& info, LayerGuess& guess);

/// A sample of the field's values says something.
bool hasText(const VectorInfo::Field& field);

/// The field of this role that passes first; by name in the dictionary, else by alias. Empty: none.
std::string fieldOf(const VectorInfo& info, SurveyKind kind, FieldRole role,
                    const std::function<bool(const VectorInfo::Field&)>& passes);

/// Notes the fields that nothing here knows, so that whoever reads the project file can use them.
void noteUnknownFields(const VectorInfo& info, SurveyKind kind, LayerGuess& guess);

}  // namespace tanhui
