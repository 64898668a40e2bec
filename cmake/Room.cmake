# tanhui_room(NAME SOURCES a.cpp ... [ROOMS base grid ...] [LINKS Lib::Lib ...] [PRIVATE_LINKS ...])
# One static library per folder of geo/. ROOMS are the rooms it may use; the linker keeps the direction.
function(tanhui_warnings target)
  # -Wrestrict: GCC 12 warns falsely inside std::string (GCC bug 105329).
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    $<$<BOOL:${TANHUI_WERROR}>:-Werror>)
endfunction()

function(tanhui_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;ROOMS;LINKS;PRIVATE_LINKS" ${ARGN})
  list(TRANSFORM ROOM_ROOMS PREPEND tanhui::)
  add_library(tanhui_${name} STATIC ${ROOM_SOURCES})
  target_include_directories(tanhui_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(tanhui_${name} PUBLIC ${ROOM_ROOMS} ${ROOM_LINKS} PRIVATE ${ROOM_PRIVATE_LINKS})
  tanhui_warnings(tanhui_${name})
  add_library(tanhui::${name} ALIAS tanhui_${name})
endfunction()
