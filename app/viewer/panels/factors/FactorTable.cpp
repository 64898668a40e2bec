#include "app/viewer/panels/factors/FactorTable.h"

#include <cmath>

#include <QFont>

#include "geo/account/SeriesWords.h"
#include "geo/base/Csv.h"
#include "geo/report/Composer.h"

namespace tanhui::viewer {
namespace {

constexpr std::array<const char*, FactorTable::kColumns> kNames{"key",   "name",   "value", "unit",
                                                                "range", "source", "grade", "group"};

/// Units and ranges stand in the middle, apart from the figures before them.
Qt::AlignmentFlag alignmentOf(int column) {
  if (column == FactorTable::kValue) return Qt::AlignRight;
  return column == FactorTable::kUnit || column == FactorTable::kRange ? Qt::AlignHCenter : Qt::AlignLeft;
}

/// A factor's figure: every digit that its source gives, no separators, so that it reads back as it stands.
QString number(double value) { return qt(csvNumber(value)); }

}  // namespace

FactorTable::FactorTable(Session& session, QObject* parent) : QAbstractTableModel(parent), session_(session) {
  connect(&session, &Session::accountChanged, this, &FactorTable::refresh);
  connect(&session, &Session::factorsEdited, this, &FactorTable::refresh);
  connect(&session.words(), &Wording::changed, this, [this] {
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    tellChanged();
  });
  refresh();
}

void FactorTable::refresh() {
  const Account* const account = session_.account();
  std::vector<std::uint32_t> used = account == nullptr ? std::vector<std::uint32_t>() : account->factorsUsed;
  const bool sameRows = used == used_ && originals_ == session_.projectFactors();
  if (!sameRows) beginResetModel();
  used_ = std::move(used);
  factors_ = session_.factors();
  originals_ = session_.projectFactors();
  if (!sameRows)
    endResetModel();
  else
    tellChanged();
  if (!sameRows) emit noted({});
}

void FactorTable::tellChanged() {
  if (!used_.empty()) emit dataChanged(index(0, 0), index(static_cast<int>(used_.size()) - 1, kColumns - 1));
}

std::string FactorTable::keyAt(int row) const { return factor(row).key; }

bool FactorTable::isEdited(int row) const { return session_.editedFactors().contains(keyAt(row)); }

void FactorTable::reset(int row) {
  session_.editFactor(keyAt(row), std::nullopt);
  emit noted({});
}

int FactorTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(used_.size());
}

int FactorTable::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QString FactorTable::text(int row, int column) const {
  const Factor& f = factor(row);
  const Wording& words = session_.words();
  const bool zh = words.language() == Language::zh;
  switch (column) {
    case kKey:
      return qt(f.key);
    case kName:
      return qt(zh ? f.nameZh : f.nameEn);
    case kValue:
      return number(f.value);
    case kUnit:
      return qt(f.unit);
    case kRange:
      return f.low && f.high ? qt(trimmed(*f.low, 4)) + QStringLiteral(" – ") + qt(trimmed(*f.high, 4))
                             : QStringLiteral("–");
    case kSource:
      if (isEdited(row)) return words("viewer.factors.source_edited");
      return qt(f.edition.empty() ? f.source
                                  : fmt::format(fmt::runtime(zh ? "{}（{}）" : "{} ({})"), f.source, f.edition));
    case kGrade:
      return (weakGrade(f.grade) ? QStringLiteral("▲ ") : QString()) + qt(gradeName(f.grade, words.language()));
    case kGroup:
      return qt(f.group);
    default:
      return {};
  }
}

QString FactorTable::tip(int row, int column) const {
  const Wording& words = session_.words();
  if (isEdited(row))
    return words("viewer.factors.original", number(original(row).value).toStdString(), original(row).unit);
  if (column == kValue) return words("viewer.factors.value.tip");
  if (column == kGrade && weakGrade(factor(row).grade)) return words("viewer.factors.weak");
  QString tip = text(row, column);
  if (column == kGroup && !factor(row).group.empty())
    tip = qt(unknownKeys(*factors_, factors_->sharing(used_[static_cast<std::size_t>(row)])));
  if (column != kKey && !factor(row).note.empty()) tip += "\n\n" + qt(factor(row).note);
  // Rich text is wrapped where plain text runs across the screen.
  return "<p>" + tip.toHtmlEscaped().replace('\n', "<br>") + "</p>";
}

QVariant FactorTable::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const int row = index.row(), column = index.column();
  switch (role) {
    case Qt::DisplayRole:
      return text(row, column);
    case Qt::EditRole:
      return column == kValue ? number(factor(row).value) : text(row, column);
    case kRawRole:
      if (column == kValue) return factor(row).value;
      if (column == kRange) return factor(row).low.value_or(std::nan(""));
      return text(row, column);
    case kWeakRole:
      return weakGrade(factor(row).grade);
    case kEditedRole:
      return isEdited(row);
    case Qt::TextAlignmentRole:
      return QVariant(alignmentOf(column) | Qt::AlignVCenter);
    case Qt::FontRole:
      if (isEdited(row)) {
        QFont bold;
        bold.setBold(true);
        return bold;
      }
      return {};
    case Qt::ToolTipRole:
      return tip(row, column);
    default:
      return {};
  }
}

QVariant FactorTable::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= kColumns) return {};
  const std::string name = kNames[static_cast<std::size_t>(section)];
  if (role == Qt::DisplayRole) return session_.words()("viewer.factors.col." + name);
  if (role == Qt::ToolTipRole) return session_.words()("viewer.factors.tip." + name);
  if (role == Qt::TextAlignmentRole) return QVariant(alignmentOf(section) | Qt::AlignVCenter);
  return {};
}

Qt::ItemFlags FactorTable::flags(const QModelIndex& index) const {
  const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
  return index.column() == kValue ? usual | Qt::ItemIsEditable : usual;
}

bool FactorTable::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::EditRole || !index.isValid() || index.column() != kValue || index.row() >= rowCount()) return false;
  const Wording& words = session_.words();
  const std::string name = text(index.row(), kName).toStdString();
  const QString typed = value.toString().trimmed();
  const std::optional<double> wanted = asNumber(typed.toStdString());
  if (!wanted || !std::isfinite(*wanted)) {
    emit noted(words("viewer.factors.refused", typed.toStdString(), name));
    return false;
  }
  if (*wanted == factor(index.row()).value) {
    emit noted({});
    return true;
  }
  const Factor& before = original(index.row());
  try {
    session_.editFactor(before.key, *wanted);
  } catch (const Error& refused) {
    emit noted(words(refused.problem()) + " " + words(refused.remedy()));
    return false;
  }
  const bool outside = before.low && before.high && (*wanted < *before.low || *wanted > *before.high);
  const bool noRange = before.se > 0 && !(*wanted / before.value > 0);
  emit noted(noRange   ? words("viewer.factors.no_range", name)
             : outside ? words("viewer.factors.outside", name, trimmed(*before.low, 4), trimmed(*before.high, 4))
                       : QString());
  return true;
}

}  // namespace tanhui::viewer
