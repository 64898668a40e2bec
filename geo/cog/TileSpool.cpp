#include "geo/cog/TileSpool.h"

#include "geo/base/Error.h"
#include "geo/cog/detail/TiffFile.h"

namespace tanhui {

TileSpool::TileSpool(const std::filesystem::path& file)
    : part_{file}, out_(std::make_unique<TiffFile>(TiffFile::create(file))) {}

TileSpool::TileSpool(const SpoolPart& part) : part_(part), out_(std::make_unique<TiffFile>(TiffFile::open(part.file))) {
  if (out_->size() < part.size)
    throw Error(part.file.string(), say("cog.spool", part.tiles), say("cog.spool.remedy"), ErrorKind::work);
  out_->truncate(part.size);
}

TileSpool::TileSpool(TileSpool&&) noexcept = default;
TileSpool::~TileSpool() = default;

void TileSpool::append(const CogWriter::Block& block) {
  out_->write(block.record);
  ++part_.tiles;
  part_.size = out_->size();
}

}  // namespace tanhui
