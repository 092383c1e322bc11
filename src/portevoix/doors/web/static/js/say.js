/* What is announced, once, in the one polite region; and the reader's time zone for the server. */
(() => {
  const region = document.getElementById("say");
  let clearing = 0;

  function say(words) {
    clearTimeout(clearing);
    region.textContent = "";
    const line = document.createElement("span");
    line.textContent = words;
    region.append(line);
    wait();
  }

  function wait() {
    clearing = setTimeout(() => {
      if (region.matches(":hover")) return wait();
      region.textContent = "";
    }, 10000);
  }

  // An act that takes time says so; one that fails says that nothing happened.
  const waits = new Map();
  document.addEventListener("htmx:beforeRequest", (event) => {
    const soon = setTimeout(() => say(region.dataset.wait), 500);
    const late = setTimeout(() => say(region.dataset.slow), 8000);
    waits.set(event.detail.xhr, [soon, late]);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    waits.get(event.detail.xhr)?.forEach(clearTimeout);
    waits.delete(event.detail.xhr);
    const answered = event.detail.xhr.getResponseHeader("HX-Trigger");
    if (!event.detail.successful && !answered) say(region.dataset.trouble);
  });

  document.addEventListener("say", (event) => say(event.detail.value ?? event.detail));

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const told = `${document.body.dataset.zone}=${zone}`;
  if (zone && document.body.dataset.zone && !document.cookie.split("; ").includes(told)) {
    const secure = location.protocol === "https:" ? ";secure" : "";
    document.cookie = `${told};path=/;max-age=31536000;samesite=lax${secure}`;
  }
})();
