#include "app/viewer/app/Icons.h"

#include <QPainter>
#include <QPainterPath>
#include <QStringList>
#include <algorithm>
#include <array>
#include <string_view>

namespace tanhui::viewer {
namespace {

struct Icon {
  std::string_view name;
  const char* path;  ///< on 24 x 24: M x y, L x y, Z as in SVG; O x y r a circle
};

constexpr std::array kIcons{
    Icon{"open", "M 3 19 L 3 6 L 9 6 L 11 8 L 20 8 L 20 11 M 3 19 L 6 11 L 23 11 L 20 19 Z"},
    Icon{"add", "M 3 9 L 11 5 L 19 9 L 11 13 Z M 3 14 L 11 18 L 14 16.5 M 19 14 L 19 22 M 15 18 L 23 18"},
    Icon{"zoomIn", "O 10 10 7 M 15 15 L 21 21 M 7 10 L 13 10 M 10 7 L 10 13"},
    Icon{"zoomOut", "O 10 10 7 M 15 15 L 21 21 M 7 10 L 13 10"},
    Icon{"all",
         "M 3 8 L 3 3 L 8 3 M 16 3 L 21 3 L 21 8 M 21 16 L 21 21 L 16 21 M 8 21 L 3 21 L 3 16 M 8 8 L 16 8 L 16 16 L 8 "
         "16 Z"},
    Icon{"box", "M 3 3 L 15 3 L 15 15 L 3 15 Z O 16 16 4 M 19 19 L 22 22"},
    Icon{"selection", "M 4 10 L 10 4 L 20 7 L 18 17 L 8 20 Z O 12 12 2.5"},
    Icon{"back", "M 20 12 L 5 12 M 11 6 L 5 12 L 11 18"},
    Icon{"forward", "M 4 12 L 19 12 M 13 6 L 19 12 L 13 18"},
    Icon{"polygon", "M 5 9 L 13 4 L 20 10 L 17 19 L 7 18 Z O 5 9 1.6 O 13 4 1.6 O 20 10 1.6 O 17 19 1.6 O 7 18 1.6"},
    Icon{"compare", "M 3 5 L 21 5 L 21 19 L 3 19 Z M 12 2 L 12 22 M 9 12 L 6 12 M 15 12 L 18 12"},
    Icon{"run", "M 7 4 L 19 12 L 7 20 Z"},
    Icon{"sheet",
         "M 5 2 L 15 2 L 19 6 L 19 22 L 5 22 Z M 15 2 L 15 6 L 19 6 M 8 10 L 16 10 L 16 16 L 8 16 Z M 8 19 L 16 19"}};

QPainterPath pathOf(const char* commands) {
  QPainterPath path;
  const QStringList words = QString(commands).split(' ');
  for (int i = 0; i < words.size(); ++i) {
    const auto number = [&](int offset) { return words[i + offset].toDouble(); };
    if (words[i] == "M")
      path.moveTo(number(1), number(2)), i += 2;
    else if (words[i] == "L")
      path.lineTo(number(1), number(2)), i += 2;
    else if (words[i] == "O")
      path.addEllipse(QPointF(number(1), number(2)), number(3), number(3)), i += 3;
    else
      path.closeSubpath();
  }
  return path;
}

QPixmap pixmapOf(const QPainterPath& path, const QColor& colour, int side) {
  QPixmap pixmap(side, side);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(side / 24.0, side / 24.0);
  painter.strokePath(path, QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  return pixmap;
}

}  // namespace

QIcon iconNamed(const char* name, const QPalette& palette) {
  const auto found = std::ranges::find(kIcons, std::string_view(name), &Icon::name);
  QIcon icon;
  if (found == kIcons.end()) return icon;
  const QPainterPath path = pathOf(found->path);
  for (const int side : {24, 48, 72}) {
    icon.addPixmap(pixmapOf(path, palette.color(QPalette::Active, QPalette::ButtonText), side));
    icon.addPixmap(pixmapOf(path, palette.color(QPalette::Disabled, QPalette::ButtonText), side), QIcon::Disabled);
  }
  return icon;
}

}  // namespace tanhui::viewer
