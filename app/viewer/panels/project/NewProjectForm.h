#pragma once

#include <map>
#include <string>
#include <vector>

#include <QWidget>

#include "app/viewer/model/Wording.h"
#include "geo/init/NewProjectDraft.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QTableWidget;

namespace tanhui::viewer {

class FaultNote;

/// Edits what was guessed of one layer: for each thing that a layer of its role can tell, the field that holds it, with
/// samples of its values beside.
class NewProjectForm : public QWidget {
  Q_OBJECT

 public:
  NewProjectForm(Wording& words, const NewProjectDraft& draft, QWidget* parent = nullptr);

  /// Shows a layer of the draft; null: none.
  void showLayer(const DraftLayer* layer);
  /// Tells faults beside their fields.
  void tell(const std::vector<DraftFault>& faults);
  void retranslate();

 signals:
  /// The guess as it is now.
  void edited(const tanhui::LayerGuess& guess);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  /// A line of the form: what, the widget that chooses, samples, and below them what is wrong.
  struct Row {
    const char* text;
    const char* tip;
    QLabel* name;
    QWidget* editor;
    QLabel* samples;
    FaultNote* note;
  };
  Row& addRow(const char* key, const char* text, const char* tip, QWidget* editor);
  QComboBox* addField(const char* key, const char* text, const char* tip, std::string LayerGuess::*field);
  void fillFields(QComboBox* box, const std::string& chosen);
  void setShown(const char* key, bool shown);
  void fill();
  void fillTables();
  void fillWidths();
  void showSamples();
  void showNotes();
  void forgetChanged(const LayerGuess& before);
  void changed();
  QString samplesOf(const std::string& field) const;

  Wording& words_;
  const NewProjectDraft& draft_;
  LayerGuess guess_;
  bool filling_ = false;
  std::map<std::string, Row> rows_;
  std::vector<std::pair<QComboBox*, std::string LayerGuess::*>> fields_;
  QLabel *head_, *notes_, *deduct_;
  QLineEdit *name_, *crs_, *where_;
  QComboBox *role_, *table_, *constant_, *unit_;
  QDoubleSpinBox* width_;
  QTableWidget* widths_;
};

}  // namespace tanhui::viewer
