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

  document.addEventListener("say", (event) => say(event.detail.value ?? event.detail));

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.includes(`zone=${zone}`)) {
    document.cookie = `zone=${zone};path=/;max-age=31536000;samesite=lax`;
  }
})();
