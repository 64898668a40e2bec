#include "app/viewer/model/Recent.h"

#include <algorithm>
#include <memory>
#include <set>

#include <QFileInfo>
#include <QSettings>

#include "app/viewer/model/Session.h"
#include "geo/account/RunJson.h"

namespace tanhui::viewer {
namespace fs = std::filesystem;
namespace {

constexpr const char* kList = "recent";

std::unique_ptr<QSettings> settings(const QString& file) {
  return file.isEmpty() ? std::make_unique<QSettings>() : std::make_unique<QSettings>(file, QSettings::IniFormat);
}

std::vector<Recent::Entry> load(const QString& file) {
  const std::unique_ptr<QSettings> from = settings(file);
  std::vector<Recent::Entry> entries;
  const int count = from->beginReadArray(kList);
  for (int i = 0; i < count && entries.size() < Recent::kMost; ++i) {
    from->setArrayIndex(i);
    const QString project = from->value("project").toString();
    if (!project.isEmpty())
      entries.push_back(
          {project.toStdString(), from->value("name").toString(), from->value("last_run").toDateTime(), false});
  }
  from->endArray();
  return entries;
}

fs::path placed(const fs::path& project) { return fs::absolute(project).lexically_normal(); }

}  // namespace

Recent::Recent(QString file, QObject* parent) : QObject(parent), file_(std::move(file)), entries_(load(file_)) {
  refresh();
}

void Recent::note(const fs::path& project, const QString& name, const QDateTime& lastRun) {
  std::vector<Entry> entries = entries_;
  Entry entry{placed(project), name, lastRun, false};
  const auto known = std::ranges::find(entries, entry.project, &Entry::project);
  if (known != entries.end()) {
    if (!lastRun.isValid()) entry.lastRun = known->lastRun;
    entries.erase(known);
  }
  entries.insert(entries.begin(), std::move(entry));
  if (entries.size() > kMost) entries.resize(kMost);
  set(std::move(entries));
}

void Recent::follow(Session& session) {
  connect(&session, &Session::projectChanged, this, [this, &session] {
    const Project* project = session.project();
    if (project == nullptr) return;
    const QString record = QString::fromStdString((project->outputFolder / kRunJson).string());
    note(project->file, QString::fromStdString(project->name),
         session.hasRun() ? QFileInfo(record).lastModified() : QDateTime());
  });
}

void Recent::remove(const fs::path& project) {
  std::vector<Entry> entries = entries_;
  std::erase_if(entries, [&](const Entry& entry) { return entry.project == placed(project); });
  set(std::move(entries));
}

void Recent::clear() { set({}); }

void Recent::refresh() {
  std::vector<fs::path> projects;
  for (const Entry& entry : entries_) projects.push_back(entry.project);
  inBackground(
      this,
      [projects] {
        std::set<fs::path> missing;
        std::error_code code;  // a disk that does not answer counts as not there
        for (const fs::path& project : projects)
          if (!fs::exists(project, code)) missing.insert(project);
        return missing;
      },
      [this, projects](Outcome<std::set<fs::path>> missing) {
        if (!missing.value) return;
        bool differs = false;
        for (Entry& entry : entries_) {
          if (std::ranges::find(projects, entry.project) == projects.end()) continue;
          const bool gone = missing.value->contains(entry.project);
          differs = differs || gone != entry.missing;
          entry.missing = gone;
        }
        if (differs) emit changed();
      });
}

void Recent::set(std::vector<Entry> entries) {
  if (entries == entries_) return;
  entries_ = std::move(entries);
  const std::unique_ptr<QSettings> to = settings(file_);
  to->remove(kList);
  to->beginWriteArray(kList, static_cast<int>(entries_.size()));
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    to->setArrayIndex(static_cast<int>(i));
    to->setValue("project", QString::fromStdString(entries_[i].project.string()));
    to->setValue("name", entries_[i].name);
    if (entries_[i].lastRun.isValid()) to->setValue("last_run", entries_[i].lastRun);
  }
  to->endArray();
  emit changed();
}

}  // namespace tanhui::viewer
