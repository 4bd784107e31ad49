// In an article: from one match to the next.

import { onKey } from "./keys.js";

export function prepareHits() {
  const bar = document.getElementById("hits");
  const marks = [...document.querySelectorAll(".cutting mark")];
  if (!bar || !marks.length) return;
  let at = -1;
  const step = by => {
    marks[at]?.classList.remove("here");
    at = (at + by + marks.length + (at < 0 && by < 0 ? 1 : 0)) % marks.length;
    const mark = marks[at];
    mark.classList.add("here");
    mark.setAttribute("tabindex", "-1");
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: "center" });
    document.getElementById("hit-at").textContent = `Match ${at + 1} of ${marks.length}`;
  };
  bar.hidden = false;
  document.getElementById("hit-at").textContent = `${marks.length} match${marks.length === 1 ? "" : "es"}`;
  bar.querySelector("[data-step='1']").addEventListener("click", () => step(1));
  bar.querySelector("[data-step='-1']").addEventListener("click", () => step(-1));
  onKey("n", () => step(1));
  onKey("p", () => step(-1));
}
