#include "geo/layer/detail/ReadLog.h"

#include <algorithm>
#include <cmath>

#include <fmt/ranges.h>

#include "geo/gdal/VectorLayer.h"

namespace tanhui {
namespace {

constexpr std::size_t kInFull = 20, kIds = 50;

std::string idList(std::span<const std::int64_t> fids) {
  const std::size_t shown = std::min(fids.size(), kIds);
  return fmt::format("{}{}", fmt::join(fids.first(shown), ", "), fids.size() > shown ? ", ..." : "");
}

}  // namespace

void ReadLog::repaired(std::int64_t fid, const RepairNote& note, const Box& box) {
  if (!note.reason.empty())
    repaired_.push_back({fid, note.reason, hectares(note.before, box), hectares(note.after, box)});
  if (note.collapsedRings > 0) collapsed_.push_back(fid);
}

/// For a message: planar, to a thousandth or so on a geographic CRS.
double ReadLog::hectares(double planarArea, const Box& box) const {
  if (!crs_.geographic()) return planarArea * std::pow(crs_.metresPerUnit(), 2) / 1e4;
  constexpr double kAuthalicRadius = 6371007.2;
  const double radians = crs_.radiansPerUnit();
  const double metres = kAuthalicRadius * radians;
  return planarArea * metres * metres * std::cos((box.ymin + box.ymax) / 2 * radians) / 1e4;
}

void ReadLog::tellRepairs(Warnings& warnings) const {
  const std::size_t inFull = std::min(repaired_.size(), kInFull);
  for (std::size_t i = 0; i < inFull; ++i) {
    const Repaired& r = repaired_[i];
    warnings.push_back({featureWhere(name_, r.fid), say("layer.repaired", r.reason, fmt::format("{:.4f}", r.beforeHa),
                                                        fmt::format("{:.4f}", r.afterHa))});
  }
  if (inFull == repaired_.size()) return;
  std::vector<std::int64_t> fids;
  double before = 0, after = 0;
  for (std::size_t i = inFull; i < repaired_.size(); ++i) {
    fids.push_back(repaired_[i].fid);
    before += repaired_[i].beforeHa;
    after += repaired_[i].afterHa;
  }
  warnings.push_back({name_, say("layer.repaired_more", fids.size(), idList(fids), fmt::format("{:.4f}", before),
                                 fmt::format("{:.4f}", after))});
}

void ReadLog::tell(Warnings& warnings) const {
  const auto tellIds = [&](const char* id, const std::vector<std::int64_t>& fids) {
    if (!fids.empty()) warnings.push_back({name_, say(id, fids.size(), idList(fids))});
  };
  tellRepairs(warnings);
  tellIds("layer.collapsed", collapsed_);
  tellIds("layer.no_area", noArea_);
  tellIds("layer.no_geometry", noGeometry_);
  tellIds("layer.other_kind", otherKind_);
}

}  // namespace tanhui
