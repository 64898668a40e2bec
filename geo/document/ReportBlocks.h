#pragma once

#include <string>
#include <variant>
#include <vector>

#include "geo/account/Inline.h"
#include "geo/draw/Canvas.h"

namespace tanhui {

/// The report as a list of blocks, made once; HTML and PDF are two ways to set it.
namespace block {

struct Title {
  std::string title, subtitle;
  std::vector<std::string> lines;
};
struct Heading {
  int level = 1;  ///< 1 | 2
  std::string text;
};
enum class Tone { body, note, warning };
struct Paragraph {
  Inlines text;
  Tone tone = Tone::body;
};
/// Large figures side by side.
struct KeyFigures {
  struct Item {
    std::string label;
    Inlines value, unit, detail;
  };
  std::vector<Item> items;
};
struct Table {
  struct Column {
    Inlines header;
    bool number = false;
  };
  struct Row {
    std::vector<Inlines> cells;
    bool total = false;
    bool weak = false;  ///< rests on a weak factor: tinted
  };
  Inlines caption;
  std::vector<Column> columns;
  std::vector<Row> rows;
};
struct Picture {
  Drawing drawing;
  Inlines caption;
};
struct List {
  std::vector<Inlines> items;
  Tone tone = Tone::body;
};

}  // namespace block

using Block = std::variant<block::Title, block::Heading, block::Paragraph, block::KeyFigures, block::Table,
                           block::Picture, block::List>;

struct ReportDocument {
  Language language = Language::zh;
  std::string title;
  std::string mark;    ///< on every page when the data is made up; empty otherwise
  std::string footer;  ///< program and version
  std::vector<Block> blocks;
};

}  // namespace tanhui
