#pragma once

#include <filesystem>
#include <vector>

#include <QDateTime>
#include <QObject>
#include <QString>

namespace tanhui::viewer {

class Session;

/// The projects that were open last, the newest first, kept between sessions. A project that is no longer there stays
/// in the list, marked: its disk may only be unplugged.
class Recent : public QObject {
  Q_OBJECT

 public:
  static constexpr std::size_t kMost = 12;

  struct Entry {
    std::filesystem::path project;  ///< the project file
    QString name;
    QDateTime lastRun;     ///< invalid: never run
    bool missing = false;  ///< as found by the last refresh()
    friend bool operator==(const Entry&, const Entry&) = default;
  };

  /// `file`: of the settings; empty: the program's own.
  explicit Recent(QString file = {}, QObject* parent = nullptr);

  const std::vector<Entry>& entries() const { return entries_; }

  /// A project was opened: it comes first.
  void note(const std::filesystem::path& project, const QString& name, const QDateTime& lastRun = {});
  /// Notes each project that the session opens or runs.
  void follow(Session& session);
  void remove(const std::filesystem::path& project);
  void clear();
  /// Looks in the background which projects are still there; changed() follows when that differs from what was known.
  void refresh();

 signals:
  void changed();

 private:
  void set(std::vector<Entry> entries);

  QString file_;
  std::vector<Entry> entries_;
};

}  // namespace tanhui::viewer
