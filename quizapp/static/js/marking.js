// Marking by keys: digits give points to the current part of the rubric, N saves. Without this script the form does the same.
const form = document.querySelector("#marking");
const parts = [...form.querySelectorAll("[data-criterion]")];
const sum = document.querySelector("#sum");
const said = document.querySelector("#said");
const save = form.querySelector("[type=submit]");
const skip = document.querySelector("#skip");

const chosen = (part) => part.querySelector("input[type=text], input:checked");
const valueOf = (part) => chosen(part)?.value ?? "";
const start = parts.findIndex((part) => valueOf(part) === "");
let current = Math.max(start, 0);
let touched = null; // the part that got points last: "." adds half a point to it

const show = () => {
  const points = parts.map((part) => Number(valueOf(part).replace(",", ".")) || 0).reduce((a, b) => a + b, 0);
  sum.textContent = sum.dataset.text.replace("{sum}", String(Math.round(points * 100) / 100));
  parts.forEach((part, place) => part.toggleAttribute("data-current", place === current));
};

const go = (place) => {
  current = Math.min(Math.max(place, 0), parts.length - 1);
  (chosen(parts[current]) ?? parts[current].querySelector("input")).focus();
  show();
};

const give = (part, points) => {
  const field = part.querySelector("input[type=text]");
  if (field) {
    field.value = points; // more figures may follow, typed into the field itself
    go(parts.indexOf(part));
    field.setSelectionRange(field.value.length, field.value.length);
    return false;
  }
  const radio = [...part.querySelectorAll("input")].find((each) => Number(each.value) === points);
  if (!radio) {
    said.textContent = said.dataset.tooMany.replace("{points}", points);
    return false;
  }
  radio.checked = true;
  touched = part;
  return true;
};

const forward = (part) => {
  const place = parts.indexOf(part);
  if (place + 1 < parts.length) go(place + 1);
  else {
    show();
    save.focus();
  }
};

const half = () => {
  const part = touched ?? parts[current];
  if (give(part, (Number(valueOf(part)) || 0) + 0.5)) forward(part);
};

const isChanged = () =>
  [...form.elements].some((each) => each.checked !== each.defaultChecked || (each.type !== "radio" && each.type !== "checkbox" && each.defaultValue !== undefined && each.value !== each.defaultValue));

const next = () => {
  const isReady = "waiting" in form.dataset && parts.every((part) => valueOf(part) !== "");
  if (isReady || isChanged()) form.requestSubmit(save);
  else skip.click();
};

document.addEventListener("shortcut", (event) => {
  const key = event.detail.key.toLowerCase();
  const steps = { j: 1, k: -1 };
  if (/^[0-9]$/.test(key)) {
    if (give(parts[current], Number(key))) forward(parts[current]);
  } else if (key === "." || key === ",") half();
  else if (key in steps) go(current + steps[key]);
  else if (key === "n") next();
  else return;
  event.preventDefault();
});

form.addEventListener("input", show);
form.addEventListener("change", show);
form.addEventListener("focusin", (event) => {
  const part = event.target.closest("[data-criterion]");
  if (!part || parts[current] === part) return;
  current = parts.indexOf(part);
  show();
});
show();
