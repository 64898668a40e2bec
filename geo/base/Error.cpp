#include "geo/base/Error.h"

#include <utility>

namespace tanhui {

Error::Error(std::string where, Message what, Message remedy, ErrorKind kind)
    : where_(std::move(where)), what_(std::move(what)), remedy_(std::move(remedy)), kind_(kind) {
  const std::string problem = text(what_, Language::en);
  english_ = where_.empty() ? problem : where_ + ": " + problem;
}

}  // namespace tanhui
