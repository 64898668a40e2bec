# tanhui_room(NAME SOURCES a.cpp ... [ROOMS base grid ...] [LINKS Lib::Lib ...] [PRIVATE_LINKS ...])
# One static library per folder of geo/. ROOMS are the rooms whose headers it includes; scripts/rooms keeps the list and
# the direction.
function(tanhui_warnings target)
  # GCC 12 warns falsely inside std::string (GCC bug 105329), and takes a source in a unity build for a header. Clang
  # holds the embedded tables against the shortest string that the standard demands.
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow
    -Wold-style-cast -Wnon-virtual-dtor
    "$<$<CXX_COMPILER_ID:GNU>:-Wdouble-promotion;-Wno-restrict;-Wno-stringop-overflow;-Wno-array-bounds;-Wno-subobject-linkage>"
    $<$<CXX_COMPILER_ID:Clang>:-Wno-overlength-strings> $<$<BOOL:${TANHUI_WERROR}>:-Werror>)
endfunction()

# The headers of other projects that most files take in, compiled once. None of ours is among them: what a file of ours
# uses of ours it includes, and the lint, which builds without, sees what it forgot.
function(tanhui_precompile target)
  # Headers are compiled for one set of flags. Hidden: the shared library shows what TANHUI_API marks and no more.
  set_target_properties(${target} PROPERTIES
    POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  if(target STREQUAL tanhui_base)
    target_precompile_headers(tanhui_base PRIVATE
      <algorithm> <array> <cmath> <cstdint> <filesystem> <functional> <limits> <map> <memory> <optional> <set> <span>
      <stdexcept> <string> <string_view> <unordered_map> <utility> <vector>
      <fmt/format.h> <fmt/ranges.h> <nlohmann/json.hpp> <cpl_conv.h> <cpl_string.h>)
  else()
    target_precompile_headers(${target} REUSE_FROM tanhui_base)
  endif()
endfunction()

function(tanhui_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;ROOMS;LINKS;PRIVATE_LINKS" ${ARGN})
  list(TRANSFORM ROOM_ROOMS PREPEND tanhui::)
  add_library(tanhui_${name} STATIC ${ROOM_SOURCES})
  target_include_directories(tanhui_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(tanhui_${name} PUBLIC ${ROOM_ROOMS} ${ROOM_LINKS} PRIVATE ${ROOM_PRIVATE_LINKS})
  tanhui_warnings(tanhui_${name})
  tanhui_precompile(tanhui_${name})
  add_library(tanhui::${name} ALIAS tanhui_${name})
endfunction()
