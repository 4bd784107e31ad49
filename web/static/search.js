// Results while typing: the page of the search is fetched, and its results put into this one.
//
// The address always says what is shown. Typing changes it in place; what was shown before the
// typing began is one step back once the search is sent.

import { prepareTimeline } from "./timeline.js";

const PAUSE = 200; // milliseconds without a key before results are fetched

const [SHOWN, OVERTAKEN, REFUSED] = ["shown", "overtaken by a later search", "refused"];

let settled = location.href;
let latest = new AbortController();
let waiting = 0;

export function prepareSearch() {
  const form = document.getElementById("search");
  if (!form || !document.getElementById("desk")) return;
  const box = form.elements.q;
  const untouched = parts(document);
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => type(form, untouched), PAUSE);
  });
  form.addEventListener("submit", event => {
    clearTimeout(waiting);
    event.preventDefault();
    send(asked(form));
  });
  addEventListener("popstate", () => {
    settled = location.href;
    show(settled, box);
  });
  document.addEventListener("keydown", event => walk(event, box));
}

// Show another search as if its link had been followed.
export async function go(address) {
  const became = await show(address);
  if (became === SHOWN) settle(address);
  if (became === REFUSED) location.assign(address);
}

async function type(form, untouched) {
  const isFront = document.body.classList.contains("front");
  if (isFront && !form.elements.q.value.trim()) {
    latest.abort();
    history.replaceState(null, "", settled);
    put(untouched);
    return;
  }
  const address = asked(form);
  if ((await show(address)) === SHOWN) history.replaceState(null, "", address);
}

async function send(address) {
  const isFront = document.body.classList.contains("front");
  if (!isFront && new URL(address, location.href).href === location.href) {
    latest.abort(); // what else was typed meanwhile is not wanted
    settle(address);
    return;
  }
  const became = isFront ? REFUSED : await show(address);
  if (became === SHOWN) settle(address);
  if (became !== REFUSED) return;
  history.replaceState(null, "", settled);
  location.assign(address);
}

function settle(address) {
  if (new URL(address, location.href).href === settled) return;
  history.replaceState(null, "", settled);
  history.pushState(null, "", address);
  settled = location.href;
}

function asked(form) {
  const filled = [...new FormData(form)].filter(([, value]) => value.trim());
  const query = new URLSearchParams(filled.filter(([name, value]) => !(name === "match" && value === "auto")));
  if (!query.has("q")) query.set("q", "");
  return `${form.action}?${query}`;
}

// Put the results of an address into this page; what became of that.
async function show(address, box) {
  latest.abort();
  latest = new AbortController();
  try {
    const answer = await fetch(address, { signal: latest.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = parts(page);
    if (!answer.ok || !found.desk || found.count === undefined) return REFUSED;
    put(found);
    if (box) box.value = page.getElementById("q").value;
    return SHOWN;
  } catch (error) {
    return error.name === "AbortError" ? OVERTAKEN : REFUSED;
  }
}

function parts(page) {
  return {
    title: page.title,
    heading: page.querySelector("h1")?.textContent,
    count: page.getElementById("count")?.textContent,
    desk: page.getElementById("desk"),
  };
}

function put({ title, heading, count, desk }) {
  const opened = [...document.querySelectorAll("#desk details[open][id]")].map(own => own.id);
  document.title = title;
  document.querySelector("h1").textContent = heading;
  document.getElementById("count").textContent = count; // a live region: said when it changes
  document.getElementById("desk").replaceWith(desk);
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  prepareTimeline();
}

// Down and up go from the box through the results and back.
function walk(event, box) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.defaultPrevented) return;
  const places = [box, ...document.querySelectorAll(".hits h2 a")];
  const at = places.indexOf(document.activeElement);
  if (at < 0 || !places[at + step]) return;
  event.preventDefault();
  places[at + step].focus();
}
