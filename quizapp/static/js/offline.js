// Going on without a network: the questions of this attempt lie on the device (encrypted, as answers do), and are shown
// in this page when the server cannot be reached. They hold what the question pages hold: no key, no explanation.
import { desk, person, sendAll } from "./outbox.js";
import { address, alertOf, changed, current, form, here, sheet, show } from "./quiz.js";

const $ = (selector, root = document) => root.querySelector(selector);
const words = JSON.parse(form.dataset.words);
const attempt = Number(form.dataset.attempt);
const wish = [person, attempt, 0, 1];
const sheets = new Map(); // by number: {html, title, h1}
const shown = new Map(); // by number: questions that were shown in this page, as they were left
const trusted = globalThis.trustedTypes?.createPolicy("civics", { createHTML: (html) => html }) ?? { createHTML: (html) => html };

/** Fetch the questions once for each attempt and device. */
export async function prepare() {
  const drawer = (await desk)?.sheets;
  for (const { key, ...value } of (await drawer?.all(attempt)) ?? []) sheets.set(key[2], value);
  if (sheets.size < Number(form.dataset.count)) {
    const reply = await fetch(`/attempts/${attempt}/sheets`, { headers: { Accept: "application/json" } });
    for (const { number, ...value } of (await reply.json()).sheets) {
      sheets.set(number, value);
      await drawer?.put([person, attempt, number], value);
    }
  }
  if ([...sheets.values()].some(({ html }) => html.includes('data-kind="ordering"'))) await import("./order.js");
  await remember();
  form.dataset.ready = "";
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
  const value = { ...sheets.get(number), html: now.outerHTML };
  sheets.set(number, value);
  await (await desk)?.sheets.put([person, attempt, number], value);
}

/** What a button of the form does while there is no network. */
export async function go(where) {
  const number = Number(address(where).match(/\d+$/)?.[0]);
  const isHandIn = where === "finish";
  if (isHandIn || where === "leave") {
    $("[data-hand-in]").hidden = !isHandIn;
    $("[data-handed-in]").hidden = true;
    alertOf("offline");
    return;
  }
  if (!sheets.has(number)) return alertOf("stay");
  await (await desk)?.waiting.remove(wish);
  alertOf(null);
  const before = sheet();
  before.toggleAttribute("data-flagged", $("#flag").getAttribute("aria-pressed") === "true");
  shown.set(Number(before.dataset.sheet), before);
  const next = shown.get(number) ?? parsed(sheets.get(number).html);
  show(next, next.hasAttribute("data-flagged"));
  arrange(number);
}

function parsed(html) {
  const page = new DOMParser().parseFromString(trusted.createHTML(html), "text/html");
  const found = document.adoptNode($("[data-sheet]", page));
  if (found.dataset.kind === "ordering") document.dispatchEvent(new CustomEvent("ordering", { detail: found }));
  return found;
}

/** Everything around the question: heading, map, buttons, address. */
function arrange(number) {
  const { h1, title } = sheets.get(number);
  const isLast = number === Number(form.dataset.count);
  $("h1").textContent = h1;
  document.title = document.title.replace(/^.*(?= – )/, () => title);
  here()?.removeAttribute("aria-current");
  $(`.qmap [value="${number}"]`).setAttribute("aria-current", "step");
  $("[name=go][value=prev]").hidden = number === 1;
  for (const button of [$("#next"), $("[name=go].vh")]) {
    button.value = isLast ? "finish" : "next";
    button.textContent = isLast ? words.finish : words.next;
  }
  history.replaceState(null, "", sheet().dataset.url);
  $("#main").focus();
}

// The code by which a teacher later knows that what arrives is what lay here; made as in attempts/device.py.
const SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const inPairs = (value) => Array.isArray(value) ? value.map(inPairs)
  : value && typeof value === "object" ? Object.keys(value).sort().map((key) => [key, inPairs(value[key])]) : value;
async function codeOf(answers) {
  const text = JSON.stringify([attempt, answers.map(({ key, body }) => [key[2], key[3], inPairs(body.response)])]);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const signs = [...digest.slice(0, 6)].map((byte) => SIGNS[byte % SIGNS.length]).join("");
  return `${signs.slice(0, 3)}-${signs.slice(3)}`;
}

$("[data-hand-in-later]").addEventListener("click", async () => {
  changed();
  await current().kept;
  const drawer = (await desk)?.waiting;
  if (!drawer) return alertOf("unkept");
  const answers = (await drawer.all(attempt)).filter(({ key }) => key[2] !== 0);
  const code = await codeOf(answers);
  const body = { code, kept: answers.map(({ key }) => key.slice(2)) };
  await drawer.put(wish, { url: `/attempts/${attempt}/device-hand-in`, page: address("finish"), given_at: Date.now(), body });
  $("[data-code]").textContent = code;
  $("[data-hand-in]").hidden = true;
  $("[data-handed-in]").hidden = false;
});

/** Everything has been sent: hand in, if that was wished meanwhile. */
export async function finish() {
  const drawer = (await desk)?.waiting;
  if (!(await drawer?.keys(attempt, 0))?.length) return;
  const found = await sendAll(({ key }) => key[1] === attempt);
  if (found.sent && !found.waiting) location.assign(address("finish").replace(/hand-in$/, "done"));
}
