#include "geo/zonal/Rasterize.h"

#include <memory>

#include "app/cli/Console.h"
#include "app/cli/Failure.h"
#include "app/cli/Interrupt.h"
#include "app/cli/SourceOptions.h"
#include "geo/base/Distinct.h"
#include "geo/base/GdalScope.h"
#include "geo/base/PlainNumber.h"
#include "geo/base/TextTable.h"

namespace tanhui::cli {
namespace {

void rasterizeAndTell(RasterizeRequest& request, const Session& session) {
  const SmallBlockCache cache;
  request.threads = session.threads;
  request.stop = &watchInterrupts(session, false);
  Warnings warnings;
  const RasterizeResult result = rasterize(request, warnings);
  warnings = distinct(std::move(warnings));
  tellWarnings(warnings, session);
  if (session.json) {
    nlohmann::ordered_json bands = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < result.bands.size(); ++i)
      bands.push_back({{"name", result.bands[i]}, {"covered_cells", result.coveredCells[i]}});
    printJson({{"output", request.target.string()},
               {"cols", result.grid.cols},
               {"rows", result.grid.rows},
               {"bands", std::move(bands)},
               {"warnings", toJson(warnings, session.language)}});
  } else if (!session.quiet) {
    TextTable table({Align::left, Align::right});
    table.add({session.text("cli.rasterize.band"), session.text("cli.rasterize.cells")});
    for (std::size_t i = 0; i < result.bands.size(); ++i)
      table.add({result.bands[i], grouped(result.coveredCells[i], 6)});
    print(session.text(say("cli.rasterize.done", request.target.string(), result.grid.cols, result.grid.rows)) + "\n" +
          table.text(2));
  }
}

}  // namespace

void addRasterize(CLI::App& app, Session& session) {
  CLI::App* verb = app.add_subcommand("rasterize", session.text("cli.rasterize"));
  auto request = std::make_shared<RasterizeRequest>();
  verb->add_option("VECTOR", request->source.path, session.text("cli.arg.vector"))->required();
  verb->add_option("GRID", request->grid, session.text("cli.arg.grid"))->required();
  verb->add_option("-o,--output", request->target, session.text("cli.rasterize.output"))->required();
  verb->add_option("--by", request->by, session.text("cli.rasterize.by"));
  verb->add_flag("--double", request->float64, session.text("cli.rasterize.double"));
  addSourceOptions(*verb, request->source, session);
  verb->callback([request, &session] { rasterizeAndTell(*request, session); });
}

}  // namespace tanhui::cli
