# Writes one .cpp that holds each file's bytes; see Embed.cmake. String literals keep the compiler fast.
string(REPLACE "|" ";" FILES "${FILES}")
set(body "")
set(table "")
set(index 0)
foreach(path ${FILES})
  file(READ ${path} hex HEX)
  file(RELATIVE_PATH name ${ROOT} ${path})
  string(LENGTH "${hex}" digits)
  set(lines "")
  set(at 0)
  while(at LESS digits)
    string(SUBSTRING "${hex}" ${at} 128 piece)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" piece "${piece}")
    string(APPEND lines "    \"${piece}\"\n")
    math(EXPR at "${at} + 128")
  endwhile()
  math(EXPR size "${digits} / 2")
  string(APPEND body "constexpr char kFile${index}[] =\n${lines}    \"\";\n")
  string(APPEND table "    {\"${name}\", std::string_view(kFile${index}, ${size})},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUT}.new "#include \"geo/base/Embedded.h\"

namespace tanhui::${NAMESPACE} {
// Found by its name from the room that embeds.
std::span<const EmbeddedFile> files();

namespace {
${body}
constexpr EmbeddedFile kFiles[] = {
${table}};
}  // namespace

std::span<const EmbeddedFile> files() { return kFiles; }

}  // namespace tanhui::${NAMESPACE}
")
file(RENAME ${OUT}.new ${OUT})
