#include "app/viewer/panels/project/NewProject.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QToolButton>
#include <catch2/catch.hpp>

#include "geo/project/Project.h"
#include "tests/support/TestData.h"
#include "tests/viewer/Shots.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;
using tanhui::test::readText;
using tanhui::test::rectangle;
using tanhui::test::writeLayer;
using tanhui::test::writeText;
namespace fs = std::filesystem;

namespace {

/// The folder of an office: stands, parcels with a code that no table knows, towns, a river, a raster of heights, a
/// layer without a CRS and a file that is broken.
struct Office {
  TempFolder temp;
  fs::path folder = temp.path() / "碧江";

  Office() {
    fs::create_directories(folder);
    writeLayer(folder / "林地小班.gpkg",
               {.name = "林地小班",
                .fields = {"DLBM", "优势树种", "年龄:int", "每公顷蓄积:real"},
                .features = {{rectangle(600000, 3200000, 600500, 3200500), {"0301", "马尾松", "20", "55"}}}});
    writeLayer(folder / "国土调查.gpkg", {.name = "地类图斑",
                                          .fields = {"BSM", "DLBM"},
                                          .features = {{rectangle(600000, 3200000, 601000, 3201000), {"1", "0101"}},
                                                       {rectangle(601000, 3200000, 602000, 3201000), {"2", "0201"}},
                                                       {rectangle(601000, 3200000, 602000, 3200500), {"3", "9999"}}}});
    writeLayer(folder / "乡镇.gpkg", {.name = "乡镇",
                                      .fields = {"code", "name"},
                                      .features = {{rectangle(600000, 3200000, 601000, 3201000), {"A", "甲镇"}},
                                                   {rectangle(601000, 3200000, 602000, 3201000), {"B", "乙镇"}}}});
    writeLayer(folder / "河流.gpkg", {.name = "河流",
                                      .fields = {"级别:int", "名称"},
                                      .features = {{"LINESTRING (600000 3200500, 602000 3200500)", {"1", "碧江"}},
                                                   {"LINESTRING (601000 3200500, 601000 3201000)", {"2", "小溪"}}}});
    tanhui::test::TestRaster heights;
    heights.type = "Float32";
    heights.value = [](int col, int row) { return col * 7.0 + row; };
    writeRaster(folder / "dem.tif", heights);
    writeText(folder / "坏.gpkg", "not a GeoPackage");
    writeText(folder / "本县编码.csv", "code,class_key\n9999,paddy\n");
  }
};

struct OpenWizard {
  Office office;
  Session session;
  NewProject wizard{session};

  OpenWizard() {
    useProgramFonts();
    wizard.show();
    wizard.addFolder(office.folder);
    REQUIRE(waitUntil([&] { return wizard.currentPage()->isComplete(); }));
  }
  template <typename Widget>
  Widget* find(const char* name) const {
    auto* found = wizard.findChild<Widget*>(name);
    REQUIRE(found != nullptr);
    return found;
  }
  QListWidget* layers() const { return find<QListWidget>("new_layers"); }
  void select(const std::string& name) const {
    for (int i = 0; i < layers()->count(); ++i)
      if (layers()->item(i)->text().startsWith(QString::fromStdString(name))) return layers()->setCurrentRow(i);
    FAIL("no layer " << name);
  }
  void choose(const char* box, const QVariant& data) const {
    auto* combo = find<QComboBox>(box);
    const int index = combo->findData(data);
    REQUIRE(index >= 0);
    combo->setCurrentIndex(index);
    emit combo->activated(index);
  }
  void type(const char* edit, const QString& text) const {
    auto* line = find<QLineEdit>(edit);
    line->setText(text);
    emit line->textEdited(text);
  }
  QString note(const char* name) const { return find<QLabel>(name)->text(); }
  const DraftLayer& layer(const std::string& name) const {
    for (const DraftLayer& layer : wizard.draft().layers)
      if (layer.guess.path.stem() == name) return layer;
    throw std::runtime_error(name);
  }
};

}  // namespace

TEST_CASE("Every layer of a folder is found, and a file that cannot be read is a row with its fault") {
  OpenWizard f;
  REQUIRE(f.wizard.draft().layers.size() == 6);
  CHECK(f.layer("林地小班").guess.role == LayerRole::stands);
  CHECK(f.layer("国土调查").guess.role == LayerRole::parcels);
  CHECK(f.layer("河流").guess.role == LayerRole::corridor);
  CHECK_FALSE(f.layer("dem").used);
  REQUIRE(f.layer("坏").unreadable);
  auto* rows = f.find<QListWidget>("new_rows");
  REQUIRE(rows->count() == 6);
  bool told = false;
  for (int i = 0; i < rows->count(); ++i)
    told = told || (rows->item(i)->text().startsWith("坏.gpkg") && !rows->item(i)->icon().isNull());
  CHECK(told);
  CHECK_FALSE(fs::exists(f.office.folder / "project.toml"));
  shoot(f.wizard, "new1_zh");
}

TEST_CASE("From folder to project in four pages, with what was guessed") {
  OpenWizard f;
  f.wizard.next();
  REQUIRE(f.wizard.currentPage()->isComplete());
  f.wizard.next();
  CHECK(f.find<QLineEdit>("head_name")->text() == "碧江");
  CHECK(f.note("head_note_crs").contains("CGCS2000"));
  CHECK(f.note("head_note_cell_size").contains("20,000"));
  f.type("head_cell_size", "20");
  CHECK(f.note("head_note_cell_size").contains("5,000"));
  shoot(f.wizard, "new3_zh");
  f.wizard.next();
  CHECK(f.find<QPlainTextEdit>("new_text")->toPlainText().contains("[[layers]]"));
  CHECK_FALSE(fs::exists(f.office.folder / "project.toml"));
  QSignalSpy opened(&f.session, &Session::projectChanged);
  // Code 9999 is in no table: the check says so, and the project can be made all the same.
  REQUIRE(waitUntil([&] { return f.note("new_state").contains("1 处错误"); }));
  shoot(f.wizard, "new4_zh");
  f.wizard.accept();
  CHECK_FALSE(f.wizard.isVisible());
  REQUIRE(waitUntil([&] { return opened.count() == 1; }));
  CHECK(f.session.project()->name == "碧江");
  CHECK(f.session.project()->cellSize == 20);
  REQUIRE(f.session.project()->layers.size() == 2);
  CHECK(f.session.project()->layers[0].volume->field == "每公顷蓄积");
  CHECK(f.session.project()->zones.size() == 2);
}

TEST_CASE("Why the fields of a survey were taken stands beside them, until someone takes others") {
  OpenWizard f;
  const fs::path gdb = f.office.folder / "林地.gdb";
  tanhui::test::TestLayer stands{
      .name = "XB",
      .fields = {"F1:int", "F2", "F3:int", "F4:real", "F5:real", "自编"},
      .features = {{rectangle(600000, 3200000, 600500, 3200500), {"1", "马尾松", "20", "55", "14.5", "甲"}},
                   {rectangle(600500, 3200000, 601000, 3200500), {"2", "毛竹", "", "", "", "乙"}}}};
  stands.aliases = {{"F1", "地类"}, {"F2", "优势树种"}, {"F3", "平均年龄"}, {"F4", "每公顷蓄积"}, {"F5", "平均胸径"}};
  stands.domains = {{"F1", {{"1", "乔木林地"}, {"2", "竹林地"}}}};
  writeLayer(gdb, stands);
  f.wizard.addFiles({gdb});
  REQUIRE(waitUntil([&] { return f.wizard.currentPage()->isComplete(); }));
  f.wizard.resize(1366, 768);
  f.wizard.next();
  f.select("林地\n");
  CHECK(f.layer("林地").guess.classCodes.size() == 2);
  CHECK(f.note("note_table").isEmpty());  // its meanings are its table
  CHECK(f.find<QComboBox>("form_table")->currentText().contains("属性域"));
  CHECK(f.note("form_notes").contains("属性域"));
  CHECK(f.note("form_notes").contains("优势树种"));
  CHECK(f.note("form_notes").contains("未识别的字段：自编"));
  shoot(f.wizard, "new_survey_zh");
  CHECK(f.wizard.currentPage()->isComplete());
  CHECK(projectText(f.wizard.draft()).find("codes = { \"1\" = \"forest_generic\"") != std::string::npos);

  f.choose("form_class", QString());
  CHECK_FALSE(f.note("form_notes").contains("属性域"));
  CHECK(f.note("form_notes").contains("没有字段说明地类"));
  CHECK(f.layer("林地").guess.classCodes.empty());
  f.choose("form_species", QString());
  CHECK_FALSE(f.note("form_notes").contains("优势树种"));
  CHECK(f.note("form_notes").contains("未识别的字段：自编"));
}

TEST_CASE("Codes of the county's own, what is deducted, group, origin and composition stand in the form") {
  OpenWizard f;
  const fs::path gdb = f.office.folder / "碧江林地.gdb";
  tanhui::test::TestLayer stands{
      .name = "XB",
      .fields = {"DI_LEI:int", "YOU_SHI_SZ", "SZZC", "QI_YUAN:int", "PINGJUN_NL:int", "LING_ZU"},
      .features = {{rectangle(600000, 3200000, 600500, 3200500), {"30100", "a1", "8马2柏", "1", "20", "Y"}},
                   {rectangle(600500, 3200000, 601000, 3200500), {"30200", "a3", "10慈", "1", "3", "G"}}}};
  stands.domains = {{"YOU_SHI_SZ", {{"a1", "马尾松"}, {"a3", "毛竹"}}},
                    {"QI_YUAN", {{"1", "人工"}, {"2", "天然"}}},
                    {"LING_ZU", {{"Y", "幼龄林"}, {"G", "过熟林"}}}};
  writeLayer(gdb, stands);
  writeLayer(f.office.folder / "DLTB.gpkg",
             {.name = "DLTB",
              .fields = {"TBBH", "DLBM", "KCDLBM", "KCXS:real", "KCMJ:real", "TBMJ:real"},
              .features = {{rectangle(600000, 3200000, 601000, 3201000), {"1", "0101", "1203", "0.1", "1e5", "1e6"}}}});
  f.wizard.addFiles({gdb, f.office.folder / "DLTB.gpkg"});
  REQUIRE(waitUntil([&] { return f.wizard.currentPage()->isComplete(); }));
  f.wizard.resize(1366, 768);
  f.wizard.next();
  f.select("DLTB\n");
  CHECK(f.find<QLabel>("form_deduct")->text() == "KCMJ ÷ TBMJ, KCXS → KCDLBM");
  CHECK(f.find<QLabel>("form_deduct")->isVisible());
  shoot(f.wizard, "new_deduct_zh");
  f.select("碧江林地\n");
  CHECK_FALSE(f.find<QLabel>("form_deduct")->isVisible());
  CHECK(f.find<QComboBox>("form_table")->currentText() == "林业地类  100.0%");
  CHECK(f.find<QComboBox>("form_composition")->currentText() == "SZZC");
  CHECK(f.find<QComboBox>("form_origin")->currentText() == "QI_YUAN");
  CHECK(f.find<QComboBox>("form_age_group")->currentText() == "LING_ZU");
  CHECK(f.find<QLabel>("samples_species")->text() == "a1 马尾松、a3 毛竹");
  const auto notes = [&] { return f.note("form_notes").remove(QChar(0x200B)); };  // where long names may break
  CHECK(notes().contains("YOU_SHI_SZ：代码按其属性域的含义对应"));
  shoot(f.wizard, "new_codes_zh");
  f.choose("form_age", QString());  // the note on the age group stays
  CHECK(notes().contains("龄组：LING_ZU"));
  f.choose("form_origin", QString());
  const Project project = parseProject(projectText(f.wizard.draft()), f.office.folder / "project.toml");
  const auto xb = std::ranges::find(project.layers, gdb, [](const LayerSpec& layer) { return layer.source.path; });
  REQUIRE(xb != project.layers.end());
  CHECK(xb->species.codes == std::map<std::string, std::string>{{"a1", "马尾松"}, {"a3", "毛竹"}});
  CHECK(xb->ageGroup.codes == std::map<std::string, std::string>{{"G", "5"}, {"Y", "1"}});
  CHECK(xb->origin.codes.empty());
  CHECK_FALSE(notes().contains("QI_YUAN：代码"));
  f.session.words().setLanguage(Language::en);
  shoot(f.wizard, "new_codes_en");
}

TEST_CASE("A layer is edited in place with samples of its values and its faults beside") {
  OpenWizard f;
  f.wizard.next();
  f.select("国土调查");
  CHECK(f.find<QLabel>("samples_class")->text().contains("0101"));
  CHECK(f.note("note_table").contains("9999"));
  CHECK(f.find<QLabel>("samples_table")->text() == "3 个编码中识别 2 个");
  shoot(f.wizard, "new2_zh");

  f.choose("form_table", QString());
  CHECK(f.note("note_table").contains("请选择"));
  CHECK_FALSE(f.wizard.currentPage()->isComplete());
  f.choose("form_class", QString());
  CHECK(f.find<QComboBox>("form_constant")->isVisible());
  f.choose("form_constant", "paddy");
  CHECK(f.wizard.currentPage()->isComplete());
  f.choose("form_class", "DLBM");
  CHECK(f.layer("国土调查").guess.classTable == "sandiao");  // knows most of its codes
  const auto* table = f.find<QComboBox>("form_table");
  for (int i = 1; i < table->count(); ++i)  // built-in tables have names for people
    CHECK(ClassTable::builtIn().end() ==
          std::ranges::find(ClassTable::builtIn(), table->itemText(i).section("  ", 0, 0).toStdString()));
  CHECK(table->itemText(table->findData("sandiao")) == "三调地类  66.7%");
  CHECK(table->itemText(table->findData("本县编码.csv")) == "本县编码.csv  33.3%");

  f.type("form_name", "林地小班");  // the name of another layer
  CHECK(f.note("note_name").contains("重复"));
  CHECK_FALSE(f.wizard.currentPage()->isComplete());
  f.type("form_name", "三调");
  CHECK(f.wizard.currentPage()->isComplete());
  CHECK(projectText(f.wizard.draft()).find("name = \"三调\"") != std::string::npos);
}

TEST_CASE("Order and choice of the layers are those of the project") {
  OpenWizard f;
  f.wizard.next();
  f.select("国土调查");
  f.find<QToolButton>("new_up")->click();
  CHECK(f.wizard.draft().layers[0].guess.path.stem() == "国土调查");
  Project project = parseProject(projectText(f.wizard.draft()), f.office.folder / "project.toml");
  CHECK(project.layers[0].name == "国土调查");
  f.layers()->currentItem()->setCheckState(Qt::Unchecked);
  project = parseProject(projectText(f.wizard.draft()), f.office.folder / "project.toml");
  CHECK(project.layers.size() == 1);
  f.select("林地小班");
  f.layers()->currentItem()->setCheckState(Qt::Unchecked);
  CHECK_FALSE(f.wizard.currentPage()->isComplete());
  CHECK(f.note("new_whole").contains("至少"));
}

TEST_CASE("Widths of a corridor follow the field that decides them") {
  OpenWizard f;
  f.wizard.next();
  f.select("河流");
  auto* widths = f.find<QTableWidget>("form_widths");
  REQUIRE(widths->rowCount() == 2);
  widths->item(1, 1)->setText("350");
  shoot(f.wizard, "new2_corridor_zh");
  Project project = parseProject(projectText(f.wizard.draft()), f.office.folder / "project.toml");
  CHECK(project.zones[1].width.table == std::map<std::string, double>{{"1", 1000}, {"2", 350}});
  widths->item(1, 1)->setText("wide");
  CHECK_FALSE(f.wizard.currentPage()->isComplete());
  CHECK(f.note("note_width").contains("米数"));
  f.choose("form_width_field", QString());
  CHECK(f.wizard.currentPage()->isComplete());
  project = parseProject(projectText(f.wizard.draft()), f.office.folder / "project.toml");
  CHECK(project.zones[1].width.metres == 200);
}

TEST_CASE("Settings are judged beside their field") {
  OpenWizard f;
  f.wizard.next();
  f.wizard.next();
  f.type("head_cell_size", "-3");
  CHECK(f.note("head_note_cell_size").contains("大于 0"));
  CHECK_FALSE(f.wizard.currentPage()->isComplete());
  f.type("head_cell_size", "25");
  f.type("head_crs", "EPSG:4490");
  CHECK(f.note("head_note_crs").contains("投影"));
  f.type("head_crs", "EPSG:99");
  CHECK(f.note("head_note_crs").contains("无法识别"));
  f.type("head_crs", "EPSG:4544");
  CHECK(f.wizard.currentPage()->isComplete());
  f.type("head_output", "");
  CHECK_FALSE(f.wizard.currentPage()->isComplete());
}

TEST_CASE("A project that is there is replaced only when the user says so, and kept beside") {
  Office office;
  writeText(office.folder / "project.toml", "# mine\n");
  Session session;
  NewProject wizard(session);
  wizard.show();
  wizard.addFolder(office.folder);
  REQUIRE(waitUntil([&] { return wizard.currentPage()->isComplete(); }));
  CHECK(wizard.findChild<QPushButton*>("new_open")->isVisible());
  for (int i = 0; i < 3; ++i) wizard.next();
  auto* replace = wizard.findChild<QCheckBox*>("new_replace");
  REQUIRE(replace->isVisible());
  CHECK_FALSE(wizard.currentPage()->isComplete());
  wizard.accept();
  CHECK(wizard.isVisible());
  CHECK(readText(office.folder / "project.toml") == "# mine\n");
  replace->setChecked(true);
  CHECK(wizard.currentPage()->isComplete());
  wizard.accept();
  CHECK(readText(office.folder / "project.toml~") == "# mine\n");
  CHECK(readText(office.folder / "project.toml").find("[[layers]]") != std::string::npos);
}

TEST_CASE("Files and folders that are dropped are looked at, each once") {
  Office office;
  Session session;
  NewProject wizard(session);
  wizard.show();
  QMimeData mime;
  const QString stands = QString::fromStdString((office.folder / "林地小班.gpkg").string());
  mime.setUrls({QUrl::fromLocalFile(stands), QUrl::fromLocalFile(stands)});
  QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(wizard.currentPage(), &enter);
  CHECK(enter.isAccepted());
  QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(wizard.currentPage(), &drop);
  REQUIRE(waitUntil([&] { return wizard.currentPage()->isComplete(); }));
  CHECK(wizard.draft().layers.size() == 1);
  CHECK(wizard.draft().folder == office.folder);
  wizard.addFolder(office.folder);
  REQUIRE(waitUntil([&] { return wizard.draft().layers.size() == 6 && wizard.currentPage()->isComplete(); }));
}

TEST_CASE("Any polygon layer can be the region") {
  OpenWizard f;
  f.wizard.next();
  f.wizard.next();
  f.choose("head_region", f.layer("乡镇").id);
  const Project project = parseProject(projectText(f.wizard.draft()), f.office.folder / "project.toml");
  CHECK(project.region.path.filename() == "乡镇.gpkg");
  CHECK(project.zones.size() == 2);
}

TEST_CASE("The wizard speaks the language of the window at once") {
  OpenWizard f;
  f.wizard.next();
  f.session.words().setLanguage(Language::en);
  CHECK(f.wizard.windowTitle() == "New project");
  CHECK(f.wizard.buttonText(QWizard::FinishButton) == "Create project");
  f.select("林地小班");
  const QPalette light = QApplication::palette();
  QApplication::setPalette(darkPalette());
  shoot(f.wizard, "new2_en_dark");
  QApplication::setPalette(light);
}

TEST_CASE("Closing the wizard while it looks at files does no harm") {
  const Office office;
  Session session;
  {
    NewProject wizard(session);
    wizard.addFolder(office.folder);
    QApplication::processEvents();
  }
  CHECK(waitUntil([] { return QThreadPool::globalInstance()->activeThreadCount() == 0; }));
}
