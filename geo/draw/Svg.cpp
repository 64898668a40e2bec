#include "geo/draw/Canvas.h"
#include "geo/draw/Markup.h"

namespace tanhui {
namespace {

/// A hundredth of a point is finer than print; fewer digits keep the page small.
std::string at(double value) {
  std::string digits = fmt::format("{:.2f}", value);
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return digits == "-0" ? "0" : digits;
}

std::string hex(std::uint32_t rgb) { return fmt::format("#{:06x}", rgb); }

std::string pathData(std::span<const Point> points, bool closed) {
  std::string out;
  for (std::size_t i = 0; i < points.size(); ++i)
    out += fmt::format("{}{} {}", i == 0 ? 'M' : 'L', at(points[i].x), at(points[i].y));
  return closed ? out + "Z" : out;
}

class SvgCanvas : public Canvas {
 public:
  SvgCanvas(Units units, Language language) : units_(units), language_(language) {}

  void rectangle(const Box& box, std::uint32_t fill, double opacity) override {
    out_ += fmt::format(R"(<rect{} fill="{}"{}/>)", place(box), hex(fill), seeThrough(opacity));
  }
  void frame(const Box& box, std::uint32_t colour, double width) override {
    out_ += fmt::format(R"(<rect{} fill="none" stroke="{}" stroke-width="{}"/>)", place(box), hex(colour), at(width));
  }
  void line(std::span<const Point> points, std::uint32_t colour, double width, bool closed) override {
    out_ += fmt::format(R"(<path d="{}" fill="none" stroke="{}" stroke-width="{}" stroke-linejoin="round"/>)",
                        pathData(points, closed), hex(colour), at(width));
  }
  void polygon(std::span<const Point> points, std::uint32_t fill, double opacity) override {
    out_ += fmt::format(R"(<path d="{}" fill="{}"{}/>)", pathData(points, true), hex(fill), seeThrough(opacity));
  }
  void text(Point where, const Inlines& what, const TextStyle& style) override {
    const char* anchor = style.align == Align::left ? "start" : style.align == Align::centre ? "middle" : "end";
    const std::string halo =
        style.halo
            ? fmt::format(
                  R"( stroke="#fff" stroke-opacity=".85" stroke-width="{}" stroke-linejoin="round" paint-order="stroke")",
                  at(style.size / 4))
            : "";
    out_ += fmt::format(R"(<text x="{}" y="{}" font-size="{}" text-anchor="{}" fill="{}"{}{}>{}</text>)", at(where.x),
                        at(where.y), at(style.size), anchor, hex(style.colour),
                        style.bold ? R"( font-weight="700")" : "", halo, markup(what, "tspan", units_, language_));
  }
  void image(const Box& box, const Pixels& pixels) override {
    out_ += fmt::format(R"(<image{} preserveAspectRatio="none" href="data:image/png;base64,{}"/>)", place(box),
                        base64(encodePng(pixels)));
  }
  void clip(const Box& box) override {
    // An inner <svg> clips without an id, which could collide with that of another drawing on the page.
    out_ += fmt::format(R"(<svg{} viewBox="{} {} {} {}">)", place(box), at(box.xmin), at(box.ymin),
                        at(box.xmax - box.xmin), at(box.ymax - box.ymin));
  }
  void unclip() override { out_ += "</svg>"; }

  std::string take() { return std::move(out_); }

 private:
  static std::string seeThrough(double opacity) {
    return opacity < 1 ? fmt::format(R"( fill-opacity="{}")", at(opacity)) : "";
  }
  static std::string place(const Box& box) {
    return fmt::format(R"( x="{}" y="{}" width="{}" height="{}")", at(box.xmin), at(box.ymin), at(box.xmax - box.xmin),
                       at(box.ymax - box.ymin));
  }

  Units units_;
  Language language_;
  std::string out_;
};

}  // namespace

std::string toSvg(const Drawing& drawing, const std::string& label, Units units, Language language) {
  SvgCanvas canvas(units, language);
  drawing.paint(canvas);
  return fmt::format(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}">)",
                     at(drawing.width), at(drawing.height), escaped(label)) +
         canvas.take() + "</svg>";
}

}  // namespace tanhui
