// Holds the sources against the catalogue of messages while the project is built:
//   check_messages ROOT STAMP
// Every id that a call of say(...) or text(...) spells must stand in ROOT/datasets/messages/*.csv, and the call must
// bring the arguments that the message has places for. Writes STAMP when all is well; else tells file and line.
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;

namespace {

using Places = std::map<std::string, int, std::less<>>;  ///< id: how many arguments the message asks for

std::string contentOf(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The first two columns of each row of a CSV: the id and the English text.
void addMessages(const std::string& csv, Places& places) {
  std::vector<std::string> row(1);
  bool quoted = false;
  const auto endRow = [&] {
    int count = 0;
    if (row.size() > 1)
      for (int n = 0; n < 10; ++n)
        if (row[1].find("{" + std::to_string(n) + "}") != std::string::npos) count = n + 1;
    if (!row[0].empty() && row[0] != "id") places[row[0]] = count;
    row.assign(1, {});
  };
  for (const char c : csv) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      row.emplace_back();
    else if (c == '\n' && !quoted)
      endRow();
    else
      row.back() += c;
  }
  endRow();
}

/// "layer.shapefile_part": words of lower case that dots part.
bool isId(std::string_view text) {
  if (text.empty() || std::islower(static_cast<unsigned char>(text[0])) == 0 || text.find('.') == text.npos ||
      text.back() == '.')
    return false;
  return std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '.'; });
}

/// A call of say(...) or text(...): the ids that its first argument spells, and how many arguments follow.
struct Call {
  std::vector<std::string> ids;
  bool scoped = false;  ///< the first argument is scoped("id", ...), which stands for two messages
  bool open = false;    ///< a pack or nothing countable: any number may follow
  int arguments = 0;
};

/// Reads the call whose opening parenthesis stands before `at`.
Call readCall(std::string_view source, std::size_t at) {
  Call call;
  int depth = 0;
  bool any = false;
  call.scoped = source.substr(at).starts_with("scoped(");
  for (; at < source.size(); ++at) {
    const char c = source[at];
    if (c == '"') {
      std::size_t end = at + 1;
      while (end < source.size() && source[end] != '"') end += source[end] == '\\' ? 2u : 1u;
      const std::string_view literal = source.substr(at + 1, std::min(end, source.size()) - at - 1);
      if (call.arguments == 0 && (depth == 0 || call.scoped) && isId(literal)) call.ids.emplace_back(literal);
      at = end;
    } else if (c == '\'') {
      at += source.substr(at + 1, 1) == "\\" ? 3u : 2u;
    } else if (c == '(' || c == '{' || c == '[') {
      ++depth;
    } else if (c == ')' || c == '}' || c == ']') {
      if (depth-- == 0) break;
    } else if (c == ',' && depth == 0) {
      ++call.arguments;
    } else if (c == ';') {
      call.open = true;  // no call: a declaration, or a comment that speaks of one
      break;
    }
    if (source.substr(at).starts_with("...")) call.open = true;
    any = true;
  }
  call.open = call.open || !any;
  return call;
}

bool nameBefore(std::string_view source, std::size_t parenthesis, std::string_view name) {
  if (parenthesis < name.size() || source.substr(parenthesis - name.size(), name.size()) != name) return false;
  if (parenthesis == name.size()) return true;
  const auto before = static_cast<unsigned char>(source[parenthesis - name.size() - 1]);
  return std::isalnum(before) == 0 && before != '_';
}

/// How many faults the calls of a source have; each is told as a compiler would.
int faultsOf(const fs::path& file, const Places& places) {
  const std::string source = contentOf(file);
  int faults = 0;
  for (std::size_t at = source.find('('); at != std::string::npos; at = source.find('(', at + 1)) {
    const bool says = nameBefore(source, at, "say");
    if (!says && !nameBefore(source, at, "text")) continue;
    const bool counts = says && !(at > 3 && source[at - 4] == '.');  // the report's own say() takes a list
    const Call call = readCall(source, at + 1);
    for (const std::string& id : call.ids)
      for (const char* ending :
           call.scoped ? std::vector<const char*>{".sink", ".all"} : std::vector<const char*>{""}) {
        const auto found = places.find(id + ending);
        const bool fits = found != places.end() && (!counts || call.open || call.arguments >= found->second);
        if (fits) continue;
        const auto line = 1 + std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        if (found == places.end())
          std::fprintf(stderr, "%s:%td: error: '%s%s' stands in no datasets/messages/*.csv\n", file.c_str(), line,
                       id.c_str(), ending);
        else
          std::fprintf(stderr, "%s:%td: error: '%s' asks for %d arguments and is given %d\n", file.c_str(), line,
                       id.c_str(), found->second, call.arguments);
        ++faults;
      }
  }
  return faults;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const fs::path root = argv[1];
  Places places;
  for (const fs::directory_entry& file : fs::directory_iterator(root / "datasets/messages"))
    if (file.path().extension() == ".csv") addMessages(contentOf(file.path()), places);
  int faults = 0;
  for (const char* folder : {"geo", "app", "datasets"})
    for (const fs::directory_entry& file : fs::recursive_directory_iterator(root / folder))
      if (file.path().extension() == ".cpp" || file.path().extension() == ".h") faults += faultsOf(file.path(), places);
  if (faults > 0) return 1;
  std::ofstream(argv[2]) << places.size() << " messages\n";
  return 0;
}
