// The editor keeps what is typed on this device, offers it back after a closed browser, and forgets it once it is saved.
// A draft is {at, fields: [[name, value], …]} under "draft/<person>/<question or new-kind>/<tab>". Whatever the storage does, nothing here may hurt.

const form = document.querySelector("#editor");
const offer = document.querySelector("#draft");
const KEPT_FOR = 30 * 24 * 3600 * 1000; // ms
const PAUSE = 400;
const NOT_KEPT = new Set(["csrf_token", "image_upload", "do"]);

const PREFIX = `draft/${form.dataset.draft}/`;
// Two new questions in two tabs are two drafts; the token of the form tells them apart.
const key = PREFIX + (form.elements.once?.value ?? "");
const safely = (work) => { try { return work(); } catch { return null; } };
const read = (name) => safely(() => JSON.parse(localStorage.getItem(name)));
const forget = (name) => safely(() => localStorage.removeItem(name));
const names = (prefix) => safely(() => Object.keys(localStorage).filter((name) => name.startsWith(prefix))) ?? [];
const fields = () => [...new FormData(form)].filter(([name, value]) => !NOT_KEPT.has(name) && typeof value === "string");
const said = (list) => JSON.stringify(list.filter(([name]) => !["once", "version", "compared"].includes(name)));

// Drafts of somebody else on this device, and old ones, are gone as soon as anybody opens an editor.
const person = form.dataset.draft.split("/")[0];
for (const name of names("draft/")) {
  const draft = read(name);
  if (name.split("/")[1] !== person || !draft?.at || Date.now() - draft.at > KEPT_FOR) forget(name);
}

const atFirst = said(fields());
const isSent = "sent" in form.dataset; // the page shows what was sent: it is newer than what stands in the bank
let isLeaving = false;
function keep() {
  if (isLeaving) return;
  if (!isSent && said(fields()) === atFirst) return;
  safely(() => localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: fields() })));
}

let timer;
const later = () => { isLeaving = false; clearTimeout(timer); timer = setTimeout(keep, PAUSE); };
form.addEventListener("input", later);
form.addEventListener("change", later);
addEventListener("pagehide", keep);
document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
if (isSent) keep();

form.addEventListener("submit", (event) => {
  keep();
  // site.js forgets it when the next page of this tab says that it was saved.
  if (["save", "save_new"].includes(event.submitter?.value)) safely(() => sessionStorage.setItem("draft-sent", key));
});
document.querySelector(".who")?.addEventListener("submit", () => { isLeaving = true; });

// Saved, thrown away or signed out in another tab: nothing is kept again before somebody types on.
addEventListener("storage", (event) => { if (event.key === key && event.newValue === null) isLeaving = true; });

const found = isSent ? [] : names(PREFIX)
  .map((name) => [name, read(name)])
  .filter(([, draft]) => Array.isArray(draft.fields) && said(draft.fields) !== atFirst)
  .sort(([, a], [, b]) => b.at - a.at);
const [name, draft] = found[0] ?? [];
if (draft) {
  const words = offer.querySelector("[data-said]");
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }).format(draft.at);
  words.textContent = words.dataset.said.replace("{time}", time);
  offer.hidden = false;
}

// The server draws the form with the draft in it, as it does after any button: a draft may have other rows than this page.
offer.querySelector("[data-bring-back]").addEventListener("click", () => {
  const sender = Object.assign(document.createElement("form"), { method: "post", enctype: "multipart/form-data", hidden: true });
  const pairs = [...draft.fields, ["csrf_token", form.elements.csrf_token.value], ["do", "bring_back"]];
  for (const [field, value] of pairs) {
    const input = document.createElement("textarea"); // an input would swallow line breaks
    input.name = field;
    input.value = value;
    sender.append(input);
  }
  isLeaving = true;
  document.body.append(sender);
  sender.submit();
});
offer.querySelector("[data-throw-away]").addEventListener("click", () => {
  forget(name);
  offer.hidden = true;
  form.querySelector("input:not([type=hidden]),textarea").focus();
});
