#pragma once

#include <map>
#include <optional>
#include <string>

#include <QTimer>
#include <QWidget>

#include "app/viewer/model/Session.h"
#include "app/viewer/panels/project/ProjectFormRow.h"

class QLabel;
class QPushButton;

namespace tanhui::viewer {

class FaultNote;

/// Edits the settings of the open project in its file: only values change, comments and order stay. What is typed is
/// judged by the core's own parser, beside the field; the file is saved whole or not at all, with the one before kept
/// as PROJECT.toml~.
class ProjectForm : public QWidget {
  Q_OBJECT

 public:
  explicit ProjectForm(Session& session, QWidget* parent = nullptr);

  /// Something was typed that is not in the file.
  bool edited() const { return !edits_.empty(); }
  /// It may be saved: it was judged and nothing is wrong.
  bool canSave() const { return edited() && judged_ && !busy_; }

 public slots:
  void save();
  void discard();
  /// Puts the file of before the last save back; again: takes that back.
  void undoSave();

 signals:
  /// edited() or canSave() may differ.
  void stateChanged();
  void saved();

 private:
  /// What was typed: TOML, or nothing for a key to be taken out.
  using Edits = std::map<SettingKey, std::optional<std::string>>;

  static std::string apply(std::string text, const Edits& edits);
  void typed(const ProjectFormRow& row);
  void chooseLibrary(const SettingKey& key);

  void projectChanged();
  void read();
  void fill();
  void judge();
  void showFaults(const std::string& text, const Faults& faults);
  void showState();
  void retranslate();
  /// Does `work`, which gives the file's new text, in the background; the form follows.
  void write(std::function<std::string()> work, bool isSave);

  Session& session_;
  std::filesystem::path file_;  ///< of the project shown
  std::string text_;            ///< as it was read
  Edits edits_;
  bool filling_ = false, judged_ = false, busy_ = false, canUndo_ = false;
  std::uint64_t round_ = 0;
  QTimer pause_;
  std::vector<ProjectFormRow*> rows_;
  QLabel* none_;
  QWidget* all_;
  FaultNote* whole_;
  QPushButton *save_, *discard_, *undo_;
};

}  // namespace tanhui::viewer
