/* The media viewer: a dialog at the address of the picture it shows. Back closes it. */
let dialog, from, zoom = 1;

export async function open(link) {
  from = link;
  await show(link.href);
  history.pushState({ viewer: true }, "", link.href);
}

async function show(address) {
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return void (location.href = address);
  dialog ??= make();
  dialog.innerHTML = await answer.text();
  dialog.setAttribute("aria-label", dialog.querySelector("nav").getAttribute("aria-label"));
  zoom = 1;
  for (const button of dialog.querySelectorAll("[data-zoom]")) button.hidden = false;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[data-shut]").focus();
}

function make() {
  const made = document.createElement("dialog");
  made.className = "over";
  made.addEventListener("click", press);
  made.addEventListener("keydown", key);
  made.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    grow(event.deltaY < 0 ? 1 : -1);
  }, { passive: false });
  made.addEventListener("close", () => {
    if (history.state?.viewer) history.back();
    from?.focus();
  });
  document.body.append(made);
  return made;
}

function press(event) {
  const nearer = event.target.closest("[data-zoom]");
  const turn = event.target.closest("[data-turn]");
  if (nearer) {
    grow(Number(nearer.dataset.zoom));
  } else if (event.target === dialog || event.target.closest("[data-shut]")) {
    event.preventDefault();
    dialog.close();
  } else if (turn) {
    event.preventDefault();
    show(turn.href).then(() => history.replaceState({ viewer: true }, "", turn.href));
  } else if (event.target.matches(".stage img")) {
    grow(zoom < 4 ? 1 : -3);
  }
}

function key(event) {
  const ways = { ArrowLeft: "before", ArrowRight: "after" };
  if (event.key === "+" || event.key === "=") grow(1);
  else if (event.key === "-") grow(-1);
  else if (event.key === "0") grow(1 - zoom);
  else if (zoom === 1 && ways[event.key]) dialog.querySelector(`[data-turn=${ways[event.key]}]`)?.click();
}

function grow(by) {
  zoom = Math.min(4, Math.max(1, zoom + by));
  const picture = dialog.querySelector(".stage img");
  if (picture) picture.className = `z${zoom}`;
}

addEventListener("popstate", () => { if (dialog?.open) dialog.close(); });
