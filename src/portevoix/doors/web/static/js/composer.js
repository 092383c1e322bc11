/* The composer: opens on focus and stays open, counts what is left, tells who will not see it. */
(() => {
  const form = document.querySelector(".composer");
  if (!form) return;
  const text = form.querySelector("textarea");
  const left = form.querySelector(".left");
  const limit = Number(form.dataset.limit);
  let asking = 0;

  form.addEventListener("focusin", () => form.classList.remove("shut"));
  // A part that has a module of its own names it; it comes when the composer is first touched.
  form.addEventListener("focusin", () => {
    for (const part of form.querySelectorAll("[data-use]")) house.use(part.dataset.use).then((module) => module.default(part, form));
  }, { once: true });

  function count() {
    // A link counts as 23, as it does when the house counts.
    const length = [...text.value.replace(/https?:\/\/\S+/g, "x".repeat(23))].length;
    const rest = limit - length;
    form.dataset.rest = String(rest);
    form.querySelector("[data-thread]")?.toggleAttribute("hidden", rest >= 0);
    left.textContent = rest < 100 ? String(rest) : "";
    left.classList.toggle("over", rest < 0);
  }

  function ask() {
    clearTimeout(asking);
    const place = form.querySelector("#not-seen");
    if (!/@\w/.test(text.value)) return place.replaceChildren();
    asking = setTimeout(() => {
      htmx.ajax("POST", "/write/notice", { source: form, target: place, swap: "innerHTML" });
    }, 700);
  }

  text.addEventListener("input", () => { count(); ask(); });
  form.addEventListener("change", (event) => { if (event.target.name === "audience") ask(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector(".button.main"));
  });
  form.addEventListener("filled", count);
  count();
  if (location.hash === "#reply") text.focus();
})();
