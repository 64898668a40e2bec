#pragma once

#include <span>
#include <string>
#include <string_view>

namespace tanhui {

/// How many characters must be put in, taken out, replaced or swapped with a neighbour to turn one word into the other
/// (optimal string alignment). Counted in Unicode characters, so that a Chinese character weighs as much as a letter.
int editDistance(std::string_view a, std::string_view b);

/// The word nearest to `word`, for "did you mean": at most one slip for each three characters (but two for four and
/// five), case aside. Empty when none is that near.
std::string_view nearest(std::string_view word, std::span<const std::string_view> words);
std::string nearest(std::string_view word, std::span<const std::string> words);

/// "a, b, c", for messages.
std::string joinNames(std::span<const std::string> names);

}  // namespace tanhui
