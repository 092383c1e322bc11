/* The live line: says that there is something new, moves nothing, and shows it when asked. */
(() => {
  const kind = document.body.dataset.live;
  if (!kind || !window.EventSource) return;
  const line = document.getElementById("new-line");
  let newest = BigInt(document.body.dataset.newest);
  let asking = 0;
  let told = "";

  function hear(event) {
    const id = BigInt(JSON.parse(event.data).newest);
    if (id <= newest) return;
    clearTimeout(asking);
    asking = setTimeout(kind === "home" ? ask : show, 300);
  }

  function ask() {
    htmx.ajax("GET", `/new-posts?since=${newest}`, { target: line, swap: "innerHTML" });
  }

  function show() {
    const link = document.getElementById("show-new");
    link.hidden = false;
    tell(link.textContent.trim());
  }

  function tell(words) {
    if (words && words !== told && !told) document.dispatchEvent(new CustomEvent("say", { detail: words }));
    told = words;
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === line) tell(document.getElementById("show-new")?.dataset.words ?? "");
  });

  // The new ones stand on top now: the first of them has the focus, and the line goes.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id !== "feed") return;
    const fresh = event.detail.target.querySelector(".card");
    if (!fresh?.classList.contains("fresh")) return;
    newest = BigInt(fresh.id.slice(1));
    told = "";
    line.replaceChildren();
    document.querySelector(".empty")?.remove();
    fresh.focus({ preventScroll: false });
  });

  // After a break something may have been missed; what is new is asked for rather than guessed.
  let stream = null;
  let broken = false;
  function listen() {
    stream = new EventSource("/live");
    stream.addEventListener(kind, hear);
    stream.addEventListener("error", () => { broken = true; });
    stream.addEventListener("open", () => { if (broken && kind === "home") ask(); broken = false; });
  }
  addEventListener("pagehide", () => { stream.close(); broken = true; });
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  listen();
})();
