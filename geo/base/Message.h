#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "geo/base/Api.h"

namespace tanhui {

enum class Language { zh, en };

/// Text for people, not yet in a language: an entry of the catalogue (datasets/messages/*.csv) and its arguments.
struct Message {
  std::string id;
  std::vector<std::string> args;
};

/// A message with its arguments, each formatted as fmt formats it: say("layer.no_field", name, layer).
template <typename... Args>
Message say(std::string_view id, const Args&... args) {
  return {std::string(id), {fmt::format("{}", args)...}};
}

/// The message in a language. The catalogue writes arguments as {0}, {1}, ... An id that the catalogue lacks
/// comes back as itself with its arguments, so that a fault in the catalogue never hides a fault in the data.
TANHUI_API std::string text(const Message& message, Language language);

inline std::string text(std::string_view id, Language language) { return text(Message{std::string(id), {}}, language); }

}  // namespace tanhui
