#pragma once

#include <optional>
#include <string>

namespace tanhui {

/// A figure with where it comes from. All strings UTF-8.
struct Factor {
  std::string key;  ///< "pool.forest_enf_masson.veg", "arcm.masson.svd", ...
  std::string nameEn, nameZh;
  double value = 0;
  std::optional<double> low, high;  ///< 95 % range
  double se = 0;  ///< standard error; from the range by (high - low) / (2 x 1.96); 0 when none is known
  std::string unit;
  std::string distribution;  ///< normal | lognormal | triangular | uniform | none
  std::string source, edition;
  std::string grade;   ///< read | recalled | derived | judgement | user
  std::string note;    ///< where the range comes from, what to beware of
  std::string group;   ///< factors of a group are one published figure, and so one unknown; empty: one of its own
  bool local = false;  ///< the user's own figure with its own range: it shares no error with the library's
};

}  // namespace tanhui
