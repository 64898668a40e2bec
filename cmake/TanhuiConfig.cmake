# find_package(Tanhui) gives Tanhui::tanhui.
include(CMakeFindDependencyMacro)
find_dependency(fmt)
include(${CMAKE_CURRENT_LIST_DIR}/TanhuiTargets.cmake)
