// Groups of links that are one stop of the Tab key each: the arrow keys go from link to link.

export function prepareGroups() {
  for (const group of document.querySelectorAll("[data-rove]")) rove(group);
}

function rove(group) {
  const links = [...group.querySelectorAll("a")];
  for (const link of links.slice(1)) link.setAttribute("tabindex", "-1");
  group.addEventListener("keydown", event => {
    const at = links.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (at < 0 || !links[to]) return;
    event.preventDefault();
    links[at].setAttribute("tabindex", "-1");
    links[to].setAttribute("tabindex", "0");
    links[to].focus();
  });
}
