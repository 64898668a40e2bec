#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <QObject>
#include <QString>

#include "geo/base/Message.h"
#include "geo/carbon/Units.h"

namespace tanhui::viewer {

/// What the library says, for Qt: both hold UTF-8.
inline QString qt(const std::string& text) { return QString::fromStdString(text); }
inline QString qt(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

/// The language and the units in which the window speaks. Every panel listens to `changed` and writes its texts anew,
/// so that one switch moves legend, table, chart and sheet together.
class Wording : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  Language language() const { return language_; }
  void setLanguage(Language language);
  Units units() const { return units_; }
  void setUnits(Units units);

  /// A text of the catalogue: words("viewer.zoom_in"), words("viewer.rows", count).
  template <typename... Args>
  QString operator()(std::string_view id, const Args&... args) const {
    return operator()(say(id, args...));
  }
  QString operator()(const Message& message) const { return QString::fromStdString(text(message, language_)); }

  /// A figure of the library in the units chosen, without the unit's name; as significant().
  QString figure(Quantity quantity, double value, int digits = 4, double scale = 0) const;
  /// "12.3 ± 1.4" of a value and its standard error; as withRange() of PlusMinus.h.
  QString ranged(Quantity quantity, double value, double standardError) const;
  /// "万吨碳/年"
  QString unit(Quantity quantity) const;

 signals:
  void changed();

 private:
  Language language_ = Language::zh;
  Units units_ = usualUnits(Language::zh);
};

}  // namespace tanhui::viewer
