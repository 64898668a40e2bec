#pragma once

#include <filesystem>

#include "datasets/demo/County.h"

namespace tanhui::demo {

/// Option of a layer of land: that it is made up.
constexpr const char* kSyntheticLand = "DESCRIPTION=合成数据，非真实地块 / synthetic data, no real place";

/// What a county office holds, each file as such offices hold it. Every layer says that it is synthetic.
void writeLandSurvey(const County& county, const std::filesystem::path& folder);  ///< 国土调查.gpkg: DLTB, XZQ
void writeStands(const County& county, const std::filesystem::path& folder);      ///< 林地小班.shp, in GBK
void writeWetlands(const County& county, const std::filesystem::path& folder);    ///< 湿地.gpkg
void writeWaters(const County& county, const std::filesystem::path& folder);      ///< 水系.gpkg
void writeElevation(const County& county, const std::filesystem::path& folder);   ///< dem.tif
void writeLandCover(const County& county, const std::filesystem::path& folder);   ///< 土地覆盖2015.tif
void writeStages(const County& county, const std::filesystem::path& folder);  ///< 水位.csv, of the largest reservoir

void writeBoundary(const County& county, const std::filesystem::path& folder);  ///< 边界.gpkg
void writeControlLines(const County& county, const std::filesystem::path& folder);  ///< 三线.gpkg, 河道管理范围.gpkg
void writeRestoration(const County& county, const std::filesystem::path& folder);  ///< 修复工程.gpkg

}  // namespace tanhui::demo
