#include "app/viewer/model/Session.h"

#include <algorithm>

#include <QUndoCommand>

#include "app/viewer/model/PinnedMap.h"
#include "app/viewer/model/ProjectLayers.h"
#include "app/viewer/model/YearLooks.h"
#include "geo/evaluate/Histories.h"
#include "geo/model/BuildModel.h"
#include "geo/model/ProjectErrors.h"
#include "geo/project/ProjectMaps.h"

namespace tanhui::viewer {

/// What opening a project reads in the background.
struct Session::Opened {
  std::shared_ptr<const Project> project;
  std::shared_ptr<const SavedRun> run;
  std::shared_ptr<const FactorLibrary> library;
  std::shared_ptr<const ErrorRules> errors;
  BaseYear base;
  ProjectLayers layers;
};

/// Another value for a factor; taking it back gives the value before.
class EditFactor : public QUndoCommand {
 public:
  EditFactor(Session& session, const QString& text, std::map<std::string, double> after)
      : QUndoCommand(text), session_(session), before_(session.edits_), after_(std::move(after)) {}
  void undo() override { session_.setEdits(before_); }
  void redo() override { session_.setEdits(after_); }

 private:
  Session& session_;
  std::map<std::string, double> before_, after_;
};

/// Another scenario; taking it back shows the one before, in whatever year is shown by then.
class ChooseScenario : public QUndoCommand {
 public:
  ChooseScenario(Session& session, const QString& text, std::uint32_t after)
      : QUndoCommand(text), session_(session), before_(session.time().wanted().scenario), after_(after) {}
  void undo() override { choose(before_); }
  void redo() override { choose(after_); }

 private:
  void choose(std::uint32_t scenario) { session_.time().want({scenario, session_.time().wanted().year}); }
  Session& session_;
  std::uint32_t before_, after_;
};

Session::Session(QObject* parent) : QObject(parent), layers_(words_, undo_) {
  pool_.setMaxThreadCount(1);
  connect(&layers_, &LayerList::restored, this, [this] {
    showLiveMaps();
    refreshPinnedMaps();
  });
  connect(&time_, &TimeAxis::failed, this, &Session::failed);
  connect(&time_, &TimeAxis::shownChanged, this, [this] {
    showLiveMaps();
    emit accountChanged();
  });
}

Session::~Session() {
  ++*renewals_;  // what waits is not begun
  pool_.clear();
}

void Session::open(const std::filesystem::path& projectFile) { read(projectFile, false); }

void Session::reload() {
  if (project_) read(project_->file, true);
}

void Session::read(const std::filesystem::path& projectFile, bool keepLook) {
  const std::uint64_t opening = ++opening_;
  ++reading_;
  inBackground(
      this,
      [projectFile] {
        auto opened = std::make_shared<Opened>();
        opened->project = std::make_shared<Project>(readProject(projectFile));
        const Project& project = *opened->project;
        opened->library = std::make_shared<FactorLibrary>(factorsOf(project));
        if (std::optional<SavedRun> run = readSavedRun(project))
          opened->run = freedInBackground(std::make_shared<const SavedRun>(std::move(*run)));
        if (opened->run)
          opened->errors = std::make_shared<const ErrorRules>(
              errorRulesOf(project, *opened->library, opened->run->strata, opened->run->areaErrorPercent));
        opened->base = baseYear(project, opened->library, opened->run, opened->errors, nullptr);
        opened->base.figures = freedInBackground(std::move(opened->base.figures));
        opened->layers = projectLayers(project, opened->library->classes(), opened->run.get());
        if (opened->run && project.horizon > project.baseYear)
          lookForAllYears(opened->layers.layers, {opened->project, opened->library, opened->run, nullptr});
        return opened;
      },
      [this, opening, keepLook](Outcome<std::shared_ptr<Opened>> outcome) {
        --reading_;
        if (opening != opening_) return;
        if (!outcome.value) {
          emit failed(outcome.faults);
          return;
        }
        take(std::move(**outcome.value), keepLook);
        readModel(opening);
      });
}

void Session::take(Opened opened, bool keepLook) {
  project_ = std::move(opened.project);
  run_ = std::move(opened.run);
  library_ = factors_ = std::move(opened.library);
  errors_ = std::move(opened.errors);
  ++*renewals_;
  renewing_ = false;
  asOpened_ = base_ = std::move(opened.base);
  model_.reset();
  stale_ = false;
  undo_.clear();
  edits_.clear();
  selection_.reset();
  frame_ = opened.layers.frame;
  layers_.setProjectLayers(std::move(opened.layers.layers), keepLook);
  time_.open({project_, factors_, run_, nullptr});
  emit projectChanged();
  emit accountChanged();
  emit selectionChanged();
}

void Session::close() {
  ++opening_;
  take({}, false);
}

void Session::readModel(std::uint64_t opening) {
  ++reading_;
  inBackground(
      this,
      [project = *project_] {
        Warnings ignored;  // a run and `check` tell them
        return freedInBackground(std::make_shared<const Model>(withHistories(buildModel(project, ignored))));
      },
      [this, opening](Outcome<std::shared_ptr<const Model>> outcome) {
        --reading_;
        if (opening != opening_) return;
        if (!outcome.value) {
          time_.setModel(nullptr);
          emit failed(outcome.faults);
          return;
        }
        model_ = std::move(*outcome.value);
        if (frame_.extent.empty()) frame_ = {model_->grid.crs, model_->grid.box()};
        time_.setModel(model_);
        if (!edits_.empty()) renew();
        emit modelChanged();
      });
  if (!run_) return;
  inBackground(
      this, [project = *project_] { return isCurrent(project); },
      [this, opening](Outcome<bool> current) {
        if (opening != opening_ || !current.value || stale_ == !*current.value) return;
        stale_ = !*current.value;
        emit accountChanged();
      });
}

const ZoneTotals* Session::zone(const ZoneRef& ref) const {
  const Account* const shown = account();
  if (shown == nullptr) return nullptr;
  const auto found = std::ranges::find_if(
      shown->zones, [&](const ZoneTotals& zone) { return zone.layer == ref.layer && zone.id == ref.id; });
  return found == shown->zones.end() ? nullptr : &*found;
}

void Session::editFactor(const std::string& key, std::optional<double> value) {
  if (!library_) return;
  std::map<std::string, double> after = edits_;
  if (value && *value != (*library_)[library_->require(key)].value)
    after[key] = *value;
  else
    after.erase(key);
  if (after == edits_) return;
  library_->withValues(after);  // throws before anything has changed
  undo_.push(new EditFactor(*this, words_("viewer.undo.factor", key), std::move(after)));
}

void Session::resetFactors() {
  if (!edits_.empty()) undo_.push(new EditFactor(*this, words_("viewer.undo.reset_factors"), {}));
}

void Session::setEdits(std::map<std::string, double> edits) {
  edits_ = std::move(edits);
  factors_ = edits_.empty() ? library_ : std::make_shared<const FactorLibrary>(library_->withValues(edits_));
  time_.setFactors(factors_);
  refreshPinnedMaps();
  renew();
  emit factorsEdited();
}

/// Accounts for the base year with the factors in force.
void Session::renew() {
  const std::uint64_t asked = ++*renewals_;
  if (edits_.empty()) return show(asOpened_);
  renewing_ = true;
  inBackground(
      pool_, this,
      [project = project_, factors = factors_, run = run_, errors = errors_, model = model_, asked,
       latest = renewals_]() -> BaseYear {
        if (*latest != asked) return {};
        BaseYear base = baseYear(*project, factors, run, errors, model.get());
        return {std::move(base.factors), freedInBackground(std::move(base.figures)),
                freedInBackground(std::move(base.carbon))};
      },
      [this, asked](Outcome<BaseYear> outcome) {
        if (asked != *renewals_) return;
        if (outcome.value) return show(std::move(*outcome.value));
        renewing_ = false;
        emit failed(outcome.faults);
        emit accountChanged();
      });
}

void Session::whenRenewed(QObject* context, std::function<void()> act) {
  if (!renewing()) return act();
  connect(
      this, &Session::accountChanged, context, [this, context, act] { whenRenewed(context, act); },
      Qt::SingleShotConnection);
}

void Session::show(BaseYear base) {
  renewing_ = false;
  base_ = std::move(base);
  showLiveMaps();
  emit accountChanged();
}

void Session::chooseScenario(std::uint32_t scenario) {
  if (!time_.exists() || scenario == time_.wanted().scenario || scenario >= time_.scenarios().size()) return;
  undo_.push(new ChooseScenario(*this, words_("viewer.undo.scenario", scenarioText(scenario).toStdString()), scenario));
}

QString Session::scenarioText(std::uint32_t scenario) const {
  return scenario == 0 ? words_("report.plan.baseline")
                       : words_("viewer.time.scenario_named", time_.scenarios().at(scenario));
}

QString Session::momentText(const Moment& moment) const {
  return words_("viewer.time.moment", moment.year, scenarioText(moment.scenario).toStdString());
}

/// The maps of the last run stand in files; with a factor edited or in another year they are computed as they are
/// looked at.
void Session::showLiveMaps() {
  if (!project_) return;
  const std::shared_ptr<const YearState> year = time_.state();
  const std::vector<MapLayer> layers = layers_.layers();
  for (const MapLayer& layer : layers) {
    const std::optional<MapProduct> map = mapOf(*project_, layer.projectKey);
    if (!map) continue;
    const int band = bandOf(layer.content);
    // Of a year it keeps the whole state, which is let go in the background.
    const std::shared_ptr<const std::vector<StratumCarbon>> carbon =
        year ? std::shared_ptr<const std::vector<StratumCarbon>>(year, year->carbon.get()) : base_.carbon;
    if (carbon && (year || !map->classes))
      layers_.setContent(layer.id, LiveContent{model_, carbon, *map, band, year ? year->classKey : nullptr});
    else
      layers_.setContent(layer.id, RasterContent{project_->outputFolder / (layer.projectKey + ".tif"), band});
  }
}

void Session::addPinnedMap(const std::string& map, int band, const Moment& moment, const std::optional<Moment>& minus) {
  if (!time_.exists() || !model_) return;
  const auto like = std::ranges::find(layers_.layers(), map, &MapLayer::projectKey);
  const std::optional<MapProduct> product = mapOf(*project_, map);
  if (like == layers_.layers().end() || !product) return;
  LiveContent content{model_, nullptr, *product, band};
  content.pinned = moment;
  content.minus = minus;
  MapLayer layer = pinnedLayer(*like, content);
  const std::string what = layer.bands.size() > 1
                               ? words_(layer.bands[static_cast<std::size_t>(band - 1)].nameId).toStdString()
                               : layers_.displayName(*like).toStdString();
  layer.name = minus ? words_("viewer.time.map_change", layers_.displayName(*like).toStdString(), what,
                              momentText(*minus).toStdString(), momentText(moment).toStdString())
                     : words_("viewer.time.map_at", layers_.displayName(*like).toStdString(), what,
                              momentText(moment).toStdString());
  layer.bands.clear();
  inBackground(
      time_.pool(), this, [maker = time_.maker(), content] { return pinnedContent(*maker, content); },
      [this, layer, opening = opening_, above = like->id](Outcome<LiveContent> outcome) mutable {
        if (opening != opening_) return;
        if (!outcome.value) {
          emit failed(outcome.faults);
          return;
        }
        layer.content = std::move(*outcome.value);
        const int id = layers_.add(std::move(layer), above);  // outlines stay on top
        emit mapPinned(id);
      });
}

/// Maps that keep their year follow the factors, too.
void Session::refreshPinnedMaps() {
  if (!time_.exists() || !model_) return;
  const std::vector<MapLayer> layers = layers_.layers();
  for (const MapLayer& layer : layers) {
    const auto* content = std::get_if<LiveContent>(&layer.content);
    if (content == nullptr || !content->pinned) continue;
    LiveContent fresh = *content;
    fresh.model = model_;
    inBackground(
        time_.pool(), this, [maker = time_.maker(), fresh] { return pinnedContent(*maker, fresh); },
        [this, id = layer.id, maker = time_.maker()](Outcome<LiveContent> outcome) {
          if (maker != time_.maker() || layers_.find(id) == nullptr) return;
          if (outcome.value)
            layers_.setContent(id, *outcome.value);
          else
            emit failed(outcome.faults);
        });
  }
}

void Session::select(const std::optional<ZoneRef>& zone) {
  if (zone == selection_) return;
  selection_ = zone;
  emit selectionChanged();
}

void Session::widenFrame(const MapFrame& frame) {
  if (!frame_.extent.empty() || frame.extent.empty()) return;
  frame_ = frame;
  emit projectChanged();
}

}  // namespace tanhui::viewer
