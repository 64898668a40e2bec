#pragma once

#include <cstdint>

#include <QColor>
#include <QPalette>

namespace tanhui::viewer {

/// The inks of the reports (tanhui::ink) as they read on the colours of a window: on a dark one text turns light, and
/// white, which a chart uses as the rim of a thin line, turns into the background. Colours that mean something, such as
/// those of land classes, stay.
class Inks {
 public:
  /// As printed: nothing changes.
  static Inks print() { return Inks(); }
  explicit Inks(const QPalette& palette);

  /// 0xRRGGBB on this background.
  QColor operator()(std::uint32_t rgb, double alpha = 1) const;
  QColor background() const { return background_; }
  bool dark() const { return dark_; }
  /// A colour of paper that would be lost on a dark window, and wants an outline.
  bool isFaint(std::uint32_t rgb) const;

 private:
  Inks() = default;
  bool mapped_ = false, dark_ = false;
  QColor text_, background_ = Qt::white, shade_;
};

/// A colour `share` of the way from one to the other.
QColor mixed(const QColor& from, const QColor& to, double share);

}  // namespace tanhui::viewer
