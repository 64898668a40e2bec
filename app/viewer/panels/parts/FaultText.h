#pragma once

#include <optional>

#include <QColor>
#include <QLabel>
#include <QString>

#include "app/viewer/model/Wording.h"
#include "geo/base/Error.h"

namespace tanhui::viewer {

/// Where a fault lies, taken apart: the core writes "FILE, line 12, column 3".
struct FaultPlace {
  QString file;  ///< or the name of a layer
  int line = 0;  ///< 0: not told
};
FaultPlace placeOf(const std::string& where);

/// "project.toml 第 12 行"
QString placeText(const Wording& words, const std::string& where);

/// A fault as plain text, for copying and for screen readers: where, what, remedy.
QString faultText(const Wording& words, const Error& fault);
QString warningText(const Wording& words, const Warning& warning);

/// A text of the catalogue, or `other` for an id that it lacks: names of tables that the user brings.
QString wordsOr(const Wording& words, const std::string& id, const QString& other);

/// Between two colours; 0 is `a`, 1 is `b`. Tints of the palette look right in light and dark alike.
QColor blend(const QColor& a, const QColor& b, double share);

/// Text that is less important, in the colours of a palette.
QColor mutedText(const QPalette& palette);
/// Text that tells a fault or a doubt.
QColor faultColour(const QPalette& palette);
QColor doubtColour(const QPalette& palette);

/// Plain text as HTML in which long paths may break.
QString breakable(const QString& text);

/// What is wrong with a field, below it; takes no room while nothing is.
class FaultNote : public QLabel {
 public:
  enum class Tone { fault, doubt, remark };

  explicit FaultNote(QWidget* parent = nullptr);
  /// An empty text hides the note.
  void say(const QString& text, Tone tone = Tone::fault);
  Tone tone() const { return tone_; }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void paintText();

  Tone tone_ = Tone::fault;
};

}  // namespace tanhui::viewer
