#pragma once

#include <string>
#include <vector>

#include "geo/init/FieldCandidates.h"
#include "geo/init/LayerGuess.h"

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

/// The table for a class field that someone has chosen among `fields`: as guessClass would have it, else the one that
/// knows most of its codes. nullptr: none knows any.
const TableChoice* tableFor(const VectorInfo::Field& field, const std::vector<VectorInfo::Field>& fields,
                            const std::vector<TableChoice>& tables);

/// Sets species, age, planting year and volume with its unit, and notes what looked like one and is none.
void guessTrees(const VectorInfo& info, LayerGuess& guess);

/// Sets the codes of the fields that tell species, origin and age group from their coded domains, and notes it.
void takeTreeDomains(LayerGuess& guess);

/// Sets the fields of what the land survey deducts from its parcels.
void guessDeduction(const VectorInfo& info, LayerGuess& guess);

/// The year that the data say they are of; 0: they do not.
int dataYear(const VectorInfo& info);

/// Notes the fields that nothing here knows, so that whoever reads the project file can use them.
void noteUnknownFields(const VectorInfo& info, LayerGuess& guess);

}  // namespace tanhui
