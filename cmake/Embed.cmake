# tanhui_embed(TARGET NAMESPACE ROOT files...): compiles the files into TARGET as
#   std::span<const tanhui::EmbeddedFile> tanhui::NAMESPACE::files();
# named by their path below ROOT, so that the binary needs no data folder beside it.
set(TANHUI_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/EmbedScript.cmake)

function(tanhui_embed target namespace root)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${namespace}.cpp)
  set(paths "")
  foreach(file ${ARGN})
    file(REAL_PATH ${file} path BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    list(APPEND paths ${path})
  endforeach()
  string(REPLACE ";" "|" joined "${paths}")
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DNAMESPACE=${namespace} -DROOT=${root} "-DFILES=${joined}"
            -P ${TANHUI_EMBED_SCRIPT}
    DEPENDS ${paths} ${TANHUI_EMBED_SCRIPT} VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
