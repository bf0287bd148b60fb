// Going on without a network: the questions of this attempt lie on the device (encrypted, as answers do), and are shown
// in this page when the server cannot be reached. They hold what the question pages hold: no key, no explanation.
import { dropWish, handInAsWished, showOffline, takeWish } from "./handing.js";
import { desk, person } from "./outbox.js";
import { address, alertOf, changed, current, form, goOn, here, isForward, sheet, show } from "./quiz.js";

const $ = (selector, root = document) => root.querySelector(selector);
const words = JSON.parse(form.dataset.words);
const attempt = Number(form.dataset.attempt);
const sheets = new Map(); // by number: {html, title, h1}
const images = new Map(); // by address: a data: URL, in a drawer under its address
const shown = new Map(); // by number: questions that were shown in this page, as they were left: {element, h1, title}
const trusted = globalThis.trustedTypes?.createPolicy("civics", { createHTML: (html) => html }) ?? { createHTML: (html) => html };

/** Fetch the questions and their images once for each attempt and device. */
export async function prepare() {
  const drawer = (await desk)?.sheets;
  for (const { key, ...value } of (await drawer?.all(attempt)) ?? []) {
    if (value.data) images.set(key[2], value.data);
    else sheets.set(key[2], value);
  }
  if (!sheet().dataset.kind) await forget(Number(sheet().dataset.sheet)); // it has been checked
  const first = isForward ? Number(sheet().dataset.sheet) : 1;
  for (const number of sheets.keys()) if (number < first) await forget(number);
  if (sheets.size <= Number(form.dataset.count) - first) await fetchSheets(drawer);
  await fetchImages(drawer);
  await remember();
  form.dataset.ready = "";
}

async function fetchSheets(drawer) {
  const reply = await fetch(`/attempts/${attempt}/sheets`, { headers: { Accept: "application/json" } });
  for (const { number, ...value } of (await reply.json()).sheets) {
    sheets.set(number, value);
    await drawer?.put([person, attempt, number], value).catch(() => {}); // this page holds it in any case
  }
}

const imagesOf = (root) => [...root.querySelectorAll("img")];
async function fetchImages(drawer) {
  for (const { html } of sheets.values()) {
    if (!html.includes("<img")) continue;
    for (const image of imagesOf(pageOf(html))) await fetchImage(image.getAttribute("src"), drawer).catch(() => {});
  }
}

async function fetchImage(src, drawer) {
  if (images.has(src)) return;
  const reply = await fetch(src);
  if (!reply.ok) return;
  const reader = new FileReader();
  reader.readAsDataURL(await reply.blob());
  await new Promise((resolve) => { reader.onloadend = resolve; });
  images.set(src, reader.result);
  await drawer?.put([person, attempt, src], { data: reader.result });
}

async function forget(number) {
  sheets.delete(number);
  shown.delete(number);
  await (await desk)?.sheets.remove([person, attempt, number]);
}

/** Note how the question now stands, so that coming back to it without a network shows what was answered. */
export async function remember() {
  const now = sheet();
  const number = Number(now.dataset.sheet);
  if (!sheets.has(number)) return;
  for (const field of now.querySelectorAll("input")) {
    if (field.matches("[type=radio],[type=checkbox]")) field.toggleAttribute("checked", field.checked);
    else field.setAttribute("value", field.value);
  }
  for (const option of now.querySelectorAll("option")) option.toggleAttribute("selected", option.selected);
  for (const text of now.querySelectorAll("textarea")) text.textContent = text.value;
  now.dataset.sequence = current().known;
  let html = now.outerHTML;
  for (const image of imagesOf(now)) if (image.dataset.src) html = html.replace(image.getAttribute("src"), image.dataset.src);
  const value = { ...sheets.get(number), html };
  sheets.set(number, value);
  await (await desk)?.sheets.put([person, attempt, number], value);
}

/** What a button of the form does while there is no network. */
export async function go(where) {
  const number = Number(address(where).match(/\d+$/)?.[0]);
  if (where === "finish" || where === "leave") {
    showOffline(where === "finish");
    return alertOf("offline");
  }
  if (!sheets.has(number) && !shown.has(number)) return alertOf("stay");
  await dropWish(attempt);
  alertOf(null);
  const before = sheet();
  const left = Number(before.dataset.sheet);
  before.toggleAttribute("data-flagged", $("#flag").getAttribute("aria-pressed") === "true");
  shown.set(left, { element: before, h1: $("h1").textContent, title: document.title });
  const next = shown.get(number) ?? parsed(sheets.get(number));
  show(next.element, next.element.hasAttribute("data-flagged"));
  arrange(number, next);
  if (!isForward) return;
  goOn();
  await forget(left);
}

const pageOf = (html) => new DOMParser().parseFromString(trusted.createHTML(html), "text/html");
function parsed({ html, h1, title }) {
  const found = document.adoptNode($("[data-sheet]", pageOf(html)));
  for (const image of imagesOf(found)) {
    image.dataset.src = image.getAttribute("src");
    if (images.has(image.dataset.src)) image.src = images.get(image.dataset.src);
  }
  if (found.dataset.kind === "ordering") document.dispatchEvent(new CustomEvent("ordering", { detail: found }));
  return { element: found, h1, title: document.title.replace(/^.*(?= – )/, () => title) };
}

/** Everything around the question: heading, map, buttons, address. */
function arrange(number, { h1, title }) {
  const isLast = number === Number(form.dataset.count);
  const { kind, checks } = sheet().dataset;
  const before = here();
  $("h1").textContent = h1;
  document.title = title;
  before.removeAttribute("aria-current");
  if (isForward) before.disabled = true;
  const place = $(`.qmap [value="${number}"]`);
  place.disabled = false;
  place.setAttribute("aria-current", "step");
  const hide = (selector, isHidden) => document.querySelectorAll(selector).forEach((element) => { element.hidden = isHidden; });
  hide("[name=go][value=prev]", number === 1);
  hide("#next[value=check]", checks === undefined);
  hide(".dock a", Boolean(kind)); // to try once more
  hide(".paper > .after", isLast);
  for (const button of document.querySelectorAll(".dock [value=next],.dock [value=finish],.vh:is([value=next],[value=finish])")) {
    button.value = isLast ? "finish" : "next";
    button.textContent = isLast ? words.finish : words.next;
  }
  history.replaceState(null, "", sheet().dataset.url);
  $("#main").focus();
}

takeWish(attempt, {
  page: address("finish"),
  kept() { changed(); return current().kept; },
  fail: () => alertOf("unkept"),
});

/** Everything has been sent: hand in, if that was wished meanwhile. */
export const finish = () => handInAsWished(attempt);
