#pragma once

#include <QApplication>
#include <QString>

namespace tanhui::viewer {

enum class Theme { light, dark };

/// Style, palette and fonts of the whole program. Fonts are named: left to itself, Qt takes the Japanese forms of
/// Chinese characters where the system's language is not Chinese.
void applyTheme(QApplication& application, Theme theme);

}  // namespace tanhui::viewer
