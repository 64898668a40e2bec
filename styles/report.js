// Re-writes every figure and unit of the page in the units chosen. The rounding is that of significant() in Units.cpp.
const roundedAt = (size, place) =>
  place <= 0 ? size.toFixed(Math.min(-place, 15)) : (Math.round(size / 10 ** place) * 10 ** place).toFixed(0);
const magnitude = (value) => Math.floor(Math.log10(Math.abs(value)));
function significant(value, digits, scale) {
  if (!Number.isFinite(value)) return "–";
  if (!Number.isFinite(scale) || scale === 0) scale = value;
  if (value === 0 || !(Math.abs(value) >= Math.abs(scale) * 1e-9)) return "0";
  const size = Math.abs(value);
  let number = roundedAt(size, magnitude(scale) - digits + 1);
  if (Number(number) === 0) number = roundedAt(size, magnitude(size) - 1);
  const [whole, part] = number.split(".");
  return (value < 0 ? "−" : "") + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? "." + part : "");
}
const carbon = document.getElementById("carbon");
const area = document.getElementById("area");
function show() {
  const units = UNITS[carbon.value][area.value];
  for (const e of document.querySelectorAll(".f")) {
    const factor = units[e.dataset.q][0];
    const number = significant(Number(e.dataset.v) * factor, Number(e.dataset.d), Number(e.dataset.s) * factor);
    e.textContent = e.dataset.t && number.includes(".") ? number.replace(/\.?0+$/, "") : number;
  }
  for (const e of document.querySelectorAll(".u")) e.textContent = units[e.dataset.q][1];
}
carbon.addEventListener("change", show);
area.addEventListener("change", show);
document.getElementById("print").addEventListener("click", () => window.print());
