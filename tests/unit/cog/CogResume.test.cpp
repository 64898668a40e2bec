#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

#include "geo/base/Error.h"
#include "geo/cog/Cog.h"
#include "tests/unit/cog/CogFixture.h"

namespace tanhui {
namespace {

struct Journal {
  std::uint64_t tiles = 0, size = 0;
};

/// Writes the first tiles and is killed: what the next run finds is the spool and the journal, and behind the journal's
/// last entry perhaps a part of one more tile.
Journal interrupted(const CogSpec& spec, const std::vector<CogWriter::Block>& blocks,
                    const std::filesystem::path& target, const std::filesystem::path& spool, std::size_t tiles) {
  Journal journal;
  {
    CogWriter writer(spec, target, spool);
    for (std::size_t i = 0; i < tiles; ++i) writer.append(blocks[i]);
    journal = {tiles, writer.spoolSize()};
  }
  std::ofstream(spool, std::ios::app | std::ios::binary) << "torn";
  return journal;
}

template <typename Source>
void checkEveryCut(const CogSpec& spec, const Source& source) {
  TemporaryFolder folder;
  writeMap(spec, source, folder / "whole.tif");
  const std::string whole = readFile(folder / "whole.tif");
  const std::vector<CogWriter::Block> blocks = blocksOf(CogWriter(spec, folder / "map.tif", folder / "spool"), source);
  for (std::size_t cut = 0; cut <= blocks.size(); ++cut) {
    CAPTURE(cut);
    const Journal journal = interrupted(spec, blocks, folder / "map.tif", folder / "spool", cut);
    CHECK(!std::filesystem::exists(folder / "map.tif"));
    CogWriter writer(spec, folder / "map.tif", folder / "spool");
    writer.reopen(journal.tiles, journal.size);
    CHECK(writer.spoolSize() == journal.size);
    for (std::size_t i = cut; i < blocks.size(); ++i) writer.append(blocks[i]);
    writer.finish();
    CHECK(readFile(folder / "map.tif") == whole);
    // The spool stays: a run that is killed before the file has its place starts from there again.
    CHECK(std::filesystem::file_size(folder / "spool") > 0);
    std::filesystem::remove(folder / "map.tif");
  }
}

}  // namespace

TEST_CASE("A float map taken up after a kill has the bytes of one written at a stretch, at every cut") {
  checkEveryCut(sampleSpec(1300, 1100, 2), sampleBands(1300, 1100, 2));
  checkEveryCut(sampleSpec(1030, 520, 1, Codec::zstd), sampleBands(1030, 520, 1));
  checkEveryCut(sampleSpec(520, 600, 1, Codec::lzw), sampleBands(520, 600, 1));
}

TEST_CASE("A class map taken up after a kill has the bytes of one written at a stretch, at every cut") {
  checkEveryCut(classSpec(1300, 1100), makeRaster<std::uint8_t>(1300, 1100, sampleClass));
}

TEST_CASE("A spool that does not hold the tiles of the journal is refused") {
  TemporaryFolder folder;
  const CogSpec spec = sampleSpec(1300, 700, 1);
  const std::vector<Raster<float>> source = sampleBands(1300, 700, 1);
  const std::vector<CogWriter::Block> blocks = blocksOf(CogWriter(spec, folder / "map.tif", folder / "spool"), source);
  const Journal journal = interrupted(spec, blocks, folder / "map.tif", folder / "spool", 4);
  CogWriter writer(spec, folder / "map.tif", folder / "spool");

  SECTION("shorter than the journal says") {
    std::filesystem::resize_file(folder / "spool", journal.size - 1);
    CHECK_THROWS_AS(writer.reopen(journal.tiles, journal.size), Error);
  }
  SECTION("no spool") {
    std::filesystem::remove(folder / "spool");
    CHECK_THROWS_AS(writer.reopen(journal.tiles, journal.size), Error);
  }
  SECTION("more tiles than the size") { CHECK_THROWS_AS(writer.reopen(journal.tiles + 1, journal.size), Error); }
  SECTION("fewer tiles than the size") { CHECK_THROWS_AS(writer.reopen(journal.tiles - 1, journal.size), Error); }
  SECTION("more tiles than the map") { CHECK_THROWS_AS(writer.reopen(7, journal.size), Error); }
  SECTION("overwritten bytes") {
    const auto where = GENERATE(0, 2, 9, 5000);
    std::fstream file(folder / "spool", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(where);
    file.write("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8);
    file.close();
    CHECK_THROWS_AS(writer.reopen(journal.tiles, journal.size), Error);
  }
}

}  // namespace tanhui
