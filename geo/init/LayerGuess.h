#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "geo/gdal/VectorLayer.h"
#include "geo/landclass/ClassTable.h"
#include "geo/landclass/LayerRole.h"
#include "geo/project/Project.h"

namespace tanhui {

/// A layer with what was guessed of it.
struct LayerGuess {
  std::filesystem::path path;
  std::string sublayer;  ///< empty when the file holds one layer
  LayerRole role = LayerRole::none;
  Crs crs;
  Box box;  ///< in that CRS
  std::int64_t features = 0;
  int year = 0;                        ///< that the data or the file's name tell; 0: none
  std::string classField, classTable;  ///< no table: `classKey` holds for all features
  std::string classKey = "forest_generic";
  double classShare = 0;  ///< share of the codes seen that the table knows
  std::string species, composition, origin, age, ageGroup, planted, volume;
  VolumeUnit volumeUnit = VolumeUnit::perHectare;
  DeductSpec deduct;                     ///< without a class: none
  std::string id, label;                 ///< zones
  std::string widthField;                ///< corridors
  std::vector<std::string> widthValues;  ///< as they occur, ascending
  std::vector<double> widths;            ///< metres, one for each of widthValues
  double width = 200;                    ///< metres, without a field
  std::string name;                      ///< in reports; empty: the file's or the sublayer's
  std::string givenCrs;                  ///< of data that declare none
  std::string where;                     ///< a filter in OGR SQL
  bool raster = false, lines = false;    ///< neither: polygons, or nothing of use
  /// Why the fields were taken as they were, what looked like one and is none, what was not understood.
  std::vector<Message> notes;
  /// Code -> class key, before those of `classTable`: by the meanings of the field's coded domain, or for the blank.
  std::map<std::string, std::string> classCodes;
  /// The same of trees, by the meanings of the fields' coded domains: codes that do not tell it by themselves.
  std::map<std::string, std::string> speciesCodes, originCodes, ageGroupCodes;
  /// What may be chosen instead. The values of a raster are those of one field without a name.
  std::vector<VectorInfo::Field> fields;

  void noteOnce(const Message& note);
  /// Drops the notes whose id begins so: what they say was changed by hand.
  void forgetNotes(std::string_view beginning);
  bool hasClass() const { return !classTable.empty() || !classCodes.empty(); }
  bool land() const { return role <= LayerRole::raster; }
  std::string nameInReports() const {
    return !name.empty() ? name : sublayer.empty() ? path.stem().string() : sublayer;
  }
};

/// A code table that a class field may go by.
struct TableChoice {
  std::string name;  ///< as the project file names it
  ClassTable table;
  bool own = false;  ///< a CSV of the user's
};

}  // namespace tanhui
