#pragma once

#include <exception>
#include <string>
#include <vector>

#include "geo/base/Api.h"
#include "geo/base/Message.h"

namespace tanhui {

/// What stopped the work: whose fault decides the exit code.
enum class ErrorKind {
  work,     ///< the work failed (exit 1): unreadable pixels, a full disk, a closure error
  project,  ///< the project or the command is wrong (exit 2): a typo, a missing field, an unknown code
};

/// The one exception of the core: where (file, layer, feature or line), what is wrong, what to do about it.
/// It is caught once, in main, or by the viewer.
class TANHUI_API Error : public std::exception {
 public:
  Error(std::string where, Message what, Message remedy, ErrorKind kind = ErrorKind::project);

  const std::string& where() const { return where_; }
  const Message& problem() const { return what_; }
  const Message& remedy() const { return remedy_; }
  ErrorKind kind() const { return kind_; }

  /// In English, for logs and tests: "WHERE: WHAT".
  const char* what() const noexcept override { return english_.c_str(); }

 private:
  std::string where_;
  Message what_, remedy_;
  ErrorKind kind_;
  std::string english_;
};

/// Something the reader of a result must know, though the work went on.
struct Warning {
  std::string where;
  Message what;
};

/// Warnings in the order they arose.
using Warnings = std::vector<Warning>;

}  // namespace tanhui
