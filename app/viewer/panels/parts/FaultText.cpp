#include "app/viewer/panels/parts/FaultText.h"

#include <QEvent>
#include <QGuiApplication>
#include <QRegularExpression>

namespace tanhui::viewer {
namespace {

bool dark(const QPalette& palette) { return palette.color(QPalette::Window).lightness() < 128; }

}  // namespace

FaultPlace placeOf(const std::string& where) {
  static const QRegularExpression kPlace("^(.*), line (\\d+)(?:, column \\d+)?$");
  const QString text = QString::fromStdString(where);
  const QRegularExpressionMatch match = kPlace.match(text);
  if (!match.hasMatch()) return {text, 0};
  return {match.captured(1), match.captured(2).toInt()};
}

QString placeText(const Wording& words, const std::string& where) {
  const FaultPlace place = placeOf(where);
  if (place.line == 0) return place.file;
  return words("viewer.fault.place", place.file.toStdString(), place.line);
}

QString faultText(const Wording& words, const Error& fault) {
  return words("viewer.fault.text", placeText(words, fault.where()).toStdString(), words(fault.problem()).toStdString(),
               words(fault.remedy()).toStdString());
}

QString warningText(const Wording& words, const Warning& warning) {
  return words("viewer.fault.warning", placeText(words, warning.where).toStdString(),
               words(warning.what).toStdString());
}

QString wordsOr(const Wording& words, const std::string& id, const QString& other) {
  const QString text = words(id);
  return text.startsWith(QString::fromStdString(id)) ? other : text;
}

QColor blend(const QColor& a, const QColor& b, double share) {
  const auto mix = [share](float from, float to) { return from + static_cast<float>(share) * (to - from); };
  return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()), mix(a.blueF(), b.blueF()));
}

QColor mutedText(const QPalette& palette) {
  return blend(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.35);
}

QColor faultColour(const QPalette& palette) { return dark(palette) ? QColor(0xFF8A80) : QColor(0xB3261E); }
QColor doubtColour(const QPalette& palette) { return dark(palette) ? QColor(0xFFCC66) : QColor(0x8A5A00); }

QString breakable(const QString& text) {
  static const QRegularExpression kJoint("([/\\\\_])");
  return text.toHtmlEscaped().replace(kJoint, QStringLiteral("\\1\u200B")).replace('\n', "<br>");
}

FaultNote::FaultNote(QWidget* parent) : QLabel(parent) {
  setWordWrap(true);
  setTextFormat(Qt::PlainText);
  setForegroundRole(QPalette::WindowText);  // also where the background is that of a list
  setTextInteractionFlags(Qt::TextSelectableByMouse);
  hide();
}

void FaultNote::say(const QString& text, Tone tone) {
  if (text == this->text() && tone == tone_) return;
  tone_ = tone;
  setText(text);
  paintText();
  setVisible(!text.isEmpty());
}

void FaultNote::changeEvent(QEvent* event) {
  QLabel::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) paintText();
}

void FaultNote::paintText() {
  const QPalette base = QGuiApplication::palette();
  const QColor colour = tone_ == Tone::fault   ? faultColour(base)
                        : tone_ == Tone::doubt ? doubtColour(base)
                                               : mutedText(base);
  if (palette().color(QPalette::WindowText) == colour) return;
  QPalette own;
  own.setColor(QPalette::WindowText, colour);
  setPalette(own);
}

}  // namespace tanhui::viewer
