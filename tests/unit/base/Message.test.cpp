#include "geo/base/Message.h"

#include <catch2/catch.hpp>

#include "geo/base/Error.h"

using namespace tanhui;

TEST_CASE("a message speaks both languages and puts its arguments in") {
  const Message message = say("csv.cell_count", 3, 5);
  CHECK(text(message, Language::en) == "the row has 3 cells, the header has 5");
  CHECK(text(message, Language::zh) == "该行有 3 个单元格，而表头有 5 个");
}

TEST_CASE("an unknown id comes back with its arguments, so that nothing is hidden") {
  CHECK(text(say("no.such.id", "layer", 7), Language::en) == "no.such.id [layer, 7]");
}

TEST_CASE("an error says where and what, and keeps the remedy") {
  const Error error("a.csv, line 2", say("csv.open_quote"), say("csv.open_quote.remedy"), ErrorKind::work);
  CHECK(std::string(error.what()) == "a.csv, line 2: a quoted cell is never closed");
  CHECK(text(error.remedy(), Language::zh) == "请补上结束引号");
  CHECK(error.kind() == ErrorKind::work);
}
