// On every page: a form sends once, print buttons, and single-key shortcuts. All of it only adds to plain HTML.
import "./keys.js";

// A second press of the same button must not send the form again; the page kept for "back" may send anew.
const sent = new WeakSet();
addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-once]")) return;
  if (sent.has(form)) event.preventDefault();
  else sent.add(form);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-once]").forEach((form) => sent.delete(form)));

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());

// Drafts of the editor (drafts.js): forgotten once the page that follows says "saved", and when somebody signs out of this device.
const safely = (work) => { try { return work(); } catch { return null; } };
safely(() => {
  if (document.querySelector(".notice.saved")) localStorage.removeItem(sessionStorage.getItem("draft-sent"));
  sessionStorage.removeItem("draft-sent");
});
document.querySelector("form.who")?.addEventListener("submit", () => safely(() => {
  for (const name of Object.keys(localStorage)) if (name.startsWith("draft/")) localStorage.removeItem(name);
}));
