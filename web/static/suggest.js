// What may be typed next, below the box: a combobox with a list (WAI-ARIA 1.2).

const PAUSE = 120; // milliseconds without a key before suggestions are fetched
const FEW = 4; // of each kind

export function prepareSuggestions() {
  const box = document.getElementById("q");
  if (box) new Suggestions(box);
}

class Suggestions {
  constructor(box) {
    this.box = box;
    this.list = box.closest("form").querySelector("[role=listbox]");
    this.latest = new AbortController();
    this.waiting = 0;
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", this.list.id);
    this.close();
    box.addEventListener("input", () => this.later());
    box.addEventListener("keydown", event => this.key(event));
    box.addEventListener("blur", () => this.close());
    box.form.addEventListener("submit", () => this.close());
    this.list.addEventListener("pointerdown", event => event.preventDefault()); // keeps the focus
    this.list.addEventListener("click", event => this.take(event.target.closest("[role=option]")));
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.latest.abort();
    this.latest = new AbortController();
    const text = this.box.value;
    if (!text.trim()) return this.close();
    try {
      const address = `/api/v1/suggest?${new URLSearchParams({ q: text })}`;
      const answer = await fetch(address, { signal: this.latest.signal });
      if (answer.ok && document.activeElement === this.box) this.show(await answer.json());
      else this.close();
    } catch {
      // Another letter was typed, or the connection is gone: the box works without suggestions.
    }
  }

  show({ words, bylines, headlines }) {
    const typed = this.box.value.trim();
    const options = [
      ...words.filter(own => own.query !== typed).map(own => option(own.query, "", { query: own.query })),
      ...bylines.slice(0, FEW).map(own => option(own.name, "byline", { href: `/?${new URLSearchParams({ byline: own.name })}` })),
      ...headlines.slice(0, FEW).map(own => option(own.headline, "article", { href: own.url })),
    ];
    options.forEach((own, number) => (own.id = `suggestion-${number}`));
    this.list.replaceChildren(...options);
    this.close(options.length === 0);
  }

  close(closed = true) {
    clearTimeout(this.waiting);
    if (closed) this.latest.abort();
    this.list.hidden = closed;
    this.box.setAttribute("aria-expanded", String(!closed));
    this.choose(null);
  }

  key(event) {
    if (this.list.hidden) return;
    const options = [...this.list.children];
    const at = options.indexOf(this.chosen);
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowDown") this.choose(options[at + 1] ?? null);
    else if (event.key === "ArrowUp") this.choose(at < 0 ? options.at(-1) : (options[at - 1] ?? null));
    else if (event.key === "Enter" && this.chosen) this.take(this.chosen);
    else return;
    event.preventDefault();
  }

  choose(own) {
    this.chosen?.setAttribute("aria-selected", "false");
    this.chosen = own;
    own?.setAttribute("aria-selected", "true");
    own?.scrollIntoView({ block: "nearest" });
    if (own) this.box.setAttribute("aria-activedescendant", own.id);
    else this.box.removeAttribute("aria-activedescendant");
  }

  take(own) {
    if (!own) return;
    const { query, href } = own.dataset;
    this.close();
    if (href) location.assign(href);
    else {
      this.box.value = query;
      this.box.form.requestSubmit();
    }
  }
}

function option(text, kind, data) {
  const own = document.createElement("li");
  own.setAttribute("role", "option");
  own.setAttribute("aria-selected", "false");
  own.append(text);
  if (kind) {
    const said = document.createElement("span");
    said.className = "kind";
    said.append(` ${kind}`);
    own.append(said);
  }
  Object.assign(own.dataset, data);
  return own;
}
