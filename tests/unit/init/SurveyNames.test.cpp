#include "geo/landclass/SurveyNames.h"

#include <catch2/catch.hpp>

#include "geo/init/InitFields.h"
#include "tests/unit/init/InitLayers.h"

using namespace tanhui;
using test::guess, test::polygons;

namespace {

using Field = VectorInfo::Field;

/// A field of numbers, with a value for each feature.
Field numbers(std::string name, const std::vector<double>& values) {
  Field field{std::move(name), true, {}};
  for (const double value : values) field.samples.push_back(fmt::format("{}", value));
  field.numbers = values;
  return field;
}

bool noted(const LayerGuess& guess, std::string_view id) {
  return std::ranges::any_of(guess.notes, [&](const Message& note) { return note.id == id; });
}

/// Field and unit that a stands layer with nothing but this volume field gets, its stands holding 80 m3/ha on 5 ha.
std::pair<std::string, VolumeUnit> volumeOf(const std::string& name, const std::vector<double>& values) {
  VectorInfo info = polygons("xb", {{"YOU_SHI_SZ", false, {"马尾松"}}, numbers(name, values)});
  info.areasHa.assign(values.size(), 5);
  const LayerGuess found = guess("xb.shp", info);
  return {found.volume, found.volumeUnit};
}

}  // namespace

TEST_CASE("every name of the dictionary is found in its kind, in any case, and cut to ten bytes") {
  REQUIRE(surveyFields().size() > 300);
  for (const SurveyField& field : surveyFields()) {
    INFO(field.name);
    const auto found = findSurveyFields(field.name, field.kind);
    REQUIRE_FALSE(found.empty());
    CHECK(found.front()->role == field.role);
  }
  const auto roleOf = [](std::string_view name) {
    const auto found = findSurveyFields(name, SurveyKind::stands);
    return found.empty() ? FieldRole::other : found.front()->role;
  };
  CHECK(roleOf("di_lei") == FieldRole::landClass);
  CHECK(roleOf("XIAO_BAN_X") == FieldRole::volumeTotal);  // of XIAO_BAN_XJ
  CHECK(roleOf("优势树") == FieldRole::species);          // ten bytes of UTF-8
  CHECK(roleOf("优势树种（") == FieldRole::species);      // ten bytes of GBK
  CHECK(roleOf("每公顷") == FieldRole::volumePerHa);
  CHECK(findSurveyFields("优势", SurveyKind::stands).empty());  // shorter than any cut
  CHECK(findSurveyFields("SDDM", SurveyKind::stands).empty());  // another kind's
  // What desktop software shows, and exported tables carry, in place of the name.
  CHECK(findSurveyFields("扣除地类面积", SurveyKind::survey).front()->role == FieldRole::deductArea);
  CHECK(findSurveyFields("林班", SurveyKind::stands).front()->name == "LIN_BAN");
  CHECK(roleOf("前期地类") == FieldRole::other);
  CHECK(roleOf("更新优势树种") == FieldRole::other);
}

TEST_CASE("every name of the dictionary is taken for what it is") {
  const auto stand = [](const std::string& name, const std::vector<std::string>& values) {
    return guess("xb.shp", polygons("xb", {{name, false, values}, {"XIAO_BAN", false, {"1"}}}));
  };
  for (const SurveyField& field : surveyFields()) {
    INFO(field.name);
    const bool stands = field.kind == SurveyKind::stands;
    if (stands && field.role == FieldRole::landClass && !field.name.ends_with("DLBM"))
      CHECK(stand(field.name, {"0111", "0113"}).classTable == "forest_land");
    if (stands && field.role == FieldRole::landClass && field.name.ends_with("DLBM"))
      CHECK(stand(field.name, {"0301", "0302"}).classTable == "sandiao");
    if (stands && field.role == FieldRole::species) CHECK(stand(field.name, {"马尾松"}).species == field.name);
    if (stands && field.role == FieldRole::origin) CHECK(stand(field.name, {"21", "11"}).origin == field.name);
    if (stands && field.role == FieldRole::age) CHECK(stand(field.name, {"12", "30"}).age == field.name);
    if (stands && field.role == FieldRole::planted) CHECK(stand(field.name, {"1998"}).planted == field.name);
    if (stands && field.role == FieldRole::other) {
      const LayerGuess other = stand(field.name, {"11", "21"});
      CHECK(other.species + other.origin + other.age + other.planted + other.volume + other.classField == "");
    }
    if (field.kind == SurveyKind::wetland && field.role == FieldRole::landClass)
      CHECK(guess("SDTB.shp", polygons("SDTB", {{field.name, false, {"21", "42"}}})).classField == field.name);
    if (field.kind == SurveyKind::control && field.role == FieldRole::label)
      CHECK(guess("STHX.shp", polygons("STHX", {{field.name, false, {"四面山"}}})).label == field.name);
    if (field.kind == SurveyKind::control && field.role == FieldRole::id)
      CHECK(guess("STHX.shp", polygons("STHX", {{field.name, false, {"1", "2"}}}, 2)).id == field.name);
  }
}

TEST_CASE("of two wetland fields the finer one, of the fields of other kinds none is unknown") {
  const LayerGuess wetland = guess("湿地图斑.shp", polygons("湿地图斑", {{"湿地类", false, {"沼泽湿地", "人工湿地"}},
                                                                         {"湿地型", false, {"草本沼泽", "运河/输水河"}},
                                                                         {"自编号", false, {"1"}}}));
  CHECK(wetland.classField == "湿地型");
  const auto unknown = std::ranges::find(wetland.notes, "init.note.not_understood", &Message::id);
  REQUIRE(unknown != wetland.notes.end());
  CHECK(unknown->args == std::vector<std::string>{"自编号"});
  // The yearly layer of woods, grass and wetlands together.
  Field woods{"DI_LEI", false, {"0111", "0132"}};
  woods.blanks = true;
  const LayerGuess mixed =
      guess("LCSD.shp",
            polygons("LCSD", {woods, {"TBLX", false, {"林"}}, {"CAO_DI_LX", false, {"1"}}, {"SDLX", false, {"42"}}}));
  CHECK(mixed.classField == "DI_LEI");
  CHECK(mixed.classCodes == std::map<std::string, std::string>{{"", "-"}});
  CHECK_FALSE(noted(mixed, "init.note.not_understood"));
  CHECK(noted(mixed, "init.note.class_blank"));
  // A parcel without a code is a fault that must be told.
  Field parcels{"DLBM", false, {"0101", "0301"}};
  parcels.blanks = true;
  CHECK(guess("DLTB.shp", polygons("DLTB", {parcels, {"TBBH", false, {"1"}}})).classCodes.empty());
}

TEST_CASE("a table for a field chosen by hand is the one that init would choose") {
  const auto tableOf = [](const std::string& field, std::vector<std::string> codes) -> std::string {
    const std::vector<Field> fields = {{field, false, std::move(codes)}, {"LIN_BAN", false, {"1"}}};
    const TableChoice* choice = tableFor(fields[0], fields, test::builtInTables());
    return choice == nullptr ? "" : choice->name;
  };
  CHECK(tableOf("DI_LEI", {"120", "130", "150", "220"}) == "forest_land");
  CHECK(tableOf("DI_LEI", {"111", "113"}) == "forest_land");
  CHECK(tableOf("DLBM", {"0101", "0305"}) == "sandiao");
  CHECK(tableOf("SDLX", {"21", "42"}) == "wetland_survey");
  CHECK(tableOf("value", {"10", "95"}) == "worldcover");
  CHECK(tableOf("value", {"?"}).empty());
}

TEST_CASE("what looks like a volume and is none is left alone") {
  for (const std::string_view trap : {"PINGJUN_XJ", "PJXJ", "PINGJUNXJ", "平均胸径", "JI_XJ", "SSMXJ", "SPSLXJ", "CFXJ",
                                      "SANSHENG_XJ", "四旁树蓄积", "采伐蓄积", "Q_XJ"}) {
    INFO(trap);
    CHECK(volumeOf(std::string(trap), {12, 18, 25}).first.empty());
  }
  VectorInfo stands = polygons("xb", {{"YOU_SHI_SZ", false, {"马尾松"}}, numbers("PINGJUN_XJ", {12, 18})});
  CHECK(noted(guess("xb.shp", stands), "init.note.diameter"));
  for (const std::string_view trap : {"GXPJNL", "BSSZ", "GMYSZ", "Q_YOU_SHI_", "Q_YSSZ"}) {
    INFO(trap);
    const LayerGuess found =
        guess("xb.shp", polygons("xb", {numbers(std::string(trap), {12, 18}), {"林班", false, {"1"}}}));
    CHECK(found.age.empty());
    CHECK(found.species.empty());
  }
}

TEST_CASE("XJ beside a height and no diameter is a diameter, when its figures are those of one") {
  const auto volume = [](const std::vector<double>& xj, const std::string& beside) {
    return guess("xb.shp", polygons("xb", {{"SZ", false, {"柏木"}}, numbers("XJ", xj), numbers(beside, {7, 9})}));
  };
  CHECK(volume({12, 18, 0}, "PINGJUN_SG").volume.empty());
  CHECK(noted(volume({12, 18}, "PINGJUN_SG"), "init.note.maybe_diameter"));
  CHECK(volume({12, 180}, "PINGJUN_SG").volume == "XJ");
  CHECK(volume({12, 18}, "PINGJUN_XJ").volume == "XJ");
  // Cut, 每公顷蓄积 and 每公顷株数 are one name.
  CHECK(volumeOf("每公顷", {70, 80, 90}).second == VolumeUnit::perHectare);
  CHECK(volumeOf("每公顷", {900, 1500, 2100}).first.empty());
}

TEST_CASE("every name of a volume gets its unit, and the areas overrule a name that cannot be") {
  const std::vector<double> perHa = {70, 80, 90}, total = {350, 400, 450}, perMu = {4.5, 5.3, 6};
  for (const SurveyField& field : surveyFields()) {
    INFO(field.name);
    if (field.role == FieldRole::volumePerHa)
      CHECK(volumeOf(field.name, perHa) == std::pair(field.name, VolumeUnit::perHectare));
    if (field.role == FieldRole::volumePerMu)
      CHECK(volumeOf(field.name, perMu) == std::pair(field.name, VolumeUnit::perMu));
    if (field.role == FieldRole::volumeTotal)
      CHECK(volumeOf(field.name, total) == std::pair(field.name, VolumeUnit::wholeFeature));
  }
  CHECK(volumeOf("乔木林蓄积", total).second == VolumeUnit::wholeFeature);
  CHECK(volumeOf("活立木公顷蓄积", perHa).second == VolumeUnit::perHectare);
  // 9,000 m3 on 30 ha are no 9,000 m3/ha; 80 m3 on 300 ha no total.
  VectorInfo wrong = polygons("xb", {numbers("HUO_LMGQXJ", {9000, 8000}), {"SZ", false, {"柏木"}}});
  wrong.areasHa = {30, 30};
  CHECK(guess("xb.shp", wrong).volumeUnit == VolumeUnit::wholeFeature);
  CHECK(noted(guess("xb.shp", wrong), "init.note.volume_is_total"));
  wrong = polygons("xb", {numbers("XJ", {80, 90}), {"SZ", false, {"柏木"}}});
  wrong.areasHa = {300, 300};
  CHECK(guess("xb.shp", wrong).volumeUnit == VolumeUnit::perHectare);
}

TEST_CASE("one code in two schemes: the name of the field decides") {
  const std::vector<std::string> threeDigits = {"111", "113", "132", "120"};
  const LayerGuess inventory =
      guess("xb.shp", polygons("xb", {{"DI_LEI", false, threeDigits}, {"LIN_BAN", false, {"1"}}}));
  CHECK(inventory.classTable == "forest_land");
  const LayerGuess survey = guess(
      "tb.shp",
      polygons("tb", {{"DLBM", false, {"111", "113", "013", "122"}}, {"TBBH", false, {"1"}}, {"QSXZ", false, {"30"}}}));
  CHECK(survey.classTable == "erdiao");
  CHECK(*ClassTable::load("forest_land", "").find("111") == "forest_generic");
  CHECK(*ClassTable::load("erdiao", "").find("111") == "river");
  CHECK(*ClassTable::load("ydyh2020", "").find("2302") == "field_ridge");
  CHECK(*ClassTable::load("ydyh2023", "").find("2302") == "grass");
  CHECK(*ClassTable::load("sandiao", "").find("0303") == "swamp_forest");
  CHECK(*ClassTable::load("ydyh2023", "").find("0303") == "shrub");
  // Never by a table of global land cover, whatever the digits.
  const LayerGuess odd =
      guess("xb.shp", polygons("xb", {{"DI_LEI", false, {"120", "130", "150", "220"}}, {"SZ", false, {"柏木"}}}));
  CHECK(odd.classTable == "forest_land");
}

TEST_CASE("the classes of the inventory are found in each of its schemes, and in words") {
  const auto tableOf = [](std::vector<std::string> codes) {
    return guess("xb.shp", polygons("xb", {{"DI_LEI", false, std::move(codes)}, {"YOU_SHI_SZ", false, {"220"}}}))
        .classTable;
  };
  CHECK(tableOf({"0111", "0113", "0131", "0120", "0141"}) == "forest_land");
  CHECK(tableOf({"030100", "030200", "030301", "030401", "030402"}) == "forest_land");
  CHECK(tableOf({"111", "113", "131", "120", "141"}) == "forest_land");
  CHECK(tableOf({"乔木林地", "竹林地", "特殊灌木林地"}) == "forest_land");
  const LayerGuess words =
      guess("dltb.shp", polygons("tb", {{"DLMC", false, {"水田", "旱地", "乔木林地"}}, {"TBBH", false, {"1"}}}));
  CHECK(words.classField == "DLMC");
  CHECK(words.classTable == "dlmc");
}

TEST_CASE("a stands layer whose class nothing tells says so") {
  const LayerGuess none =
      guess("xb.shp", polygons("xb", {{"YOU_SHI_SZ", false, {"220"}}, {"DI_LEI", false, {"X1", "X2"}}}));
  CHECK(none.role == LayerRole::stands);
  CHECK_FALSE(none.hasClass());
  CHECK(noted(none, "init.note.class_unknown"));
}

TEST_CASE("control lines, wetlands and zones go by the names of their data standards") {
  const Field codes{"DLBM", false, {"0101", "0103"}};
  const LayerGuess farmland =
      guess("g.gdb", polygons("YJJBNTTB", {codes, {"YJJBNTTBBH", false, {"1", "2"}}, {"YJJBNTMJ", true, {"5"}}}));
  CHECK(farmland.role == LayerRole::control);
  const LayerGuess redline = guess(
      "g.gdb",
      polygons("STBHHX", {{"XZQMC", false, {"江津区"}}, {"HXMC", false, {"四面山"}}, {"HXBM", false, {"1", "2"}}}));
  CHECK(redline.role == LayerRole::control);
  CHECK(redline.label == "HXMC");
  CHECK(guess("g.gdb", polygons("CZKFBJ", {{"CZKFBJMC", false, {"集中建设区"}}})).label == "CZKFBJMC");
  CHECK(guess("g.gdb", polygons("HDGLFW", {{"HDMC", false, {"濑溪河"}}})).role == LayerRole::control);
  CHECK(guess("g.gdb", polygons("XZQ", {{"XZQDM", false, {"500116001"}}, {"XZQMC", false, {"几江"}}})).role ==
        LayerRole::zones);
  const LayerGuess wetland =
      guess("g.gdb", polygons("SDTB", {{"SDLX", false, {"21", "42", "51"}}, {"SDMC", false, {"x"}}}));
  CHECK(wetland.role == LayerRole::wetlands);
  CHECK(wetland.classTable == "wetland_survey");
  CHECK(guess("g.gdb", polygons("DLTB", {codes, {"TBBH", false, {"1"}}})).role == LayerRole::parcels);
  VectorInfo roads = polygons("XZDW", {{"KD", true, {"4"}}});
  roads.polygons = false, roads.lines = true;
  CHECK(guess("g.gdb", roads).role == LayerRole::none);
}

TEST_CASE("a coded domain tells the classes of codes that no table knows") {
  Field domain{"DL", true, {"1", "2", "3"}};
  domain.domain = {{"1", "0101 水田"}, {"2", "乔木林地"}, {"3", "1104-坑塘水面"}};
  const LayerGuess found = guess("g.gdb", polygons("tb", {domain, {"TBBH", false, {"1"}}, {"QSXZ", false, {"1"}}}));
  CHECK(found.classField == "DL");
  CHECK(found.classCodes == std::map<std::string, std::string>{{"1", "paddy"}, {"2", "forest_generic"}, {"3", "pond"}});
  Field named{"F12", false, {"0111", "0113"}};
  named.alias = "地类";
  CHECK(guess("g.gdb", polygons("a", {named, {"SZ", false, {"柏木"}}})).classField == "F12");
}

TEST_CASE("a coded domain tells species, origins and age groups that their codes do not") {
  Field species{"F1", false, {"a1", "220"}}, origin{"F2", true, {"1", "2"}}, age{"F3", false, {"Y"}};
  species.alias = "优势树种", origin.alias = "起源", age.alias = "龄组";
  species.domain = {{"a1", "马尾松"}, {"a2", "12 柏木"}, {"220", "杉木"}, {"350", "柏木"}, {"x", "其它"}};
  origin.domain = {{"1", "人工"}, {"2", "天然"}};
  age.domain = {{"Y", "幼龄林"}, {"2", "中龄林"}};
  const auto guessed = [&] { return guess("g.gdb", polygons("xb", {species, origin, age})); };
  LayerGuess found = guessed();
  using Codes = std::map<std::string, std::string>;
  // 350 is cypress and 2 middle-aged without being told; nobody knows what x is.
  CHECK(found.speciesCodes == Codes{{"a1", "马尾松"}, {"a2", "柏木"}, {"220", "杉木"}});
  CHECK(found.originCodes == Codes{{"1", "planted"}, {"2", "natural"}});
  CHECK(found.ageGroupCodes == Codes{{"Y", "1"}});
  CHECK(found.ageGroup == "F3");
  CHECK(std::ranges::count(found.notes, "init.note.tree_domain", &Message::id) == 3);
  // Another field by hand: its codes are those of its own domain.
  found.species.clear();
  takeTreeDomains(found);
  CHECK(found.speciesCodes.empty());
  CHECK(std::ranges::count(found.notes, "init.note.tree_domain", &Message::id) == 2);
  // The codes of the inventory say the same: nothing to write.
  origin.domain = {{"1", "天然"}, {"2", "人工"}};
  CHECK(guessed().originCodes.empty());
  CHECK(guessed().origin == "F2");
  // Neither the codes nor their meanings are known.
  origin.domain = {{"1", "甲"}, {"2", "乙"}}, origin.samples = {"7", "8"};
  CHECK(guessed().origin.empty());
}

TEST_CASE("a class field of numbers goes by the codes whose leading nought it has lost, unless its domain tells") {
  const auto ofNumbers = [](std::vector<std::string> codes, bool number = true) {
    return guess("xb.shp", polygons("xb", {{"DI_LEI", number, std::move(codes)}, {"YOU_SHI_SZ", false, {"220"}}}));
  };
  CHECK(ofNumbers({"30100", "30200", "30301"}).classTable == "forest_land");
  CHECK(ofNumbers({"30100", "30200", "30301"}).classShare == 1);
  CHECK(ofNumbers({"111", "113", "132"}).classTable == "forest_land");
  CHECK_FALSE(ofNumbers({"30100", "30200", "30301"}, false).hasClass());
  CHECK_FALSE(ofNumbers({"1", "2", "3"}).hasClass());
  // 101, 102 and 103 are railways and roads to the survey of 2007, which has no codes of four digits.
  const auto survey = [](std::vector<std::string> codes) {
    return guess("tb.shp", polygons("tb", {{"DLBM", true, std::move(codes)}, {"TBBH", false, {"1"}}})).classTable;
  };
  CHECK(survey({"101", "103", "1101", "301"}) == "sandiao");
  CHECK(survey({"101", "103", "111"}) == "erdiao");
  Field own{"DI_LEI", true, {"101", "102"}};
  own.domain = {{"101", "乔木林地"}, {"102", "竹林地"}};
  const LayerGuess told = guess("xb.shp", polygons("xb", {own, {"YOU_SHI_SZ", false, {"220"}}}));
  CHECK(told.classTable.empty());
  CHECK(told.classCodes.at("101") == "forest_generic");
}
