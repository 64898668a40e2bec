#pragma once

#include "geo/base/Error.h"

namespace tanhui {

/// The warnings in the order they arose, each one once: a file that serves as region and as zones is read twice, and
/// what is odd about it would be told twice.
Warnings distinct(Warnings warnings);

}  // namespace tanhui
