#include "app/viewer/app/Theme.h"

#include <QFile>
#include <QFont>
#include <QPainter>
#include <QPalette>
#include <QProxyStyle>
#include <QStyleFactory>
#include <QStyleOption>
#include <span>

#include "geo/base/Embedded.h"

namespace tanhui::viewer_styles {
std::span<const EmbeddedFile> files();
}

namespace tanhui::viewer {
namespace {

/// Fusion draws the box of a check mark in a shade of the window, which a dark window swallows.
class ThemeStyle : public QProxyStyle {
 public:
  ThemeStyle() : QProxyStyle(QStyleFactory::create("Fusion")) {}

  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override {
    if (element != PE_IndicatorItemViewItemCheck && element != PE_IndicatorCheckBox)
      return QProxyStyle::drawPrimitive(element, option, painter, widget);
    const QPalette& palette = option->palette;
    const QRectF box = QRectF(option->rect).adjusted(1.5, 1.5, -1.5, -1.5);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool on = (option->state & State_On) != 0;
    painter->setPen(QPen(on ? palette.color(QPalette::Highlight) : palette.color(QPalette::Mid), 1.2));
    painter->setBrush(on ? palette.brush(QPalette::Highlight) : palette.brush(QPalette::Base));
    painter->drawRoundedRect(box, 2, 2);
    if (on) {
      painter->setPen(QPen(Qt::white, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
      painter->setBrush(Qt::NoBrush);
      painter->drawPolyline(QPolygonF{box.topLeft() + QPointF(box.width() * 0.22, box.height() * 0.52),
                                      box.topLeft() + QPointF(box.width() * 0.42, box.height() * 0.72),
                                      box.topLeft() + QPointF(box.width() * 0.78, box.height() * 0.28)});
    }
    painter->restore();
  }
};

QPalette paletteOf(Theme theme) {
  const bool dark = theme == Theme::dark;
  const QColor window = dark ? QColor(0x23, 0x2A, 0x2C) : QColor(0xF4, 0xF6, 0xF5);
  const QColor base = dark ? QColor(0x1A, 0x20, 0x22) : QColor(Qt::white);
  const QColor text = dark ? QColor(0xE4, 0xEA, 0xE8) : QColor(0x1F, 0x2A, 0x2E);
  const QColor muted = dark ? QColor(0x8C, 0x9A, 0x9A) : QColor(0x5B, 0x6B, 0x70);
  const QColor accent = dark ? QColor(0x3C, 0x9D, 0x73) : QColor(0x1B, 0x6B, 0x4A);
  QPalette palette(window);
  palette.setColor(QPalette::Window, window);
  palette.setColor(QPalette::WindowText, text);
  palette.setColor(QPalette::Base, base);
  palette.setColor(QPalette::AlternateBase, dark ? QColor(0x20, 0x27, 0x29) : QColor(0xF1, 0xF5, 0xF3));
  palette.setColor(QPalette::Text, text);
  palette.setColor(QPalette::Button, dark ? QColor(0x2C, 0x35, 0x37) : QColor(0xEA, 0xEE, 0xEC));
  palette.setColor(QPalette::ButtonText, text);
  palette.setColor(QPalette::ToolTipBase, dark ? QColor(0x2C, 0x35, 0x37) : QColor(0xFF, 0xFF, 0xF0));
  palette.setColor(QPalette::ToolTipText, text);
  palette.setColor(QPalette::PlaceholderText, muted);
  palette.setColor(QPalette::Mid, muted);
  palette.setColor(QPalette::Highlight, accent);
  palette.setColor(QPalette::HighlightedText, Qt::white);
  palette.setColor(QPalette::Link, dark ? QColor(0x6C, 0xC4, 0x9B) : accent);
  palette.setColor(QPalette::LinkVisited, palette.color(QPalette::Link));
  for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, dark ? QColor(0x68, 0x74, 0x74) : QColor(0xA3, 0xAE, 0xAC));
  return palette;
}

QString styleSheet() {
  for (const EmbeddedFile& file : viewer_styles::files())
    if (file.name == "viewer.qss")
      return QString::fromUtf8(file.bytes.data(), static_cast<qsizetype>(file.bytes.size()));
  return {};
}

}  // namespace

void applyTheme(QApplication& application, Theme theme) {
  QApplication::setStyle(new ThemeStyle);
  QFont font;
  font.setFamilies({"DejaVu Sans", "Noto Sans CJK SC", "Microsoft YaHei"});
  font.setPointSizeF(9.5);
  QApplication::setFont(font);
  QApplication::setPalette(paletteOf(theme));
  application.setStyleSheet(styleSheet());
}

}  // namespace tanhui::viewer
