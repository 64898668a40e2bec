#include "geo/account/Inline.h"

#include <catch2/catch.hpp>

#include "geo/draw/Canvas.h"
#include "geo/draw/Markup.h"

using namespace tanhui;

TEST_CASE("Figures and units are put into a sentence of the catalogue, in either language") {
  const Inlines text = phrase("report.col.stock", {{UnitOf{Quantity::stock}}}, Language::zh);
  REQUIRE(text.size() == 2);
  CHECK(plain(text, {CarbonUnit::wanTC, AreaUnit::ha}, Language::zh) == "碳储量 万吨碳");
  CHECK(plain(text, {CarbonUnit::tCO2e, AreaUnit::ha}, Language::zh) == "碳储量 吨CO2e");
  CHECK(plain({Figure{Quantity::stock, 6.123e6, 0, 4}}, {CarbonUnit::wanTC, AreaUnit::ha}, Language::zh) == "612.3");
}

TEST_CASE("Markup carries the unrounded value for the page's unit switch") {
  const std::string html = markup({"a<b & ", Figure{Quantity::area, 1234.5678, 0, 3}}, "span", {}, Language::en);
  CHECK(html ==
        "a&lt;b &amp; <span class=\"f\" data-q=\"0\" data-v=\"1234.5678\" data-s=\"0\" data-d=\"3\">1,230</span>");
}

TEST_CASE("Text that XML forbids or would take as its own is made safe") {
  CHECK(escaped("\"<\x01&>\"") == "&quot;&lt;&amp;&gt;&quot;");
}

TEST_CASE("Base 64 as RFC 4648 lists it") {
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(base64("\xff\xfe") == "//4=");
}

TEST_CASE("A text too long is cut at a character, never inside one") {
  const std::string name = "某某省某某市某某区某某街道某某社区生态修复与国土综合整治工程";
  const std::string cut = fitted(name, 9, 90);
  CHECK(textWidth(cut, 9) <= 90);
  CHECK(cut.ends_with("…"));
  CHECK(name.starts_with(cut.substr(0, cut.size() - 3)));
  CHECK((cut.size() - 3) % 3 == 0);
  CHECK(fitted("短", 9, 90) == "短");
}
