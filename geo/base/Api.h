#pragma once

/// Marks what the shared library shows; all else in it is hidden.
#define TANHUI_API __attribute__((visibility("default")))
