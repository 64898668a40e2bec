#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QWidget>

#include "app/viewer/model/Wording.h"

class QLabel;

namespace tanhui {
struct ProjectKey;
}

namespace tanhui::viewer {

class FaultNote;

/// A key of the project file, by section.
struct SettingKey {
  std::string section, name;
  auto operator<=>(const SettingKey&) const = default;
};

enum class SettingKind { text, number, choice, library, maps };

/// One setting in the form: a widget for its value, and below it what is wrong. Between people's values and TOML.
class ProjectFormRow : public QWidget {
  Q_OBJECT

 public:
  /// `text`: message of its name. What holds without the key is that of the table of keys.
  ProjectFormRow(const Wording& words, SettingKey key, SettingKind kind, const char* text, QWidget* parent = nullptr);

  const SettingKey& key() const { return key_; }
  QLabel* name() const { return name_; }
  FaultNote* note() const { return note_; }

  /// The values of the key in the file; none: it is not there.
  void showValues(const std::vector<std::string>& values);
  /// What was typed, as TOML; nothing: the key is to be taken out.
  std::optional<std::string> toml() const;
  /// The last entry of the libraries was chosen: a file of the user's own.
  bool wantsFile() const;
  void retranslate();

 signals:
  void typed();

 private:
  void fillChoices();
  const ProjectKey& known() const;

  const Wording& words_;
  SettingKey key_;
  SettingKind kind_;
  const char* text_;
  QLabel* name_;
  QWidget* editor_ = nullptr;
  FaultNote* note_;
};

}  // namespace tanhui::viewer
