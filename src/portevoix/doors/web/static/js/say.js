/* What is announced, once, in the one polite region; and the reader's time zone for the server. */
(() => {
  const region = document.getElementById("say");
  let clearing = 0;

  function say(words, ...more) {
    clearTimeout(clearing);
    region.textContent = "";
    const line = document.createElement("span");
    line.append(words, ...more);
    region.append(line);
    wait();
  }

  function button(words, press) {
    const made = document.createElement("button");
    made.className = "button";
    made.textContent = words;
    made.addEventListener("click", press);
    return made;
  }

  // The act is taken back where it was done: the card is drawn anew, and has the focus.
  function undo(path, card) {
    return button(region.dataset.undo, () => {
      const values = { row: card?.id.slice(1) ?? "", csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value };
      const target = card && `#${card.id}`;
      htmx.ajax("POST", path, { values, ...(target ? { target, swap: "outerHTML" } : { swap: "none" }) })
        .then(() => (target ? document.querySelector(target)?.focus() : document.getElementById("content").focus()));
    });
  }

  // What takes long can be waited for, or opened as a page where it is one.
  function slow(event) {
    const { requestConfig } = event.detail;
    const choices = [button(region.dataset.keep, () => { region.textContent = ""; })];
    if (requestConfig?.verb === "get") choices.push(button(region.dataset.open, () => location.assign(requestConfig.path)));
    say(region.dataset.slow, ...choices);
  }

  function wait() {
    clearing = setTimeout(() => {
      if (region.matches(":hover, :focus-within")) return wait();
      region.textContent = "";
    }, 10000);
  }

  // An act that takes time says so; one that fails says that nothing happened.
  const waits = new Map();
  document.addEventListener("htmx:beforeRequest", (event) => {
    const soon = setTimeout(() => say(region.dataset.wait), 500);
    const late = setTimeout(() => slow(event), 8000);
    waits.set(event.detail.xhr, [soon, late]);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    waits.get(event.detail.xhr)?.forEach(clearTimeout);
    waits.delete(event.detail.xhr);
    const answered = event.detail.xhr.getResponseHeader("HX-Trigger");
    if (!event.detail.successful && !answered) say(region.dataset.trouble);
  });

  document.addEventListener("say", (event) => {
    const { value, undo: path, quiet } = event.detail;
    const card = event.target.closest?.(".card");
    say(value ?? event.detail, ...(path ? [undo(path, card)] : []));
    // What the eye sees already is said for readers alone.
    if (quiet) region.firstChild.className = "unseen";
  });

  const strip = document.getElementById("offline");
  const away = () => { strip.hidden = navigator.onLine; };
  addEventListener("online", away);
  addEventListener("offline", away);
  away();

  // Pages are kept on a device that is said to be mine; on any other, and signed out, they go.
  const { mine } = document.body.dataset;
  if (window.caches && !mine) caches.delete("pages");
  navigator.serviceWorker?.register(mine ? "/worker.js?mine" : "/worker.js").catch(() => {});

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const told = `${document.body.dataset.zone}=${zone}`;
  if (zone && document.body.dataset.zone && !document.cookie.split("; ").includes(told)) {
    const secure = location.protocol === "https:" ? ";secure" : "";
    document.cookie = `${told};path=/;max-age=31536000;samesite=lax${secure}`;
  }
})();
