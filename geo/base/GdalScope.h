#pragma once

#include <deque>

#include <cpl_error.h>

#include "geo/base/GdalOption.h"

namespace tanhui {

/// GDAL as the core wants it, on this thread and while it lives: drivers registered, nothing printed (every return code
/// is read, and the message becomes part of our own error), no .aux.xml beside the user's inputs, and a block that is
/// cut off or damaged is a failure, never a warning beside grey pixels. The library's entry points and each thread that
/// the core starts open one; what a host program set is theirs again at its end.
class GdalScope {
 public:
  GdalScope();
  ~GdalScope();
  GdalScope(const GdalScope&) = delete;
  GdalScope& operator=(const GdalScope&) = delete;

 private:
  std::deque<GdalOption> options_;
};

/// The same for all threads of a program that is ours alone: one in main.
class GdalProgram {
 public:
  GdalProgram();
  ~GdalProgram();
  GdalProgram(const GdalProgram&) = delete;
  GdalProgram& operator=(const GdalProgram&) = delete;

 private:
  CPLErrorHandler handlerBefore_;
};

/// Lowers GDAL's block cache while it lives, unless GDAL_CACHEMAX is set: for a program whose only work reads each
/// block once.
class SmallBlockCache {
 public:
  SmallBlockCache();
  ~SmallBlockCache();
  SmallBlockCache(const SmallBlockCache&) = delete;
  SmallBlockCache& operator=(const SmallBlockCache&) = delete;

 private:
  long long before_ = -1;  ///< bytes to go back to; negative: leave as it is
};

}  // namespace tanhui
