# cmake --install: the programs, the library with its headers, and how others find it (CMake and pkg-config).
include(CMakePackageConfigHelpers)

install(TARGETS tanhui tanhui-viewer)
install(TARGETS tanhui_shared EXPORT TanhuiTargets)

# What geo/tanhui.h includes, and no more.
foreach(header geo/tanhui.h geo/base/Api.h geo/base/Error.h geo/base/Message.h geo/base/Stop.h
        geo/project/YearChoice.h geo/run/RunProgress.h)
  get_filename_component(folder ${header} DIRECTORY)
  install(FILES ${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/tanhui/${folder})
endforeach()
install(FILES ${CMAKE_BINARY_DIR}/generated/geo/base/Version.h
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/tanhui/geo/base)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/Tanhui)
install(EXPORT TanhuiTargets NAMESPACE Tanhui:: DESTINATION ${package_folder})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/TanhuiConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES cmake/TanhuiConfig.cmake ${CMAKE_BINARY_DIR}/TanhuiConfigVersion.cmake DESTINATION ${package_folder})

file(RELATIVE_PATH pc_to_prefix /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix/.)
configure_file(cmake/tanhui.pc.in ${CMAKE_BINARY_DIR}/tanhui.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/tanhui.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(FILES README.md README.zh.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
