#include "app/viewer/panels/totals/ZoneTable.h"

#include <algorithm>
#include <cmath>

#include "geo/report/Composer.h"

namespace tanhui::viewer {
namespace {

/// A column of figures. Columns of one group are rounded alike, as they are read side by side.
struct FigureColumn {
  const char* key;  ///< of its words: viewer.zones.col.KEY, viewer.zones.tip.KEY
  Quantity quantity;
  int group;
  double (*value)(const Totals&);
};

template <Pool pool>
double poolOf(const Totals& t) {
  return t.carbon.stock[static_cast<std::size_t>(pool)];
}

constexpr std::array<FigureColumn, ZoneTable::kColumns - ZoneTable::kArea> kFigures{{
    {"area", Quantity::area, 0, [](const Totals& t) { return t.areaHa; }},
    {"stock", Quantity::stock, 1, [](const Totals& t) { return t.carbon.total(); }},
    {"stock_se", Quantity::stock, 1, [](const Totals& t) { return t.stockSe; }},
    {"above", Quantity::stock, 1, poolOf<Pool::above>},
    {"below", Quantity::stock, 1, poolOf<Pool::below>},
    {"deadwood", Quantity::stock, 1, poolOf<Pool::deadwood>},
    {"litter", Quantity::stock, 1, poolOf<Pool::litter>},
    {"soil", Quantity::stock, 1, poolOf<Pool::soil>},
    {"flux", Quantity::flux, 2, [](const Totals& t) { return t.carbon.flux(); }},
    {"flux_se", Quantity::flux, 2, [](const Totals& t) { return t.fluxSe; }},
    {"lulucf", Quantity::co2eFlux, 3, [](const Totals& t) { return t.carbon.lulucf(); }},
    {"lulucf_se", Quantity::co2eFlux, 3, [](const Totals& t) { return t.lulucfSe; }},
    {"agriculture", Quantity::co2eFlux, 3, [](const Totals& t) { return t.carbon.agriculture; }},
    {"net", Quantity::co2eFlux, 3, [](const Totals& t) { return t.carbon.net(); }},
    {"net_se", Quantity::co2eFlux, 3, [](const Totals& t) { return t.netSe; }},
    {"stock_per_ha", Quantity::stockDensity, 4, [](const Totals& t) { return perHa(t.carbon.total(), t.areaHa); }},
    {"flux_per_ha", Quantity::fluxDensity, 5, [](const Totals& t) { return perHa(t.carbon.flux(), t.areaHa); }},
}};

const FigureColumn& figureColumn(int column) { return kFigures[static_cast<std::size_t>(column - ZoneTable::kArea)]; }

const char* keyOf(int column) {
  return column == ZoneTable::kId ? "id" : column == ZoneTable::kName ? "name" : figureColumn(column).key;
}

}  // namespace

ZoneTable::ZoneTable(Session& session, QObject* parent) : QAbstractTableModel(parent), session_(session) {
  connect(&session, &Session::accountChanged, this, &ZoneTable::refresh);
  connect(&session.words(), &Wording::changed, this, &ZoneTable::retitle);
  refresh();
}

std::vector<std::string> ZoneTable::layersOf(const Account* account) {
  std::vector<std::string> layers;
  if (account == nullptr) return layers;
  for (const ZoneTotals& zone : account->zones)
    if (std::ranges::find(layers, zone.layer) == layers.end()) layers.push_back(zone.layer);
  return layers;
}

void ZoneTable::setLayer(const std::string& layer) {
  if (layer == layer_) return;
  layer_ = layer;
  refresh();
}

int ZoneTable::rowOf(const ZoneRef& zone) const {
  if (zone.layer != layer_) return -1;
  const auto found = std::ranges::find(rows_, zone.id, &Row::id);
  return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

Quantity ZoneTable::quantityOf(int column) { return figureColumn(column).quantity; }

double ZoneTable::valueOf(const Totals& totals, int column) { return figureColumn(column).value(totals); }

void ZoneTable::refresh() {
  std::vector<Row> rows;
  const Account* const account = session_.account();
  if (account != nullptr)
    for (const ZoneTotals& zone : account->zones)
      if (zone.layer == layer_) rows.push_back({zone.id, zone.label, zone.total});
  // The same zones with other figures: views keep their place and selection.
  const bool sameZones = !rows.empty() && std::ranges::equal(rows, rows_, [](const Row& a, const Row& b) {
    return a.id == b.id && a.label == b.label;
  });
  if (sameZones) {
    rows_ = std::move(rows);
    measure();
    emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
  } else {
    beginResetModel();
    rows_ = std::move(rows);
    measure();
    endResetModel();
  }
  double zonesHa = 0;
  for (const Row& row : rows_) zonesHa += row.totals.areaHa;
  // A run that was not stopped closes to 1e-6; less than that is rounding.
  overlaps_ = account != nullptr && zonesHa > account->total.areaHa * (1 + 1e-6);
  emit changed();
}

void ZoneTable::retitle() {
  emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
  if (!rows_.empty()) emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
  emit changed();
}

void ZoneTable::measure() {
  std::array<double, kColumns> ofGroup{};
  for (int column = kArea; column < kColumns; ++column) {
    double& largest = ofGroup[static_cast<std::size_t>(figureColumn(column).group)];
    for (const Row& row : rows_)
      if (const double value = std::abs(valueOf(row.totals, column)); std::isfinite(value))
        largest = std::max(largest, value);
  }
  for (int column = kArea; column < kColumns; ++column)
    scales_[static_cast<std::size_t>(column)] = ofGroup[static_cast<std::size_t>(figureColumn(column).group)];
}

QString ZoneTable::figure(const Totals& totals, int column) const {
  // Hectares are known better than tonnes; the report keeps them finer, too.
  const int digits = column == kArea ? 6 : 4;
  return session_.words().figure(quantityOf(column), valueOf(totals, column), digits,
                                 scales_[static_cast<std::size_t>(column)]);
}

QString ZoneTable::title(int column) const {
  const QString name = session_.words()(fmt::format("viewer.zones.col.{}", keyOf(column)));
  return isFigure(column) ? QStringLiteral("%1 (%2)").arg(name, session_.words().unit(quantityOf(column))) : name;
}

QString ZoneTable::tip(const Row& row, int column) const {
  const QString name = QString::fromStdString(row.label.empty() ? row.id : row.label);
  if (!isFigure(column)) return name;
  return QStringLiteral("%1\n%2  %3 %4")
      .arg(name, session_.words()(fmt::format("viewer.zones.col.{}", keyOf(column))), figure(row.totals, column),
           session_.words().unit(quantityOf(column)));
}

int ZoneTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ZoneTable::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant ZoneTable::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount() || index.column() >= kColumns) return {};
  const Row& row = rows_[static_cast<std::size_t>(index.row())];
  const int column = index.column();
  switch (role) {
    case Qt::DisplayRole:
      if (isFigure(column)) return figure(row.totals, column);
      return QString::fromStdString(column == kId ? row.id : row.label);
    case kRawRole:
      if (isFigure(column)) return valueOf(row.totals, column);
      return QString::fromStdString(column == kId ? row.id : row.label);
    case Qt::TextAlignmentRole:
      return QVariant((isFigure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
      return tip(row, column);
    default:
      return {};
  }
}

QVariant ZoneTable::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= kColumns) return {};
  const Wording& words = session_.words();
  switch (role) {
    case Qt::DisplayRole: {
      const QString name = words(fmt::format("viewer.zones.col.{}", keyOf(section)));
      return isFigure(section) ? name + '\n' + words.unit(quantityOf(section)) : name;
    }
    case Qt::TextAlignmentRole:
      return QVariant((isFigure(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
      return words(fmt::format("viewer.zones.tip.{}", keyOf(section)));
    default:
      return {};
  }
}

}  // namespace tanhui::viewer
