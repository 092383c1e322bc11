/* Passkeys: asks the house what to ask, the browser for its answer, and sends the form with it. */
const Key = window.PublicKeyCredential;
const able = Key?.parseCreationOptionsFromJSON && Key.parseRequestOptionsFromJSON;

async function answerOf(form) {
  const asked = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
  // The proof has run out meanwhile: the house asks for the password again.
  if (asked.redirected) return location.assign(asked.url);
  if (!asked.ok) throw new Error(asked.status);
  const options = await asked.json();
  const made = form.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey: Key.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: Key.parseRequestOptionsFromJSON(options) });
  return JSON.stringify(made.toJSON());
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const without = document.getElementById(form.dataset.without);
  form.hidden = !able;
  if (without) without.hidden = able;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    try {
      const answer = await answerOf(form);
      if (!answer) return;
      form.elements.answer.value = answer;
      form.submit();
    } catch {
      // Closing the browser's own window is no fault: the page stays, and says that nothing happened.
      button.removeAttribute("aria-busy");
      document.dispatchEvent(new CustomEvent("say", { detail: form.dataset.failed }));
    }
  });
}
