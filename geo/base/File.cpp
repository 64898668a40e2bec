#include "geo/base/File.h"

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <system_error>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

#include "geo/base/Error.h"
#include "geo/base/Input.h"
#include "geo/base/PartFile.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  std::string hex() {
    std::array<unsigned char, 32> digest{};
    EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr);
    std::string out;
    for (const unsigned char byte : digest) out += fmt::format("{:02x}", byte);
    return out;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

/// Reads a file from end to end, one in an archive as well.
template <typename Take>
void readBlocks(const fs::path& path, Take take) {
  const auto failRead = [&](int reason) {
    throw Error(path.string(), say("file.cannot_read", std::strerror(reason)), say("file.cannot_read.remedy"));
  };
  std::error_code code;
  if (fs::is_directory(path, code)) throw Error(path.string(), say("file.is_folder"), say("file.is_folder.remedy"));
  refuseEndless(path);
  errno = 0;
  const std::unique_ptr<VSILFILE, decltype(&VSIFCloseL)> in(VSIFOpenL(path.c_str(), "rb"), VSIFCloseL);
  if (in == nullptr) return failRead(errno != 0 ? errno : ENOENT);
  std::string block(1 << 20, '\0');
  vsi_l_offset total = 0;
  while (true) {
    const std::size_t got = VSIFReadL(block.data(), 1, block.size(), in.get());
    if (got > 0) take(std::string_view(block.data(), got));
    total += got;
    if (got < block.size()) break;
  }
  // Of a file in an archive GDAL does not always say that its end is reached.
  VSIStatBufL status;
  if (VSIFEofL(in.get()) == 0 &&
      (VSIStatL(path.c_str(), &status) != 0 || total < static_cast<vsi_l_offset>(status.st_size)))
    failRead(errno != 0 ? errno : EIO);
}

}  // namespace

void failToWrite(const fs::path& path, int reason) {
  throw Error(path.string(), say("file.cannot_write", std::strerror(reason)), say("file.cannot_write.remedy"),
              ErrorKind::work);
}

std::string readFile(const fs::path& path) {
  std::string bytes;
  readBlocks(path, [&](std::string_view block) { bytes += block; });
  return bytes;
}

void writeFileWhole(const fs::path& path, std::string_view bytes) {
  PartFile part(path);
  errno = 0;
  std::ofstream out(part.path(), std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) failToWrite(path, errno != 0 ? errno : EIO);
  part.commit();
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.hex();
}

std::string sha256File(const fs::path& path, const StopFlag* stop) {
  Sha256 hash;
  readBlocks(path, [&](std::string_view block) {
    heed(stop);
    hash.add(block);
  });
  return hash.hex();
}

bool isUtf8(std::string_view bytes) { return CPLIsUTF8(bytes.data(), static_cast<int>(bytes.size())) != 0; }

std::string toUtf8(std::string bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  if (isUtf8(bytes)) return bytes;
  const std::unique_ptr<char, decltype(&VSIFree)> text(CPLRecode(bytes.c_str(), "GB18030", CPL_ENC_UTF8), VSIFree);
  return text.get();
}

}  // namespace tanhui
