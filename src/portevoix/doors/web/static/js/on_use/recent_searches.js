/* What was searched on this device, kept here alone: shown on the empty page, forgotten at a press. */
const PLACE = "recent-searches";
const MOST = 8;

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(PLACE));
    return Array.isArray(found) ? found.filter((each) => typeof each === "string") : [];
  } catch {
    return [];
  }
}

function keep(list) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(list.slice(0, MOST)));
  } catch { /* a browser that keeps nothing */ }
}

export default function begin(part) {
  if (part.dataset.searched !== undefined) {
    const words = part.dataset.searched;
    if (words) keep([words, ...kept().filter((each) => each !== words)]);
    return;
  }
  const list = part.querySelector("ul");
  for (const words of kept()) {
    const link = document.createElement("a");
    link.href = `/search?q=${encodeURIComponent(words)}`;
    link.textContent = words;
    const line = document.createElement("li");
    line.append(link);
    list.append(line);
  }
  part.hidden = list.children.length === 0;
  part.querySelector("button").addEventListener("click", () => {
    localStorage.removeItem(PLACE);
    part.hidden = true;
    document.getElementById("q").focus();
  });
}
