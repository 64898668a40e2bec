#include "app/viewer/panels/project/ProjectForm.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <catch2/catch.hpp>

#include "tests/support/TestData.h"
#include "tests/viewer/Shots.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using namespace tanhui::viewer::test;
using tanhui::test::readText;
using tanhui::test::writeText;

namespace {

struct OpenForm {
  SmallCounty county{false};
  Session session;
  ProjectForm form{session};
  std::string before;

  OpenForm() {
    useProgramFonts();
    before = "# 我的项目\n" + readText(county.project()) + "# 结束";
    writeText(county.project(), before);
    form.resize(420, 560);
    form.show();
    REQUIRE(openAndWait(session, county.project()).empty());
    REQUIRE(waitUntil([&] { return edit("form_name")->text() == "小县"; }));
  }
  QLineEdit* edit(const char* name) const { return form.findChild<QLineEdit*>(name); }
  QPushButton* button(const char* name) const { return form.findChild<QPushButton*>(name); }
  QString note(const char* key) const { return form.findChild<QLabel*>(QString("form_note_") + key)->text(); }
  void type(const char* name, const QString& text) const {
    edit(name)->setText(text);
    emit edit(name)->textEdited(text);
  }
  void choose(const char* name, const QVariant& data) const {
    auto* box = form.findChild<QComboBox*>(name);
    REQUIRE(box->findData(data) >= 0);
    box->setCurrentIndex(box->findData(data));
    emit box->activated(box->currentIndex());
  }
  void save() {
    REQUIRE(waitUntil([&] { return form.canSave(); }));
    QSignalSpy saved(&form, &ProjectForm::saved), opened(&session, &Session::projectChanged);
    form.save();
    REQUIRE(waitUntil([&] { return saved.count() == 1 && opened.count() == 1; }));
  }
};

}  // namespace

TEST_CASE("The form shows the settings of the project and what holds without them") {
  OpenForm f;
  CHECK(f.edit("form_base_year")->text() == "2025");
  CHECK(f.edit("form_cell_size")->text() == "20");
  CHECK(f.edit("form_horizon")->text().isEmpty());
  CHECK(f.edit("form_horizon")->placeholderText() == "与基准年相同");
  CHECK(f.edit("form_horizon")->toolTip().endsWith("默认：与基准年相同。"));
  CHECK(f.edit("form_folder")->placeholderText() == "out");
  CHECK(f.form.findChild<QComboBox*>("form_gwp")->currentData() == "AR5");
  CHECK(f.form.findChild<QComboBox*>("form_gwp")->currentText() == "AR5");
  CHECK(f.form.findChild<QCheckBox*>("form_map_flux")->isChecked());
  CHECK_FALSE(f.form.edited());
  CHECK_FALSE(f.button("form_save")->isEnabled());
  shoot(f.form, "form_zh");
}

TEST_CASE("Saving changes the values and not a byte else, and keeps the file before") {
  OpenForm f;
  f.type("form_base_year", "2024");
  f.type("form_name", "大县 \"一\"");
  CHECK(f.form.edited());
  CHECK(readText(f.county.project()) == f.before);
  f.save();
  std::string expected = f.before;
  expected.replace(expected.find("2025"), 4, "2024");
  expected.replace(expected.find("\"小县\""), std::string("\"小县\"").size(), "\"大县 \\\"一\\\"\"");
  CHECK(readText(f.county.project()) == expected);
  CHECK(readText(f.county.project().string() + "~") == f.before);
  CHECK(f.session.project()->baseYear == 2024);
  CHECK_FALSE(f.form.edited());

  QSignalSpy saved(&f.form, &ProjectForm::saved);
  f.button("form_undo")->click();
  REQUIRE(waitUntil([&] { return saved.count() == 1; }));
  CHECK(readText(f.county.project()) == f.before);
  CHECK(f.edit("form_name")->text() == "小县");
}

TEST_CASE("What the parser refuses stands beside its field and is not saved") {
  OpenForm f;
  f.type("form_base_year", "1066");
  REQUIRE(waitUntil([&] { return f.note("base_year").contains("1900"); }));
  CHECK_FALSE(f.form.canSave());
  f.type("form_base_year", "two thousand");
  REQUIRE(waitUntil([&] { return f.note("base_year").contains("类型"); }));
  f.type("form_base_year", "2025");
  REQUIRE(waitUntil([&] { return f.note("base_year").isEmpty(); }));
  CHECK_FALSE(f.form.edited());
  f.type("form_horizon", "2020");
  REQUIRE(waitUntil([&] { return f.note("horizon").contains("2025"); }));
  f.type("form_cell_size", "-1");
  REQUIRE(waitUntil([&] { return !f.note("cell_size").isEmpty(); }));
  CHECK_FALSE(f.button("form_save")->isEnabled());
  shoot(f.form, "form_faults_zh");
  f.form.save();
  CHECK(readText(f.county.project()) == f.before);
  f.button("form_discard")->click();
  REQUIRE(waitUntil([&] { return f.note("cell_size").isEmpty(); }));
  CHECK(f.edit("form_cell_size")->text() == "20");
}

TEST_CASE("Choices and maps are written as the project file knows them") {
  OpenForm f;
  f.choose("form_gwp", "AR6");
  f.choose("form_soil_depth_cm", "100");
  f.choose("form_library", "ipcc");
  f.form.findChild<QCheckBox*>("form_map_class")->click();
  f.type("form_folder", "成果");
  f.save();
  const Project& project = *f.session.project();
  CHECK(project.rules.gwp == "AR6");
  CHECK(project.rules.soilDepthCm == 100);
  CHECK(project.library == "ipcc");
  CHECK(project.maps == std::vector<std::string>{"stock", "flux", "uncertainty"});
  CHECK(project.outputFolder.filename() == "成果");
  f.type("form_folder", "");
  f.save();
  CHECK(f.session.project()->outputFolder.filename() == "out");
}

TEST_CASE("What another program wrote meanwhile is kept") {
  OpenForm f;
  f.type("form_base_year", "2024");
  REQUIRE(waitUntil([&] { return f.form.canSave(); }));
  std::string other = f.before;
  other.replace(other.find("cell_size = 20"), 14, "cell_size = 25  # 别人改的");
  writeText(f.county.project(), other);
  f.save();
  const std::string after = readText(f.county.project());
  CHECK(after.find("cell_size = 25  # 别人改的") != std::string::npos);
  CHECK(after.find("base_year = 2024") != std::string::npos);
  CHECK(f.edit("form_cell_size")->text() == "25");
}

TEST_CASE("A file that broke meanwhile is not overwritten") {
  OpenForm f;
  f.type("form_base_year", "2024");
  REQUIRE(waitUntil([&] { return f.form.canSave(); }));
  writeText(f.county.project(), "[project\nbroken");
  QSignalSpy failed(&f.session, &Session::failed);
  f.form.save();
  REQUIRE(waitUntil([&] { return failed.count() == 1; }));
  CHECK(readText(f.county.project()) == "[project\nbroken");
  CHECK(f.form.edited());
}

TEST_CASE("What was typed stays when the project is read again after a run") {
  OpenForm f;
  f.type("form_name", "新名");
  QSignalSpy opened(&f.session, &Session::projectChanged);
  f.session.reload();
  REQUIRE(waitUntil([&] { return opened.count() == 1; }));
  REQUIRE(waitUntil([&] { return f.form.canSave(); }));
  CHECK(f.edit("form_name")->text() == "新名");
  f.session.close();
  CHECK_FALSE(f.form.edited());
  CHECK_FALSE(f.edit("form_name")->isVisible());
}

TEST_CASE("The form in English and in the dark") {
  OpenForm f;
  f.session.words().setLanguage(Language::en);
  f.type("form_base_year", "1066");
  REQUIRE(waitUntil([&] { return f.note("base_year").contains("1900"); }));
  const QPalette light = QApplication::palette();
  QApplication::setPalette(darkPalette());
  shoot(f.form, "form_en_dark");
  QApplication::setPalette(light);
}
