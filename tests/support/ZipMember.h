#pragma once

#include <cpl_vsi.h>
#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

/// A member of the zip that an .xlsx is.
inline std::string zipMember(const std::filesystem::path& book, const std::string& name) {
  const std::string path = "/vsizip/{" + book.string() + "}/" + name;
  VSILFILE* file = VSIFOpenL(path.c_str(), "rb");
  REQUIRE(file != nullptr);
  std::string out, block(65536, '\0');
  while (const std::size_t got = VSIFReadL(block.data(), 1, block.size(), file)) out.append(block, 0, got);
  VSIFCloseL(file);
  return out;
}
