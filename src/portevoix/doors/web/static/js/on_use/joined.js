/* The next page joins at the foot; after five it asks, so that the end of the page can be reached. */
const MOST = 5;

export default function (pager) {
  let joined = 0;
  let busy = false;

  async function join(link) {
    busy = true;
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const more = [...page.querySelectorAll("#feed > .card")].filter((card) => !document.getElementById(card.id));
      document.getElementById("feed").append(...more);
      for (const card of more) htmx.process(card);
      const next = page.querySelector(".pager [rel=next]");
      if (next) link.href = next.getAttribute("href");
      else link.remove();
      document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: document.getElementById("feed") } }));
      document.dispatchEvent(new CustomEvent("htmx:afterSettle", { detail: { target: document.getElementById("feed") } }));
      joined += 1;
    } finally { busy = false; }
  }

  const eye = new IntersectionObserver(([entry]) => {
    const link = pager.querySelector("[rel=next]");
    if (entry.isIntersecting && link && !busy && joined < MOST) join(link).then(() => { eye.unobserve(pager); eye.observe(pager); });
  }, { rootMargin: "600px" });
  eye.observe(pager);
}
