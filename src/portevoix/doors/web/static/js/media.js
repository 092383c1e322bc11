/* Pictures: a press opens them over the page, and lets what moves move. */
(() => {
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const shot = event.target.closest("a[data-shot]");
    const play = event.target.closest("a[data-play]");
    if (shot) {
      event.preventDefault();
      house.use("viewer").then((module) => module.open(shot), () => { location.href = shot.href; });
    } else if (play) {
      event.preventDefault();
      const picture = play.parentElement.querySelector("img");
      const still = picture.dataset.still;
      picture.dataset.still = still ? "" : picture.src;
      if (!still) { picture.dataset.sources = picture.srcset; picture.srcset = ""; }
      picture.src = still || play.href;
      if (still) picture.srcset = picture.dataset.sources;
    }
  });
})();
