// Bars that are brushed: drag over them, or hold Shift and use the arrow keys.

import { go } from "./search.js";

export function prepareTimeline() {
  const chart = document.querySelector("#timeline svg");
  if (!chart || chart.dataset.ready) return;
  chart.dataset.ready = "yes";
  const brush = new Brush(chart);
  chart.addEventListener("pointerdown", event => brush.press(event));
  chart.addEventListener("pointermove", event => brush.drag(event));
  chart.addEventListener("pointerup", event => brush.release(event));
  chart.addEventListener("pointercancel", () => brush.clear());
  chart.addEventListener("keydown", event => brush.key(event));
  chart.addEventListener("click", event => brush.click(event));
  chart.addEventListener("dragstart", event => event.preventDefault());
}

class Brush {
  constructor(chart) {
    this.chart = chart;
    this.bars = [...chart.querySelectorAll(".bar")];
    this.said = document.getElementById("brushed");
    this.pressed = null;
    this.dragged = false;
    // One stop for the Tab key: the arrow keys go from bar to bar.
    for (const bar of this.bars.slice(1)) bar.setAttribute("tabindex", "-1");
  }

  press(event) {
    if (event.button) return;
    this.pressed = this.nearest(event.clientX);
    this.dragged = false;
    this.from = event.clientX;
  }

  drag(event) {
    if (this.pressed === null) return;
    if (Math.abs(event.clientX - this.from) > 6 && !this.dragged) {
      this.dragged = true;
      this.chart.setPointerCapture(event.pointerId);
    }
    if (this.dragged) this.mark(this.pressed, this.nearest(event.clientX));
  }

  release(event) {
    const { pressed, dragged } = this;
    this.pressed = null;
    if (dragged) this.narrow(pressed, this.nearest(event.clientX));
  }

  // The click that ends a drag is no click on a bar.
  click(event) {
    const bar = event.target.closest(".bar");
    if (!this.dragged && (!bar || event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    if (!this.dragged) go(bar.getAttribute("href"));
    this.dragged = false;
  }

  key(event) {
    const at = this.bars.indexOf(document.activeElement);
    if (at < 0) return;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: this.bars.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.move(at, to, event.shiftKey);
    } else if (event.key === "Enter" && this.anchor !== undefined) {
      event.preventDefault();
      this.narrow(this.anchor, at);
    } else if (event.key === "Escape") {
      this.clear();
    }
  }

  move(at, to, spread) {
    const next = this.bars[to];
    if (!next) return;
    if (!spread) this.clear();
    else this.anchor ??= at;
    this.bars[at].setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
    if (spread) this.mark(this.anchor, to);
  }

  mark(one, other) {
    const [first, last] = [Math.min(one, other), Math.max(one, other)];
    const inside = this.bars.slice(first, last + 1);
    this.bars.forEach((bar, number) => bar.classList.toggle("chosen", number >= first && number <= last));
    const count = inside.reduce((sum, bar) => sum + Number(bar.dataset.count), 0);
    const names = [...new Set([inside[0].dataset.name, inside.at(-1).dataset.name])].join(" to ");
    this.said.textContent = `${names}: ${count.toLocaleString("en")} article${count === 1 ? "" : "s"}`;
  }

  narrow(one, other) {
    const bars = [this.bars[Math.min(one, other)], this.bars[Math.max(one, other)]];
    const address = new URL(bars[0].getAttribute("href"), location.href);
    address.searchParams.set("from", bars[0].dataset.from);
    address.searchParams.set("to", bars[1].dataset.to);
    go(address.href);
  }

  clear() {
    this.pressed = this.anchor = undefined;
    this.pressed = null;
    this.said.textContent = "";
    for (const bar of this.bars) bar.classList.remove("chosen");
  }

  nearest(x) {
    const away = bar => {
      const box = bar.getBoundingClientRect();
      return Math.max(box.left - x, x - box.right, 0);
    };
    return this.bars.reduce((best, bar, number) => (away(bar) < away(this.bars[best]) ? number : best), 0);
  }
}
