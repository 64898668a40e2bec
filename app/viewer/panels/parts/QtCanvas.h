#pragma once

#include <QFont>
#include <QPainter>

#include "app/viewer/panels/parts/Inks.h"
#include "geo/draw/Canvas.h"

namespace tanhui::viewer {

/// The core's canvas on a QPainter (not owned), so that screen, print and report share their charts. One point is one
/// unit of the painter: scale the painter to make the picture larger. Turn the painter's antialiasing on before.
class QtCanvas : public Canvas {
 public:
  QtCanvas(QPainter& painter, Units units, Language language, const Inks& inks = Inks::print());

  void rectangle(const Box& box, std::uint32_t fill, double opacity = 1) override;
  void frame(const Box& box, std::uint32_t colour, double width) override;
  void line(std::span<const Point> points, std::uint32_t colour, double width, bool closed = false) override;
  void polygon(std::span<const Point> points, std::uint32_t fill, double opacity = 1) override;
  void text(Point at, const Inlines& what, const TextStyle& style) override;
  void image(const Box& box, const Pixels& pixels) override;
  void clip(const Box& box) override;
  void unclip() override;

 private:
  QFont font(const TextStyle& style) const;

  QPainter& painter_;
  Units units_;
  Language language_;
  Inks inks_;
};

}  // namespace tanhui::viewer
