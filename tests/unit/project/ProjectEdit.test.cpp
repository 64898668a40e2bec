#include "geo/project/ProjectEdit.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "geo/project/Project.h"

using namespace tanhui;

namespace {

constexpr const char* kText =
    "# 项目文件 name = \"not this\"\n"
    "[project]\n"
    "name = \"江津区\"      # 名称 = 某县\n"
    "base_year = 2025\n"
    "# horizon = 2060\n"
    "\n"
    "[output]  # 成果\n"
    "maps = [\n"
    "  \"stock\",  # 储量 ]\n"
    "  \"flux\",\n"
    "]  # 两幅\n"
    "\n"
    "[[layers]]\n"
    "name = \"a\"\n";

/// The lines of a text with their ends.
std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    out.back() += c;
    if (c == '\n') out.emplace_back();
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

/// One key of a file as a person might write it.
struct Key {
  std::string name, before, value, after;
  std::string line(const std::string& end) const { return before + name + " = " + value + after + end; }
};

/// Sections with keys in any order, comments and blank lines, Unix or Windows line ends.
struct RandomFile {
  std::string text, end;
  std::vector<std::string> sections;
  std::vector<std::pair<std::string, std::string>> present;
};

RandomFile randomFile() {
  const std::map<std::string, std::vector<std::string>> keys{
      {"project", {"name", "base_year", "horizon"}}, {"grid", {"cell_size", "crs"}}, {"output", {"folder", "maps"}}};
  RandomFile file;
  file.end = *rc::gen::element<std::string>("\n", "\r\n");
  const auto remark = [&] {
    return *rc::gen::element<std::string>("", "# 备注 = 1" + file.end, file.end, "  # [project]" + file.end);
  };
  for (const auto& [section, names] : keys) {
    if (section != "project" && *rc::gen::element(0, 1, 2) == 0) continue;
    file.sections.push_back(section);
    file.text += remark() + "[" + section + "]" + *rc::gen::element<std::string>("", "  # 段") + file.end;
    for (const std::string& name : names) {
      file.text += remark();
      if (name != "name" && *rc::gen::element(false, true)) continue;
      const Key key{name, *rc::gen::element<std::string>("", "  "),
                    *rc::gen::element<std::string>("\"碧澜区 # 不是注释\"", "2025", "'C:\\数据'", "1.5", "[1, 2]",
                                                   "[" + file.end + " \"x\", # ]" + file.end + "]", "true",
                                                   "\"\"\"" + file.end + "多行\"\"\"", "{ a = 1, b = \"}\" }"),
                    *rc::gen::element<std::string>("", "   # 备注 \"引号\"", "\t#x")};
      file.text += key.line(file.end);
      file.present.emplace_back(section, name);
    }
  }
  file.text += remark();
  return file;
}

}  // namespace

TEST_CASE("A value is replaced where it stands, its comment kept") {
  const std::string out = withValue(kText, "project", "name", tomlText("巴南区"));
  CHECK(out.find("name = \"巴南区\"      # 名称 = 某县\n") != std::string::npos);
  CHECK(lines(out).size() == lines(kText).size());
  CHECK(valueText(out, "project", "name") == "\"巴南区\"");
  CHECK(withValue(out, "project", "name", "\"江津区\"") == kText);
}

TEST_CASE("A value over several lines is replaced whole") {
  const std::string out = withValue(kText, "output", "maps", "[\"class\"]");
  CHECK(out.find("maps = [\"class\"]  # 两幅\n\n[[layers]]") != std::string::npos);
}

TEST_CASE("A new key comes after the last of its section, a new section at the end") {
  CHECK(withValue(kText, "project", "horizon", "2060").find("base_year = 2025\nhorizon = 2060\n# horizon") !=
        std::string::npos);
  CHECK(withValue(kText, "factors", "gwp", "\"AR6\"") == std::string(kText) + "\n[factors]\ngwp = \"AR6\"\n");
  CHECK(withValue("[grid]", "grid", "cell_size", "10") == "[grid]\ncell_size = 10\n");
  CHECK(withValue("", "grid", "cell_size", "10") == "[grid]\ncell_size = 10\n");
}

TEST_CASE("A mark of byte order and Windows line ends stay") {
  const std::string text = "\xEF\xBB\xBF[project]\r\nname = \"a\"\r\n";
  CHECK(withValue(text, "project", "name", "\"b\"") == "\xEF\xBB\xBF[project]\r\nname = \"b\"\r\n");
  CHECK(withValue(text, "project", "base_year", "2025") ==
        "\xEF\xBB\xBF[project]\r\nname = \"a\"\r\nbase_year = 2025\r\n");
}

TEST_CASE("What cannot be changed safely is refused with a reason") {
  CHECK_THROWS_AS(withValue("[project", "project", "name", "\"a\""), Error);
  CHECK_THROWS_AS(withValue(kText, "project", "name", "no quotes"), Error);
  CHECK_THROWS_AS(withValue(kText, "project", "name", "\"a\"\nbase_year = 1"), Error);
  CHECK_THROWS_AS(withValue("project.name = \"a\"\n[grid]\n", "project", "base_year", "1"), Error);
  CHECK(withValue("project.name = \"a\"\n", "project", "name", "\"b\"") == "project.name = \"b\"\n");
  CHECK(withValue("project = { name = \"a\" }\n", "project", "name", "\"b\"") == "project = { name = \"b\" }\n");
}

TEST_CASE("The line of a value is that of the parser's faults") {
  CHECK(lineOfValue(kText, "project", "base_year") == 4);
  CHECK(lineOfValue(kText, "project", "horizon") == 0);
}

TEST_CASE("Values are told as people write them") {
  CHECK(plainValues(kText, "project", "name") == std::vector<std::string>{"江津区"});
  CHECK(plainValues(kText, "project", "base_year") == std::vector<std::string>{"2025"});
  CHECK(plainValues(kText, "output", "maps") == std::vector<std::string>{"stock", "flux"});
  CHECK(plainValues(kText, "output", "folder").empty());
}

TEST_CASE("Any edit of any file leaves all other bytes as they are") {
  CHECK(rc::check([] {
    const RandomFile file = randomFile();
    const auto [section, key] = *rc::gen::elementOf(file.present);
    const std::string value = *rc::gen::element<std::string>("\"新\"", "7", "[\"a\", \"b\"]");
    const std::string old = *valueText(file.text, section, key);
    const std::string out = withValue(file.text, section, key, value);
    RC_ASSERT(valueText(out, section, key) == value);
    RC_ASSERT(withValue(out, section, key, old) == file.text);
    for (const auto& [otherSection, otherKey] : file.present)
      if (otherSection != section || otherKey != key)
        RC_ASSERT(valueText(out, otherSection, otherKey) == valueText(file.text, otherSection, otherKey));
  }));
}

TEST_CASE("A key put in and taken out again gives the file before") {
  CHECK(rc::check([] {
    const RandomFile file = randomFile();
    const std::string section = *rc::gen::elementOf(file.sections);
    const std::string out = withValue(file.text, section, "extra", "7");
    RC_ASSERT(lines(out).size() == lines(file.text).size() + 1);
    RC_ASSERT(withoutValue(out, section, "extra") == file.text);
  }));
}
