/* Reading place: told to the house every ten seconds and on leaving; a page opens at it. */
(() => {
  const list = document.querySelector(".home-list");
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!list || !token || !window.IntersectionObserver) return;
  const feed = document.getElementById("feed");
  const line = document.getElementById("place");
  let seen = 0n;
  let told = 0n;

  const eye = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      const id = BigInt(target.id.slice(1));
      if (isIntersecting && id > seen) seen = id;
    }
  }, { threshold: 0.6 });
  const watch = () => { for (const card of feed.querySelectorAll(".card")) eye.observe(card); };

  function tell() {
    if (seen <= told || document.hidden && seen === 0n) return;
    told = seen;
    navigator.sendBeacon("/home/read", new URLSearchParams({ last: String(seen), by: "script", csrfmiddlewaretoken: token }));
  }

  // Only where the page was asked for anew: back and reload stand where they stood.
  const [way] = performance.getEntriesByType("navigation");
  if (line && list.dataset.place === "start" && way?.type === "navigate" && !location.hash && !location.search) line.scrollIntoView({ block: "center" });
  document.getElementById("to-place")?.toggleAttribute("hidden", !line);
  watch();
  document.addEventListener("htmx:afterSettle", watch);
  setInterval(tell, 10000);
  addEventListener("pagehide", tell);
  document.addEventListener("visibilitychange", () => { if (document.hidden) tell(); });
})();
