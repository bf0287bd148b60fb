// The editor of questions: a live preview, keys, a look at the size of an image, rows that can be dragged. Without it the buttons do the same.

const form = document.querySelector("#editor");
const look = document.querySelector("#look");
const section = look.closest(".preview");
const fold = look.closest("details");
const PAUSE = 400; // ms without a key before the server is asked
const LARGEST = 5 * 1024 * 1024; // bytes, as in documents/images.py

// ---- The preview. The server draws it from the student's own template; it comes as a page, of which we take what stands in main.
// This is the one place where HTML enters a page by script. What is parsed stays inert until it is adopted, and it is adopted only
// where nothing in it could run.
const policy = globalThis.trustedTypes?.createPolicy("civics-preview", { createHTML: (html) => html }) ?? { createHTML: (html) => html };
const RUNS = "script,iframe,frame,object,embed,base,link,meta,style,form";
const runs = (element) => element.matches(RUNS) || [...element.attributes].some(({ name, value }) =>
  name.startsWith("on") || (["href", "src", "action", "formaction"].includes(name) && !/^(?:https?:|\/|#)/i.test(value)));
function parsed(html) {
  const main = new DOMParser().parseFromString(policy.createHTML(html), "text/html").querySelector("main");
  if ([...main.querySelectorAll("*")].some(runs)) throw new Error("a preview holds nothing that could run");
  return document.adoptNode(main).childNodes;
}

let asked = null;
const typed = () => {
  const data = new FormData(form);
  data.delete("image_upload"); // an image is looked at once it is uploaded
  return data;
};
async function refresh() {
  asked?.abort();
  const mine = asked = new AbortController();
  try {
    const reply = await fetch(form.dataset.look, { method: "POST", body: typed(), credentials: "same-origin", redirect: "error", signal: mine.signal });
    if (!reply.ok) return;
    const html = await reply.text();
    if (!mine.signal.aborted) look.replaceChildren(...parsed(html));
    if (look.querySelector(".ordering")) document.dispatchEvent(new CustomEvent("ordering", { detail: look }));
  } catch (error) {
    if (!["AbortError", "TypeError"].includes(error.name)) throw error; // offline, or signed out: the old preview stays
  }
}

let timer;
const later = () => { clearTimeout(timer); timer = setTimeout(refresh, PAUSE); };
section.dataset.live = "";
// At the side it is open, under a narrow form it is a fold, unless it was asked for.
const wide = matchMedia("(min-width: 60.01rem)");
const place = () => { fold.open = wide.matches || "asked" in fold.dataset; };
place();
wide.addEventListener("change", place);
form.addEventListener("input", later);
form.addEventListener("change", later);
fold.addEventListener("toggle", () => { if (fold.open) refresh(); });
if (fold.open && form.querySelector("textarea")?.value.trim() && !("asked" in fold.dataset)) refresh();

// ---- Keys: Ctrl (or Cmd) with S or Enter. They can be switched off with the other keys.
addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
  if (document.documentElement.dataset.keys === "off") return;
  const button = { s: "save", enter: "save_new" }[event.key.toLowerCase()];
  if (!button) return;
  event.preventDefault();
  if (!event.repeat) form.requestSubmit(form.querySelector(`.actions [value=${button}]`));
});

// ---- An image that is too large is told at once, before it has been sent in vain.
const file = form.querySelector("[type=file]");
file.addEventListener("change", () => {
  file.setCustomValidity(file.files[0]?.size > LARGEST ? form.dataset.tooLarge : "");
  file.reportValidity();
});
form.addEventListener("submit", (event) => {
  if (file.validity.customError) {
    event.preventDefault();
    event.stopImmediatePropagation();
    file.reportValidity();
  }
}, true);

// ---- Rows by their handle, on top of the buttons: dropping one sends what Up and Down would have done.
const send = (value) => {
  const button = Object.assign(document.createElement("button"), { name: "do", value, hidden: true });
  form.append(button);
  form.requestSubmit(button);
};
const rowAt = (x, y) => document.elementFromPoint(x, y)?.closest("[data-row]");
let dragged = null;
const drop = (target) => {
  document.querySelectorAll(".row.over").forEach((row) => row.classList.remove("over"));
  dragged?.classList.remove("dragged");
  if (dragged && target && target !== dragged) send(`move:${dragged.dataset.row}:${target.dataset.row}`);
  dragged = null;
};
for (const row of document.querySelectorAll("[data-row]")) {
  const handle = row.querySelector(".handle");
  if (!handle) continue;
  row.closest("fieldset:not(.row)").dataset.drags = "";
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    dragged = row;
    row.classList.add("dragged");
  });
  handle.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    const over = rowAt(event.clientX, event.clientY);
    document.querySelectorAll(".row.over").forEach((each) => each.classList.toggle("over", each === over));
    if (over && over !== dragged) over.classList.add("over");
  });
  handle.addEventListener("pointerup", (event) => drop(rowAt(event.clientX, event.clientY)));
  handle.addEventListener("pointercancel", () => drop(null));
}
