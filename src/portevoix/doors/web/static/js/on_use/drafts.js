/* Nothing typed is lost: kept on this device at once, in the house two seconds after the last key. */
const PREFIX = `kept:${document.body.dataset.me}:`;
const APART = ["csrfmiddlewaretoken", "told", "by", "draft_version", "draft_place", "form_key", "back"];
const WAIT = 2000;

function typed(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !APART.includes(name));
}

function fill(form, pairs) {
  const seen = {};
  for (const box of form.querySelectorAll("[type=checkbox], [type=radio]")) box.checked = pairs.some(([name, value]) => name === box.name && value === box.value);
  for (const [name, value] of pairs) {
    const fields = [...form.elements].filter((field) => field.name === name && !["checkbox", "radio", "file"].includes(field.type));
    const field = fields[(seen[name] = (seen[name] ?? -1) + 1)];
    if (field) field.value = value;
    field?.closest("details")?.toggleAttribute("open", value !== "");
  }
  form.dispatchEvent(new Event("filled"));
}

function device() {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}

function watch(form) {
  const place = PREFIX + form.elements.draft_place.value;
  const status = form.querySelector("#kept");
  const ready = form.querySelector("[data-ready]");
  const publishes = form.matches(".composer");
  let first = JSON.stringify(typed(form));
  let timer = 0;
  let dirty = false;
  let ended = false;
  let sending = false;
  let under = null;

  /* Going back, a browser fills the box again with what is published already. */
  function unfill() {
    const text = form.elements.text;
    if (text?.value && text.value !== text.defaultValue && text.value === sessionStorage.getItem("published")) text.value = text.defaultValue;
  }

  function tell(words) { if (status && words !== undefined) status.textContent = words; }
  function here() {
    // The parts of a thread are kept as the one text they are made of.
    const parts = [...form.querySelectorAll("[name=part]")].map((part) => part.value);
    const pairs = parts.length ? [["text", parts.join("\n\n")], ...typed(form).filter(([name]) => name !== "part")] : typed(form);
    const path = parts.length ? "/write" : location.pathname + location.search;
    try { localStorage.setItem(place, JSON.stringify({ pairs, path })); } catch { /* full or refused: the house keeps it */ }
  }
  function forget() { localStorage.removeItem(place); }
  function away() { here(); tell(navigator.onLine ? status.dataset.device : status.dataset.away); }

  async function send() {
    clearTimeout(timer);
    if (ended || !dirty) return;
    const sent = JSON.stringify(typed(form));
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    body.append("by", "script");
    dirty = false;
    try {
      under = new AbortController();
      const answer = await fetch("/drafts/keep", { method: "POST", body, keepalive: body.toString().length < 60000, signal: under.signal });
      const kept = answer.headers.get("content-type")?.includes("json") ? await answer.json() : null;
      if (ended) return;
      if (!kept) throw new Error();
      tell(kept.said);
      if (!answer.ok) return;
      form.elements.draft_version.value = kept.version;
      if (sent === JSON.stringify(typed(form))) forget();
    } catch {
      if (ended) return;
      dirty = true;
      away();
    }
  }

  function touched() {
    if (ended || JSON.stringify(typed(form)) === first) return;
    first = "";
    dirty = true;
    here();
    clearTimeout(timer);
    timer = setTimeout(send, WAIT);
  }

  async function publish(event) {
    const button = event.submitter;
    if (sending) return event.preventDefault();
    if (button?.dataset.keeps !== undefined) return void (ended = true);
    if (event.defaultPrevented || (button && (button.name || button.hasAttribute("formaction")))) return;
    // Chosen files go the browser's own way: they are shown again, to be described.
    if (navigator.onLine && [...form.querySelectorAll("[type=file]")].some((field) => field.files.length)) return;
    event.preventDefault();
    clearTimeout(timer);
    under?.abort();
    here();
    sending = true;
    try {
      if (!navigator.onLine) throw new Error();
      ended = true;
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-House-Form": "1" } });
      if (answer.status >= 502) throw new Error();
      if (!answer.ok || !answer.headers.get("content-type")?.includes("json")) return form.submit();
      const { go } = await answer.json();
      if (!go.startsWith("/sign-in")) {
        forget();
        sessionStorage.setItem("published", form.elements.text?.value ?? "");
      }
      const to = new URL(go, location);
      const same = to.pathname + to.search === location.pathname + location.search;
      location.assign(to);
      if (same && to.hash) location.reload();
    } catch {
      ended = sending = false;
      dirty = true;
      tell(navigator.onLine ? status.dataset.unsent : status.dataset.away);
      button?.removeAttribute("aria-busy");
      if (ready) ready.hidden = false;
    }
  }

  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  form.addEventListener("submit", publish);
  addEventListener("pagehide", send);
  addEventListener("pageshow", (event) => {
    if (event.persisted && ended) location.reload();
    unfill();
  });
  addEventListener("online", () => { send(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && publishes) send();
  });
  ready?.querySelector("[data-now]").addEventListener("click", () => { ready.hidden = true; form.requestSubmit(form.querySelector(".button.main")); });
  ready?.querySelector("[data-leave]").addEventListener("click", () => { ready.hidden = true; dirty = true; send(); });

  unfill();
  const left = JSON.parse(localStorage.getItem(place) ?? "null");
  if (!left || form.querySelector("[name=part]")) return;
  if (JSON.stringify(left.pairs) === first) return forget();
  fill(form, left.pairs);
  form.classList.remove("shut");
  tell(status.dataset.device);
  if (ready) ready.hidden = false;
  dirty = true;
}

/* What was kept on this device at other places is offered there. */
function offer(forms) {
  const mine = forms.map((form) => PREFIX + form.elements.draft_place.value);
  for (const key of device().filter((each) => !mine.includes(each))) {
    const { path } = JSON.parse(localStorage.getItem(key));
    const line = document.createElement("p");
    const link = document.createElement("a");
    line.className = "strip";
    link.href = path;
    link.textContent = document.getElementById("say").dataset.ready;
    line.append(link);
    document.querySelector("main").prepend(line);
  }
}

const forms = [...document.querySelectorAll("form[data-keep]")];
forms.forEach(watch);
offer(forms);
