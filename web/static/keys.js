// Single-character keys, which can be turned off (WCAG 2.2, 2.1.4), and the list of all keys.

const SETTING = "cuttings-keys";
const actions = new Map();

// Do something when a single character is typed outside of a field.
export function onKey(key, action) {
  actions.set(key, action);
}

export function prepareKeys() {
  const dialog = document.getElementById("keys");
  const opener = document.querySelector("[data-opens=keys]");
  const tick = document.getElementById("keys-on");
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  tick.checked = areOn();
  tick.addEventListener("change", () => remember(tick.checked));
  onKey("?", () => dialog.open || dialog.showModal());
  onKey("/", () => focusBox());
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const action = actions.get(event.key);
    if (!action || !areOn()) return;
    event.preventDefault();
    action();
  });
}

function focusBox() {
  const box = document.getElementById("q");
  box?.focus();
  box?.select();
}

function isTyping(element) {
  return element.closest("input:not([type=checkbox]), select, textarea, [contenteditable], dialog");
}

// Storage is refused where a browser keeps nothing; then the keys are as they come.
function areOn() {
  try {
    return localStorage.getItem(SETTING) !== "off";
  } catch {
    return true;
  }
}

function remember(on) {
  try {
    localStorage.setItem(SETTING, on ? "on" : "off");
  } catch {
    // There is nowhere to keep it.
  }
}
