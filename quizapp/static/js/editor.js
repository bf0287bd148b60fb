// The editor of questions: a live preview, keys, a look at the size of an image, rows that can be dragged. Without it the buttons do the same.

const form = document.querySelector("#editor");
const look = document.querySelector("#look");
const section = look.closest(".preview");
const fold = look.closest("details");
const PAUSE = 400; // ms without a key before the server is asked
const LARGEST = 5 * 1024 * 1024; // bytes, as in documents/images.py

// ---- The preview. The server draws it from the student's own template; it comes as a page, of which we take what stands in main.
// This is the one place where HTML enters a page by script: what the server of this page said, without anything that could run.
const RUNS = /<(?:script|iframe|object|embed|base|meta\s+http-equiv)\b|\son\w+\s*=|javascript:/i;
const checked = (html) => {
  const tags = html.replace(/>[^<]*/g, ">"); // texts may speak of anything
  if (RUNS.test(tags)) throw new TypeError("a preview holds nothing that runs");
  return html;
};
const policy = globalThis.trustedTypes?.createPolicy("civics-preview", { createHTML: checked }) ?? { createHTML: checked };

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
    const page = new DOMParser().parseFromString(policy.createHTML(await reply.text()), "text/html");
    if (mine.signal.aborted) return;
    look.replaceChildren(...document.adoptNode(page.querySelector("main")).childNodes);
    look.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
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
