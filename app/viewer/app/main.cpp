#include <QApplication>
#include <QLibraryInfo>
#include <QThreadPool>
#include <QTranslator>
#include <cstdio>

#include "app/viewer/app/MainWindow.h"
#include "app/viewer/app/Options.h"
#include "app/viewer/app/Theme.h"
#include "app/viewer/app/Unattended.h"
#include "geo/base/Handle.h"

int main(int argc, char** argv) {
  using namespace tanhui;
  using namespace tanhui::viewer;
  QStringList arguments;
  for (int i = 0; i < argc; ++i) arguments << QString::fromLocal8Bit(argv[i]);
  const ParsedOptions parsed = parseOptions(arguments);
  if (parsed.exitCode) {
    std::fputs(parsed.message.c_str(), *parsed.exitCode == 0 ? stdout : stderr);
    return *parsed.exitCode;
  }
  const Options& options = parsed.options;
  // Pictures need no display.
  if (options.unattended()) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    // What Qt remarks on the missing display is no news to whoever asked for a file; our own faults do not pass here.
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
  }

  QApplication application(argc, argv);
  QApplication::setOrganizationName("tanhui");
  QApplication::setApplicationName("tanhui-viewer");
  registerGdal();
  // Most of what runs in the background waits for the disk; reading a model must not hold up an answer.
  QThreadPool::globalInstance()->setMaxThreadCount(std::max(4, QThread::idealThreadCount()));
  applyTheme(application, options.theme.value_or(Theme::light));

  const Language language = options.language.value_or(languageOfEnvironment());
  QTranslator buttons;  // of Qt's own dialogs
  if (language == Language::zh && buttons.load("qtbase_zh_CN", QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
    QApplication::installTranslator(&buttons);

  MainWindow window;
  window.session().words().setLanguage(language);
  window.session().words().setUnits(usualUnits(language));
  if (!options.project.empty()) window.openProject(std::filesystem::absolute(options.project));
  if (options.unattended()) {
    runUnattended(window, options);
  } else {
    window.resize(options.size);
    window.show();
  }
  return QApplication::exec();
}
