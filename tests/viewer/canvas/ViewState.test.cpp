#include "app/viewer/canvas/ViewState.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "tests/viewer/Between.h"

using namespace tanhui;
using namespace tanhui::viewer;
using tanhui::viewer::test::between;

namespace {

ViewState anyView() {
  ViewState view;
  view.centre = {between(-2e7, 2e7), between(-1e7, 1e7)};
  view.resolution = std::exp(between(std::log(1e-3), std::log(1e5)));
  view.size = QSize(*rc::gen::inRange(1, 4000), *rc::gen::inRange(1, 3000));
  view.ratio = *rc::gen::element(1.0, 1.5, 2.0);
  return view;
}

QPointF anyPixel(const ViewState& view) { return {between(0, view.size.width()), between(0, view.size.height())}; }

/// Two places of the map are the same within a small part of a pixel, or of what a double can tell.
bool same(Point a, Point b, const ViewState& view) {
  return std::hypot(a.x - b.x, a.y - b.y) < 1e-6 * view.resolution + 1e-8;
}

}  // namespace

TEST_CASE("Screen to map and back is the same place") {
  CHECK(rc::check([] {
    const ViewState view = anyView();
    const QPointF at = anyPixel(view);
    const QPointF back = view.toScreen(view.toMap(at));
    RC_ASSERT(std::abs(back.x() - at.x()) < 1e-3);
    RC_ASSERT(std::abs(back.y() - at.y()) < 1e-3);
  }));
}

TEST_CASE("North is up and east is right") {
  const ViewState view{{100, 200}, 2, QSize(40, 20), 1};
  CHECK(view.toMap({0, 0}) == Point{60, 220});
  CHECK(view.toMap({40, 20}) == Point{140, 180});
  const Box box = view.box();
  CHECK(box.xmin == 60);
  CHECK(box.ymin == 180);
  CHECK(box.xmax == 140);
  CHECK(box.ymax == 220);
}

TEST_CASE("Zooming keeps the place under the cursor, also at either end of the scales") {
  CHECK(rc::check([] {
    const ViewState view = anyView();
    const QPointF at = anyPixel(view);
    const ViewState zoomed = view.zoomed(std::exp(between(-9, 9)), at);
    RC_ASSERT(same(zoomed.toMap(at), view.toMap(at), view));
    RC_ASSERT(zoomed.resolution >= 1e-7);
    RC_ASSERT(zoomed.resolution <= 1e6);
  }));
}

TEST_CASE("Zooming in and out by as much is where it started") {
  CHECK(rc::check([] {
    const ViewState view = anyView();
    const QPointF at = anyPixel(view);
    const double factor = std::exp(between(-2, 2));
    const ViewState back = view.zoomed(factor, at).zoomed(1 / factor, at);
    RC_ASSERT(same(back.centre, view.centre, view));
    RC_ASSERT(std::abs(back.resolution / view.resolution - 1) < 1e-12);
  }));
}

TEST_CASE("A pan takes the place that was grabbed along with the cursor") {
  CHECK(rc::check([] {
    const ViewState view = anyView();
    const QPointF from = anyPixel(view), to = anyPixel(view);
    RC_ASSERT(same(view.panned(to - from).toMap(to), view.toMap(from), view));
  }));
}

TEST_CASE("A fitted view holds the box, in its middle and no smaller than needed") {
  CHECK(rc::check([] {
    const ViewState view = anyView();
    const double x = between(-1e6, 1e6), y = between(-1e6, 1e6), w = between(0.1, 1e6), h = between(0.1, 1e6);
    const ViewState fitted = view.fitted({x, y, x + w, y + h});
    RC_ASSERT(fitted.box().holds({x, y, x + w, y + h}));
    RC_ASSERT(same(fitted.centre, {x + w / 2, y + h / 2}, fitted));
    const double across = w / fitted.resolution / view.size.width(), down = h / fitted.resolution / view.size.height();
    RC_ASSERT(std::abs(std::max(across, down) - 0.92) < 1e-9);
  }));
}

TEST_CASE("A box without area keeps the scale, an empty one and a view without size keep all") {
  const ViewState view{{1, 2}, 3, QSize(40, 20), 1};
  const ViewState point = view.fitted({10, 10, 10, 10});
  CHECK(point.resolution == view.resolution);
  CHECK(point.centre == Point{10, 10});
  CHECK(view.fitted(Box()) == view);
  const ViewState none{{1, 2}, 3, QSize(), 1};
  CHECK(none.fitted({0, 0, 10, 10}) == none);
}
