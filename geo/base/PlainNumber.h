#pragma once

#include <string>

namespace tanhui {

/// A number for plain text, in ASCII: "1,234,567.89".
std::string grouped(double value, int decimals);
/// About `digits` significant digits, without an exponent where a person would write none.
std::string plainNumber(double value, int digits = 6);

}  // namespace tanhui
