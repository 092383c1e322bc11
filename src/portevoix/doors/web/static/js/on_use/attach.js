/* Files of a post to be: pasted, dropped or chosen, each sent at once; rows move and go in place. */
export default function attach(part, form) {
  const field = part.querySelector("input[type=file]");
  const list = part.querySelector(".attached");
  const said = part.querySelector(".progress");

  async function send(files) {
    for (const file of files) {
      if (list.children.length >= Number(part.dataset.most)) return tell(part.dataset.full);
      try { await one(file); } catch (trouble) { return tell(trouble || part.dataset.trouble); }
    }
  }

  function one(file) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("files", file);
    for (const row of list.querySelectorAll("input[name=media]")) body.append("there", row.value);
    const request = new XMLHttpRequest();
    request.open("POST", part.dataset.place);
    request.setRequestHeader("HX-Request", "true");
    request.upload.onprogress = (event) => tell(`${part.dataset.progress} ${Math.round((100 * event.loaded) / event.total)} %`);
    return new Promise((done, failed) => {
      request.onload = () => {
        if (request.status !== 200) return failed(request.getResponseHeader("Content-Type")?.startsWith("text/plain") ? request.responseText : "");
        tell("");
        list.insertAdjacentHTML("beforeend", request.responseText);
        list.lastElementChild.querySelector("textarea").focus();
        changed();
        done();
      };
      request.onerror = () => failed("");
      request.send(body);
    });
  }

  function tell(words) { said.textContent = words; }

  // Drafts listen for what is typed: a picture is as good as a word.
  function changed() { form.dispatchEvent(new Event("input", { bubbles: true })); }

  field.addEventListener("change", () => { const files = [...field.files]; field.value = ""; send(files); });
  form.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (files.length) { event.preventDefault(); send(files); }
  });
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    part.classList.add("over-it");
  });
  form.addEventListener("dragleave", () => part.classList.remove("over-it"));
  form.addEventListener("drop", (event) => {
    part.classList.remove("over-it");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    send([...event.dataTransfer.files]);
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=media_do]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("li");
    const verb = button.value.split(":")[0];
    if (verb === "up") row.previousElementSibling?.before(row);
    else if (verb === "down") row.nextElementSibling?.after(row);
    else { row.remove(); field.focus(); }
    if (verb !== "remove") button.focus();
    changed();
  });
}
