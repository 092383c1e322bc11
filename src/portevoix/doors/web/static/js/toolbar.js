/* The row of buttons of a post: one stop for Tab, arrows inside; and its menu. */
(() => {
  function parts(bar) {
    return [...bar.children].map((each) => (each.matches("details") ? each.querySelector("summary") : each));
  }

  function prepare(root) {
    for (const bar of root.querySelectorAll("[data-toolbar]:not([role])")) {
      bar.setAttribute("role", "toolbar");
      bar.setAttribute("aria-label", bar.dataset.toolbar);
      parts(bar).forEach((each, number) => { each.tabIndex = number ? -1 : 0; });
    }
  }

  function move(bar, from, key) {
    const all = parts(bar);
    const last = all.length - 1;
    const at = all.indexOf(from);
    const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at ? at - 1 : last, Home: 0, End: last }[key];
    if (next === undefined) return false;
    all.forEach((each, number) => { each.tabIndex = number === next ? 0 : -1; });
    all[next].focus();
    return true;
  }

  function within(menu, key) {
    const all = [...menu.querySelectorAll("a, button")];
    const at = all.indexOf(document.activeElement);
    const next = { ArrowDown: (at + 1) % all.length, ArrowUp: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[key];
    if (next === undefined) return false;
    all[next].focus();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.(".menu");
    if (menu?.open && (within(menu, event.key) || shut(menu, event.key))) return event.preventDefault();
    const bar = event.target.closest?.("[data-toolbar]");
    if (bar && parts(bar).includes(event.target) && move(bar, event.target, event.key)) event.preventDefault();
  });

  function shut(menu, key) {
    if (key !== "Escape") return false;
    menu.open = false;
    menu.querySelector("summary").focus();
    return true;
  }

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // After a swap the control that was pressed is the bar's stop, so that arrows go on from it.
  document.addEventListener("htmx:load", (event) => {
    const root = event.detail.elt;
    prepare(root.parentElement ?? root);
    const bar = document.activeElement?.closest?.("[data-toolbar]");
    if (bar) parts(bar).forEach((each) => { each.tabIndex = each === document.activeElement ? 0 : -1; });
  });
  prepare(document);
})();
