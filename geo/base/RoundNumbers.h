#pragma once

#include <initializer_list>
#include <vector>

namespace tanhui {

/// The least of `digits` x 10^n that is not below `value`, to a hair; `digits` ascend from 1. Always finite and above
/// zero: what is no positive number counts as the smallest there is, infinity as the largest.
double roundAbove(double value, std::initializer_list<double> digits = {1, 2, 2.5, 5});
/// The greatest of `digits` x 10^n that is not above `value`, likewise.
double roundBelow(double value, std::initializer_list<double> digits = {1, 2, 5});

/// True when two numbers are finite and lie so far apart (a millionth of their size) that figures between them can be
/// told from both. Zones of one land class have densities that differ in the last digit of a double, and a scale
/// between those would have steps that adding cannot take.
bool farApart(double low, double high);

/// The multiples of `step` from `low` to `high`, both included, counted in whole numbers: exactly 0 where it is meant
/// to be, and never more than `most` of them. None when the ends are not far apart.
std::vector<double> multiplesWithin(double low, double high, double step, int most = 1000);

}  // namespace tanhui
