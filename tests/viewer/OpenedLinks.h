#pragma once

#include <QDesktopServices>
#include <QList>
#include <QObject>
#include <QUrl>

namespace tanhui::viewer::test {

/// Takes what would be opened by another program.
class OpenedLinks : public QObject {
  Q_OBJECT
 public:
  OpenedLinks() { QDesktopServices::setUrlHandler("file", this, "take"); }
  ~OpenedLinks() override { QDesktopServices::unsetUrlHandler("file"); }
  QList<QUrl> urls;
 public slots:
  void take(const QUrl& url) { urls << url; }
};

}  // namespace tanhui::viewer::test
