#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "geo/cog/TileSpool.h"
#include "tests/unit/cog/CogFixture.h"

namespace tanhui {
namespace {

/// Tiles [first, end) as another process would have left them, in two sittings.
SpoolPart spooled(const std::vector<CogWriter::Block>& blocks, std::size_t first, std::size_t end,
                  const std::filesystem::path& file) {
  SpoolPart half;
  {
    TileSpool spool(file);
    for (std::size_t i = first; i < (first + end) / 2; ++i) spool.append(blocks[i]);
    half = spool.part();
    for (std::size_t i = (first + end) / 2; i < end; ++i) spool.append(blocks[i]);  // not in the journal: done again
  }
  TileSpool spool(half);
  for (std::size_t i = (first + end) / 2; i < end; ++i) spool.append(blocks[i]);
  CHECK(spool.part().tiles == end - first);
  return spool.part();
}

template <typename Source>
void checkParts(const CogSpec& spec, const Source& source) {
  TemporaryFolder folder;
  writeMap(spec, source, folder / "whole.tif");
  const std::vector<CogWriter::Block> blocks = blocksOf(CogWriter(spec, folder / "map.tif", folder / "own"), source);
  for (std::size_t first = 0; first <= blocks.size(); ++first)
    for (std::size_t second = first; second <= blocks.size(); ++second) {
      CAPTURE(first, second);
      CogWriter writer(spec, folder / "map.tif", folder / "own");
      writer.append(spooled(blocks, 0, first, folder / "a"));
      for (std::size_t i = first; i < second; ++i) writer.append(blocks[i]);  // some are made here
      writer.append(spooled(blocks, second, blocks.size(), folder / "b"));
      writer.finish();
      CHECK(readFile(folder / "map.tif") == readFile(folder / "whole.tif"));
    }
}

}  // namespace

TEST_CASE("A map joined from spools has the bytes of one written at a stretch, wherever it was cut") {
  checkParts(sampleSpec(1300, 700, 2), sampleBands(1300, 700, 2));
  checkParts(classSpec(1300, 700), makeRaster<std::uint8_t>(1300, 700, sampleClass));
}

TEST_CASE("A part that lacks tiles, or has too many, is refused by the name of its spool") {
  TemporaryFolder folder;
  const CogSpec spec = sampleSpec(1300, 700, 1);
  const std::vector<CogWriter::Block> blocks =
      blocksOf(CogWriter(spec, folder / "map.tif", folder / "own"), sampleBands(1300, 700, 1));
  const SpoolPart part = spooled(blocks, 0, 4, folder / "part");
  CogWriter writer(spec, folder / "map.tif", folder / "own");
  SECTION("fewer") { CHECK_THROWS_AS(writer.append({part.file, 5, part.size}), Error); }
  SECTION("cut") {
    std::filesystem::resize_file(part.file, part.size - 1);
    CHECK_THROWS_AS(writer.append(part), Error);
    CHECK_THROWS_AS(TileSpool(part), Error);
  }
  SECTION("too many") {
    writer.append(part);
    CHECK_THROWS_AS(writer.append(part), Error);
  }
  SECTION("gone") {
    try {
      writer.append({folder / "none", 4, part.size});
      FAIL("taken");
    } catch (const Error& fault) {
      CHECK(fault.where() == (folder / "none").string());
    }
  }
}

}  // namespace tanhui
