// On every page: a form sends once, print buttons, and the switch for single-key shortcuts. All of it only adds to plain HTML.

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

// WCAG 2.1.4: single-key shortcuts can be switched off. The choice stays on this device.
const root = document.documentElement;
const keysSwitch = document.querySelector("[data-keys-switch]");
const remembered = () => { try { return localStorage.getItem("keys"); } catch { return null; } };
const remember = (value) => { try { localStorage.setItem("keys", value); } catch { /* storage may be closed to us */ } };
root.dataset.keys = remembered() === "off" ? "off" : "on";
if (keysSwitch) {
  keysSwitch.closest("[data-keys]").hidden = false;
  keysSwitch.checked = root.dataset.keys === "on";
  keysSwitch.addEventListener("change", () => {
    root.dataset.keys = keysSwitch.checked ? "on" : "off";
    remember(root.dataset.keys);
  });
}

// Other scripts hear "shortcut" only when a bare key was meant as one: not while typing, not with Ctrl, Alt or Cmd.
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=radio],[type=checkbox]),textarea,select,[contenteditable]");
  if (typing || event.defaultPrevented || event.repeat) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  root.dataset.typed = ""; // a touch screen with a keyboard is shown the switch too
  if (root.dataset.keys === "off") return;
  const shortcut = new CustomEvent("shortcut", { cancelable: true, detail: { key: event.key, target: event.target } });
  if (!document.dispatchEvent(shortcut)) event.preventDefault();
});

// Drafts of the editor (drafts.js): forgotten once the page that follows says "saved", and when somebody signs out of this device.
const safely = (work) => { try { return work(); } catch { return null; } };
safely(() => {
  if (document.querySelector(".notice.saved")) localStorage.removeItem(sessionStorage.getItem("draft-sent"));
  sessionStorage.removeItem("draft-sent");
});
document.querySelector("form.who")?.addEventListener("submit", () => safely(() => {
  for (const name of Object.keys(localStorage)) if (name.startsWith("draft/")) localStorage.removeItem(name);
}));
