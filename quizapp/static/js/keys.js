// Single-key shortcuts, and the switch for them. WCAG 2.1.4: single-key shortcuts can be switched off. The choice stays on this device.
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
  root.dataset.typed = ""; // a touch screen with a keyboard is shown the switch too
  if (root.dataset.keys === "off") return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const shortcut = new CustomEvent("shortcut", { cancelable: true, detail: { key: event.key, target: event.target } });
  if (!document.dispatchEvent(shortcut)) event.preventDefault();
});
