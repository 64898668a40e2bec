#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <QObject>
#include <QUndoStack>

#include "app/viewer/model/Background.h"
#include "app/viewer/model/LayerList.h"
#include "app/viewer/model/ProjectLayers.h"
#include "app/viewer/model/TimeAxis.h"
#include "app/viewer/model/Wording.h"
#include "geo/account/RunFigures.h"
#include "geo/ask/BaseYear.h"
#include "geo/model/Model.h"
#include "geo/project/Project.h"

namespace tanhui::viewer {

/// What a window has open: a project with the results of its last run, the layers of the map, the zone selected, the
/// factors as they were edited. Lives on the window's thread; whatever takes time happens in the background, and a
/// signal tells when it is there. Panels keep no state of their own that another panel could want.
class Session : public QObject {
  Q_OBJECT

 public:
  explicit Session(QObject* parent = nullptr);
  ~Session() override;

  Wording& words() { return words_; }
  LayerList& layers() { return layers_; }
  const LayerList& layers() const { return layers_; }
  /// Every change that a user may want to take back.
  QUndoStack& undoStack() { return undo_; }

  /// Reads the project and its last run: projectChanged() or failed() follows. The model is read after that:
  /// modelChanged(), or failed() again.
  void open(const std::filesystem::path& projectFile);
  /// After a run: the same again, keeping the layers' order, opacity and visibility where they still exist.
  void reload();
  void close();

  /// Null while no project is open.
  const Project* project() const { return project_.get(); }
  /// True when the project was run: account() is there.
  bool hasRun() const { return run_ != nullptr; }
  /// An input changed since the last run. Known a little after projectChanged(); accountChanged() tells.
  bool stale() const { return stale_; }
  /// Totals by class and zone from the ledger of the last run, with the factors as edited, in the year shown. Null
  /// without a run.
  const Account* account() const { return figures() ? &figures()->account : nullptr; }
  /// The same with what sums over zones are made from, for workers.
  const std::shared_ptr<const RunFigures>& figures() const {
    return time_.state() ? time_.state()->figures : base_.figures;
  }
  /// What is shown is still of other factors than those in force, which are being accounted for.
  bool renewing() const { return renewing_ || (time_.state() && time_.busy()); }
  /// Does it as soon as they are of those in force, while `context` is there: for what tells both on paper.
  void whenRenewed(QObject* context, std::function<void()> act);
  const ZoneTotals* zone(const ZoneRef& ref) const;

  /// Which year of which scenario is shown: maps, figures and what is printed follow it. accountChanged() tells.
  TimeAxis& time() { return time_; }
  const TimeAxis& time() const { return time_; }
  /// A year of the scenario chosen. A way of looking, like a view of the map: nothing to undo.
  void showYear(int year) { time_.want({time_.wanted().scenario, year}); }
  /// Undoable; the year stays.
  void chooseScenario(std::uint32_t scenario);
  /// "2040 · scenario plan"
  QString momentText(const Moment& moment) const;
  QString scenarioText(std::uint32_t scenario) const;

  /// What the map is drawn in and how far it reaches. Empty extent: nothing is open.
  const MapFrame& frame() const { return frame_; }
  /// Takes the frame of a layer when there is none yet.
  void widenFrame(const MapFrame& frame);

  /// The factors in force. Null while no project is open.
  std::shared_ptr<const FactorLibrary> factors() const { return factors_; }
  /// As the project has them, without the user's edits. Null while no project is open.
  std::shared_ptr<const FactorLibrary> projectFactors() const { return library_; }
  /// The land classes of the project, with names for people; Tanhui's own while none is open.
  LandClasses classes() const { return library_ ? library_->classes() : LandClasses(); }
  /// Values that the user gave factors in this window: key -> value. Nothing is written to the project.
  const std::map<std::string, double>& editedFactors() const { return edits_; }
  /// Undoable; the account and the maps follow without a run, as soon as they are made in the background: see
  /// renewing(). Of edits in quick succession only the last is accounted for.
  void editFactor(const std::string& key, std::optional<double> value);
  /// Every factor as the project has it; one step to take back.
  void resetFactors();

  /// The project with its layers read, shared with workers. Null until modelChanged().
  std::shared_ptr<const Model> model() const { return model_; }
  /// A map of the model's strata at a moment, as a layer of its own that keeps its year; less another moment, when one
  /// is given. It comes in the background, and follows the factors.
  void addPinnedMap(const std::string& map, int band, const Moment& moment, const std::optional<Moment>& minus);

  const std::optional<ZoneRef>& selection() const { return selection_; }
  void select(const std::optional<ZoneRef>& zone);

  /// A project or its model is being read.
  bool busy() const { return reading_ > 0; }

  /// Tells a fault to whoever shows faults.
  void tell(const Faults& faults) { emit failed(faults); }

 signals:
  void projectChanged();  ///< another project, or the same after a run; also closed
  void accountChanged();
  void factorsEdited();  ///< those in force are others; the account follows
  void modelChanged();
  void selectionChanged();
  void mapPinned(int layer);  ///< addPinnedMap() is done
  void failed(const Faults& faults);

 private:
  struct Opened;
  void read(const std::filesystem::path& projectFile, bool keepLook);
  void take(Opened opened, bool keepLook);
  void readModel(std::uint64_t opening);
  void setEdits(std::map<std::string, double> edits);
  void renew();
  void show(BaseYear base);
  void showLiveMaps();
  void refreshPinnedMaps();
  friend class EditFactor;

  Wording words_;
  QUndoStack undo_;
  LayerList layers_;
  MapFrame frame_;
  std::shared_ptr<const Project> project_;
  std::shared_ptr<const SavedRun> run_;
  bool stale_ = false;
  std::shared_ptr<const ErrorRules> errors_;      ///< of sums over the run's lines, whatever the factors' values
  std::shared_ptr<const FactorLibrary> library_;  ///< as the project has it
  std::shared_ptr<const FactorLibrary> factors_;  ///< with the edits
  std::map<std::string, double> edits_;
  std::shared_ptr<const Model> model_;
  BaseYear asOpened_;  ///< with the factors of the project, without the model's strata
  BaseYear base_;      ///< as shown: asOpened_, or with other factors
  bool renewing_ = false;
  TimeAxis time_;
  std::optional<ZoneRef> selection_;
  int reading_ = 0;
  std::uint64_t opening_ = 0;  ///< counts projects, so that what belongs to an earlier one is dropped
  std::shared_ptr<std::atomic<std::uint64_t>> renewals_ = std::make_shared<std::atomic<std::uint64_t>>(0);
  QThreadPool pool_;  ///< last: of renewals, one after the other; its work ends before the rest goes
};

}  // namespace tanhui::viewer
