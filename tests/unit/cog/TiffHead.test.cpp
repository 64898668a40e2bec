#include "geo/cog/detail/TiffHead.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <stdexcept>

namespace tanhui {
namespace {

constexpr std::uint64_t kFourGiB = std::uint64_t{1} << 32U;

TiffDirectory sample(std::uint64_t offset) {
  const std::uint16_t bits[] = {32, 32, 32};
  return {{longTag(257, 7), shortTag(258, bits), longTag(256, 70'000)}, {{offset, offset + 8}, {3, 4}}};
}

std::uint64_t number(const std::vector<std::uint8_t>& bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = width; i-- > 0;) value = value << 8U | bytes[at + i];
  return value;
}

}  // namespace

TEST_CASE("A classic head reads back, its tags sorted and its offsets behind it") {
  const TiffDirectory directory = sample(5);
  const std::vector<std::uint8_t> head = tiffHead(std::span(&directory, 1), "ghost", 100);
  CHECK(number(head, 2, 2) == 42);
  CHECK(number(head, 4, 4) == 14);  // 8 + 5 bytes of ghost, on a word boundary
  CHECK(std::string(head.begin() + 8, head.begin() + 13) == "ghost");
  const std::vector<TiffTag> tags = firstDirectory(head);
  REQUIRE(tags.size() == 5);
  CHECK(std::is_sorted(tags.begin(), tags.end(), [](const TiffTag& a, const TiffTag& b) { return a.id < b.id; }));
  CHECK(number(tags[0].bytes, 0, 4) == 70'000);
  CHECK(tags[2].count() == 3);
  CHECK(number(tags[2].bytes, 4, 2) == 32);
  CHECK(number(tags[3].bytes, 0, 4) == head.size() + 5);
  CHECK(number(tags[3].bytes, 4, 4) == head.size() + 13);
  CHECK(number(tags[4].bytes, 4, 4) == 4);
}

TEST_CASE("Files beyond 4 GiB are BigTIFF, those below are not") {
  const TiffDirectory directory = sample(kFourGiB);
  const std::vector<std::uint8_t> big = tiffHead(std::span(&directory, 1), {}, kFourGiB);
  CHECK(number(big, 2, 2) == 43);
  CHECK(number(big, 4, 2) == 8);
  CHECK(number(big, 8, 8) == 16);
  CHECK(number(big, 16, 8) == 5);
  // Entry 3 is TileOffsets: LONG8, two of them, out of line.
  const std::size_t entry = 24 + 3 * 20;
  CHECK(number(big, entry, 2) == 324);
  CHECK(number(big, entry + 2, 2) == 16);
  CHECK(number(big, entry + 4, 8) == 2);
  const std::size_t values = number(big, entry + 12, 8);
  CHECK(number(big, values, 8) == big.size() + kFourGiB);

  const TiffDirectory small = sample(0);
  const std::uint64_t head = tiffHead(std::span(&small, 1), {}, 100).size();
  CHECK(number(tiffHead(std::span(&small, 1), {}, kFourGiB - 1 - head), 2, 2) == 42);
  CHECK(number(tiffHead(std::span(&small, 1), {}, kFourGiB - head), 2, 2) == 43);
}

TEST_CASE("Directories are chained") {
  const TiffDirectory directories[] = {sample(0), sample(16)};
  const std::vector<std::uint8_t> head = tiffHead(directories, {}, 100);
  const std::size_t next = number(head, 8 + 2 + 5 * 12, 4);
  CHECK(number(head, next, 2) == 5);
  CHECK(number(head, next + 2 + 5 * 12, 4) == 0);
}

TEST_CASE("A cut file is no directory") {
  const TiffDirectory directory = sample(0);
  const std::vector<std::uint8_t> head = tiffHead(std::span(&directory, 1), {}, 100);
  for (std::size_t size = 0; size + 1 < head.size(); size += 3)
    CHECK_THROWS_AS(firstDirectory(std::span(head).first(size)), std::out_of_range);
}

}  // namespace tanhui
