#pragma once

#include <cstdlib>

#include <QApplication>
#include <QWidget>

namespace tanhui::viewer::test {

/// The colours of a dark desktop.
inline QPalette darkPalette() {
  QPalette dark;
  for (const auto& [role, colour] : {std::pair{QPalette::Window, 0x2B2B2B},
                                     {QPalette::Base, 0x232323},
                                     {QPalette::AlternateBase, 0x2F2F2F},
                                     {QPalette::Button, 0x3A3A3A},
                                     {QPalette::ToolTipBase, 0x3A3A3A},
                                     {QPalette::Highlight, 0x2F65A0}})
    dark.setColor(role, QColor::fromRgb(static_cast<QRgb>(colour)));
  for (const QPalette::ColorRole role :
       {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText, QPalette::HighlightedText})
    dark.setColor(role, QColor(0xDD, 0xDD, 0xDD));
  dark.setColor(QPalette::Link, QColor(0x8A, 0xB4, 0xF8));
  return dark;
}

/// Saves a picture of a widget into the folder $TANHUI_SHOTS, for people to look at; does nothing without it.
inline void shoot(QWidget& widget, const QString& name) {
  const char* folder = std::getenv("TANHUI_SHOTS");
  if (folder == nullptr) return;
  for (int i = 0; i < 4; ++i) QApplication::processEvents();  // layouts settle
  widget.grab().save(QString(folder) + "/" + name + ".png");
}

/// With the fonts of the program, which the tests do not need.
inline void useProgramFonts() {
  QFont font = QApplication::font();
  font.setFamilies({"DejaVu Sans", "Noto Sans CJK SC"});
  QApplication::setFont(font);
}

}  // namespace tanhui::viewer::test
