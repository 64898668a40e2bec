#include "app/viewer/model/LayerList.h"

#include <rapidcheck.h>
#include <QMimeData>
#include <QSignalSpy>
#include <catch2/catch.hpp>

using namespace tanhui;
using namespace tanhui::viewer;

namespace {

MapLayer named(const char* name) {
  MapLayer layer;
  layer.name = name;
  layer.content = RasterContent{"/none.tif", 1};
  layer.style = RampStyle{};
  return layer;
}

QStringList names(const LayerList& list) {
  QStringList out;
  for (const MapLayer& layer : list.layers()) out << layer.name;
  return out;
}

struct Fixture {
  Wording words;
  QUndoStack undo;
  LayerList list{words, undo};
  int a = list.add(named("a")), b = list.add(named("b")), c = list.add(named("c"));
};

}  // namespace

TEST_CASE("A layer is added on top and moved to the row asked for") {
  Fixture f;
  CHECK(names(f.list) == QStringList{"c", "b", "a"});
  f.list.move(f.a, 0);
  CHECK(names(f.list) == QStringList{"a", "c", "b"});
  f.list.move(f.a, 99);
  CHECK(names(f.list) == QStringList{"c", "b", "a"});
}

TEST_CASE("A drop between rows moves the layer there") {
  Fixture f;
  const std::unique_ptr<QMimeData> mime(f.list.mimeData({f.list.index(0)}));
  f.list.dropMimeData(mime.get(), Qt::MoveAction, 2, 0, {});
  CHECK(names(f.list) == QStringList{"b", "c", "a"});
  f.undo.undo();
  CHECK(names(f.list) == QStringList{"c", "b", "a"});
}

TEST_CASE("The steps of one drag of the opacity are one step back") {
  Fixture f;
  const int before = f.undo.count();
  for (const double opacity : {0.9, 0.7, 0.5}) f.list.setOpacity(f.b, opacity);
  CHECK(f.undo.count() == before + 1);
  CHECK(f.list.find(f.b)->opacity == 0.5);
  f.undo.undo();
  CHECK(f.list.find(f.b)->opacity == 1);
}

TEST_CASE("A band beyond those that there are changes nothing") {
  Fixture f;
  const int before = f.undo.count();
  f.list.setBand(f.a, 1);
  CHECK(f.undo.count() == before);
}

TEST_CASE("Layers of a project keep their look over a run, and the user's own stay") {
  Fixture f;
  MapLayer stock = named("");
  stock.nameId = "viewer.layer.stock";
  stock.projectKey = "stock";
  f.list.setProjectLayers({stock}, true);
  const int id = f.list.layers().back().id;
  f.list.setOpacity(id, 0.25);
  f.list.move(id, 1);
  f.list.setProjectLayers({stock}, true);
  REQUIRE(f.list.layers().size() == 4);
  CHECK(f.list.layers()[1].id == id);
  CHECK(f.list.layers()[1].opacity == 0.25);
  f.list.setProjectLayers({}, true);
  CHECK(names(f.list) == QStringList{"c", "b", "a"});
}

TEST_CASE("Any edits of the layers undone give the list before, and done again the list after") {
  CHECK(rc::check([] {
    Fixture f;
    const auto start = f.list.layers();
    const int first = f.undo.index();
    const int steps = *rc::gen::inRange(1, 12);
    for (int i = 0; i < steps; ++i) {
      const int id = *rc::gen::element(f.a, f.b, f.c);
      switch (*rc::gen::inRange(0, 5)) {
        case 0:
          f.list.move(id, *rc::gen::inRange(0, 4));
          break;
        case 1:
          f.list.setVisible(id, *rc::gen::arbitrary<bool>());
          break;
        case 2:
          f.list.setOpacity(id, *rc::gen::inRange(0, 11) / 10.0);
          break;
        case 3:
          f.list.rename(id, QString::number(*rc::gen::inRange(0, 100)));
          break;
        default:
          f.list.remove(id);
      }
    }
    const auto end = f.list.layers();
    while (f.undo.index() > first) f.undo.undo();
    RC_ASSERT(f.list.layers() == start);
    while (f.undo.canRedo()) f.undo.redo();
    RC_ASSERT(f.list.layers() == end);
  }));
}
