/* After twenty letters the language is guessed by its script and its small words, and asked for. */
const SCRIPTS = { el: "Greek", ru: "Cyrillic", ar: "Arabic", he: "Hebrew", ko: "Hangul", ja: "Hiragana", hi: "Devanagari", zh: "Han" };
const WORDS = {
  fr: "le la les des une est et que qui dans pour pas vous nous avec sur je il elle ce cette du au aux mais",
  en: "the and is are of to in that it you for not with this was have be we they but from what",
  es: "el los las una es que por para con no se lo pero como muy está del y en yo",
  de: "der die das und ist nicht ein eine ich du wir mit auf für von zu den sich auch",
  it: "il lo gli una è che non per con sono ma come questo della di nel anche io",
  pt: "o os as uma é que não por para com mas como muito está do da em eu você",
  nl: "de het een en is niet van dat ik je we met op voor zijn maar ook te",
};

function guess(text) {
  const letters = text.match(/\p{L}/gu) ?? [];
  if (letters.length < 20) return "";
  for (const [code, script] of Object.entries(SCRIPTS)) {
    const there = text.match(new RegExp(`\\p{Script=${script}}`, "gu"))?.length ?? 0;
    if (there > letters.length * (code === "ja" ? 0.15 : 0.5)) return code;
  }
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counts = Object.entries(WORDS).map(([code, known]) => [words.filter((word) => known.split(" ").includes(word)).length, code]);
  const [[most, code], [next]] = counts.sort((one, other) => other[0] - one[0]);
  return most >= 3 && most >= next * 2 ? code : "";
}

export default function (part, form) {
  const select = part.querySelector("select");
  const line = document.createElement("p");
  line.className = "guess small";
  line.hidden = true;
  part.after(line);
  const refused = new Set();
  let waiting = 0;

  function ask() {
    const code = guess(form.elements.text.value);
    const option = [...select.options].find((each) => each.value === code);
    line.hidden = !option || code === select.value || refused.has(code);
    if (line.hidden || line.dataset.code === code) return;
    line.dataset.code = code;
    const yes = document.createElement("button");
    yes.type = "button";
    yes.className = "button plain";
    yes.textContent = part.dataset.yes;
    yes.addEventListener("click", () => {
      select.value = code;
      line.hidden = true;
      select.focus();
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
    line.replaceChildren(part.dataset.question.replace("LANGUAGE", option.textContent), " ", yes);
  }
  form.elements.text.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 800); });
  select.addEventListener("change", () => { refused.add(line.dataset.code); line.hidden = true; });
}
