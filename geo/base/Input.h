#pragma once

#include <filesystem>
#include <string>

namespace tanhui {

/// True for what GDAL reads by other means than the file system: "/vsizip/a.zip/b.shp", "NETCDF:a.nc:cover".
bool isVirtual(const std::filesystem::path& path);

/// Something lies at `path`, in an archive or not; of what only a driver can tell, true.
bool inputExists(const std::filesystem::path& path);

/// The file of the file system that is read for `path`: the archive for what lies in one. Empty: there is none.
std::filesystem::path fileBehind(const std::filesystem::path& path);

/// Throws Error when reading `path`, or a side file that its format brings along, might never end: a pipe, a socket, a
/// device, standard input. Looks at the archive behind a /vsi path. What is missing, or a folder, is for the reader to
/// tell.
void refuseEndless(const std::filesystem::path& path);

/// Throws Error "no such file" for a path of the file system with nothing there, naming the file of the folder that is
/// spelt nearest; then as refuseEndless.
void requireInput(const std::filesystem::path& path);

/// The archive of "/vsizip/a.zip/b.shp" is looked for in `folder` when its name is relative; other paths as they are.
std::filesystem::path archiveIn(const std::filesystem::path& folder, const std::filesystem::path& path);

}  // namespace tanhui
