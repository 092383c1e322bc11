/* Single keys, outside of fields, by character. Each only presses what is on the page anyway. */
(() => {
  const places = { h: "/", l: "/house", w: "/world", n: "/notifications", d: "/drafts", p: document.body.dataset.me, s: "/settings" };
  let going = 0;

  const cards = () => [...document.querySelectorAll(".card")];
  const current = () => document.activeElement?.closest?.(".card");
  const press = (selector) => (current() ?? document.querySelector(".card.reading"))?.querySelector(selector)?.click();

  function step(by) {
    const all = cards();
    const here = current();
    const next = here ? all[all.indexOf(here) + by] : all[0];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function open() { press(".menu .open"); }

  function warnings() {
    const one = current();
    const all = (one ?? document).querySelectorAll(".warned");
    const wanted = [...all].some((each) => !each.open);
    for (const each of all) each.open = wanted;
  }

  function parent() {
    const above = [...document.querySelectorAll(".above .card")].pop();
    if (above) above.focus();
    else press(".over a");
  }

  function copy() {
    const link = (current() ?? document.querySelector(".card.reading"))?.querySelector(".when");
    if (link && navigator.clipboard) navigator.clipboard.writeText(link.href);
  }

  async function sheet() {
    const found = document.getElementById("key-sheet");
    if (found) return found.showModal();
    const answer = await fetch("/keys", { headers: { "HX-Request": "true" } });
    const dialog = document.createElement("dialog");
    dialog.id = "key-sheet";
    dialog.tabIndex = -1;
    dialog.setAttribute("aria-label", document.querySelector('.end a[href="/keys"]').textContent);
    dialog.innerHTML = await answer.text();
    document.body.append(dialog);
    dialog.showModal();
  }

  const keys = {
    "?": sheet,
    "/": () => go("/search"),
    n: write,
    ".": () => document.getElementById("show-new")?.click(),
    j: () => step(1),
    k: () => step(-1),
    o: open,
    u: () => history.back(),
    v: () => press("a[data-shot]"),
    r: () => press(".tool.reply"),
    b: () => press(".tool.boost"),
    f: () => press(".tool.fav"),
    m: () => press(".tool.mark"),
    x: warnings,
    a: () => { const one = current(); if (one) go(one.dataset.author); },
    p: parent,
    y: copy,
    g: () => { going = Date.now(); },
  };

  function write() {
    const text = document.getElementById("text");
    if (text) text.focus();
    else go("/write");
  }

  function go(place) { if (place) location.assign(place); }

  function typing(element) {
    return element.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable], dialog");
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target) && !event.target.closest("dialog")) return event.target.blur();
    if (document.body.dataset.keys !== "on" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (Date.now() - going < 1500 && places[event.key]) {
      going = 0;
      return go(places[event.key]);
    }
    if (event.key === "Enter" && event.target.matches(".card")) return open();
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });
})();
