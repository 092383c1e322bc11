/* Marks by buttons and keys, names offered while one types, the count said aloud. */
export default function (tools, form) {
  const text = form.elements.text;
  tools.hidden = false;

  function put(start, end, words, from, to) {
    text.focus();
    text.setRangeText(words, start, end, "end");
    text.setSelectionRange(from, to);
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function around(mark) {
    const { selectionStart: start, selectionEnd: end } = text;
    const chosen = text.value.slice(start, end);
    put(start, end, mark + chosen + mark, start + mark.length, end + mark.length);
  }

  function link() {
    const { selectionStart: start, selectionEnd: end } = text;
    const chosen = text.value.slice(start, end);
    const from = start + chosen.length + 3;
    put(start, end, `[${chosen}](https://)`, chosen ? from : start + 1, chosen ? from + 8 : start + 1);
  }

  function before(mark) {
    const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    const end = text.selectionEnd;
    const words = text.value.slice(start, end).split("\n").map((line) => mark + line).join("\n");
    put(start, end, words, start + words.length, start + words.length);
  }

  const buttons = [...tools.querySelectorAll("button")];
  buttons.forEach((button, place) => { button.tabIndex = place ? -1 : 0; });
  tools.addEventListener("click", (event) => {
    const data = event.target.closest("button")?.dataset;
    if (!data) return;
    if (data.mark) around(data.mark);
    else if (data.line) before(data.line);
    else link();
  });
  tools.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
    buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
    next.focus();
  });

  form.querySelector("[data-preview]").addEventListener("click", async (event) => {
    event.preventDefault();
    const body = new FormData(form);
    const answer = await fetch("/write/preview", { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.ok) form.querySelector("#preview").innerHTML = await answer.text();
    form.querySelector("#preview").scrollIntoView({ block: "nearest" });
  });

  function say(words) { document.dispatchEvent(new CustomEvent("say", { detail: { value: words, quiet: true } })); }

  /* A listbox of names. Enter is taken only while one of them is chosen. */
  const list = document.createElement("ul");
  list.id = "offers";
  list.className = "offers";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", tools.dataset.offers);
  list.hidden = true;
  text.after(list);
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-controls", "offers");
  let chosen = -1;
  let asking = 0;

  function word() {
    return /(?:^|[\s(])([@#][\p{L}\p{N}_][\p{L}\p{M}\p{N}_.@-]+)$/u.exec(text.value.slice(0, text.selectionStart))?.[1];
  }
  function shut() {
    clearTimeout(asking);
    list.hidden = true;
    list.replaceChildren();
    text.removeAttribute("aria-activedescendant");
    chosen = -1;
  }
  function choose(place) {
    const offers = [...list.children];
    chosen = (place + offers.length) % offers.length;
    offers.forEach((offer, each) => offer.setAttribute("aria-selected", String(each === chosen)));
    text.setAttribute("aria-activedescendant", offers[chosen].id);
  }
  function take(offer) {
    const typed = word();
    if (!typed) return shut();
    const start = text.selectionStart - typed.length;
    const words = `${offer.dataset.words} `;
    put(start, text.selectionStart, words, start + words.length, start + words.length);
    shut();
  }
  async function offer() {
    const typed = word();
    if (!typed || typed.length < 3) return shut();
    const answer = await fetch(`/write/complete?q=${encodeURIComponent(typed)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || typed !== word()) return shut();
    list.innerHTML = await answer.text();
    list.hidden = !list.children.length;
    chosen = -1;
    if (!list.hidden) say(tools.dataset.offers);
  }
  text.addEventListener("input", () => { clearTimeout(asking); asking = setTimeout(offer, 200); });
  text.addEventListener("blur", () => setTimeout(shut, 200));
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const found = event.target.closest("li");
    if (found) take(found);
  });

  text.addEventListener("keydown", (event) => {
    if (!list.hidden) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) { event.preventDefault(); return choose(chosen < 0 && step < 0 ? -1 : chosen + step); }
      if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); return take(list.children[chosen]); }
      if (event.key === "Escape") { event.stopPropagation(); return shut(); }
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const act = { b: () => around("**"), i: () => around("*"), k: link }[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  });

  /* The count is said at 100, at 20 and when it is over, after a pause. */
  let told = Infinity;
  let saying = 0;
  text.addEventListener("input", () => {
    clearTimeout(saying);
    saying = setTimeout(() => {
      const rest = Number(form.dataset.rest);
      const step = rest < 0 ? -1 : rest <= 20 ? 20 : rest <= 100 ? 100 : Infinity;
      if (step < told) {
        const words = rest < 0 ? tools.dataset.over : tools.dataset.left;
        say(words.replace("NUMBER", Math.abs(rest)));
      }
      told = step;
    }, 1000);
  });
}
