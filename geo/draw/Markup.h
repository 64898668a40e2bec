#pragma once

#include <string>
#include <string_view>

#include "geo/account/Inline.h"

namespace tanhui {

/// & < > " as entities; bytes that XML forbids are dropped.
std::string escaped(std::string_view text);

std::string base64(std::string_view bytes);

/// Inlines as markup: a figure or unit becomes <TAG class="..." data-...> (TAG: span in HTML, tspan in SVG), which the
/// page's script re-writes on a change of units; its text is that of `units`.
std::string markup(const Inlines& text, std::string_view tag, Units units, Language language);

}  // namespace tanhui
