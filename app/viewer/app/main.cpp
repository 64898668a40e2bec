#include <QApplication>
#include <QLibraryInfo>
#include <QSettings>
#include <QThreadPool>
#include <QTranslator>
#include <csignal>
#include <cstdio>

#include "app/viewer/app/MainWindow.h"
#include "app/viewer/app/Options.h"
#include "app/viewer/app/Theme.h"
#include "app/viewer/app/Unattended.h"
#include "geo/base/GdalScope.h"

int main(int argc, char** argv) {
  using namespace tanhui;
  using namespace tanhui::viewer;
  std::signal(SIGXFSZ, SIG_IGN);  // a file over its limit is an error of write(), as a full disk is
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

  const GdalProgram gdal;
  QApplication application(argc, argv);
  QApplication::setOrganizationName("tanhui");
  QApplication::setApplicationName("tanhui-viewer");
  // Most of what runs in the background waits for the disk; reading a model must not hold up an answer.
  QThreadPool::globalInstance()->setMaxThreadCount(std::max(4, QThread::idealThreadCount()));
  // Pictures that are made unattended do not depend on how somebody left the window.
  const QSettings settings;
  const auto kept = [&](const char* key) { return options.unattended() ? QString() : settings.value(key).toString(); };
  const QString keptLanguage = kept("window/language");
  const Language language = options.language.value_or(keptLanguage.isEmpty() ? languageOfEnvironment()
                                                      : keptLanguage == "zh" ? Language::zh
                                                                             : Language::en);
  const Theme theme = options.theme.value_or(kept("window/theme") == "dark" ? Theme::dark : Theme::light);
  applyTheme(application, theme);
  QTranslator buttons;  // of Qt's own dialogs
  if (language == Language::zh && buttons.load("qtbase_zh_CN", QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
    QApplication::installTranslator(&buttons);

  MainWindow window;
  window.session().words().setLanguage(language);
  window.session().words().setUnits(usualUnits(language));
  window.setTheme(theme);
  if (!options.project.empty()) window.openProject(std::filesystem::absolute(options.project));
  if (options.unattended()) {
    runUnattended(window, options);
  } else {
    window.resize(options.size);
    window.restoreSettings();
    window.show();
  }
  return QApplication::exec();
}
