/* Forms: one press is one sending, faults get the focus once, links can be copied. */
(() => {
  const faults = document.getElementById("faults");
  if (faults) faults.focus();

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || event.target.hasAttribute("hx-post")) return;
    if (button.getAttribute("aria-busy") === "true") return event.preventDefault();
    button.setAttribute("aria-busy", "true");
  });
  // A page that comes back from the history may be sent again.
  addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll('[aria-busy="true"]')) button.removeAttribute("aria-busy");
  });

  const pager = document.querySelector(".pager[data-join]");
  if (pager) house.use("joined").then((module) => module.default(pager));
  for (const part of document.querySelectorAll("main > [data-use]")) house.use(part.dataset.use).then((module) => module.default(part));
  // What is typed is kept; what an earlier page kept on this device is offered. Signing out forgets it.
  const kept = (key) => key.startsWith("kept:");
  if (document.body.dataset.me && (document.querySelector("form[data-keep]") || Object.keys(localStorage).some(kept))) house.use("drafts");
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") === "/sign-out") Object.keys(localStorage).filter(kept).forEach((key) => localStorage.removeItem(key));
  });

  // Only while something is changed: a page that listens always cannot come back from the history.
  for (const form of document.querySelectorAll("form[data-changes]")) {
    const ask = (event) => event.preventDefault();
    form.addEventListener("input", () => addEventListener("beforeunload", ask));
    form.addEventListener("submit", () => removeEventListener("beforeunload", ask));
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    });
  }
})();
