// The wish to hand in as soon as there is a network: it waits on the device behind the answers of its attempt.
import { desk, person, sendAll } from "./outbox.js";

const $ = (selector) => document.querySelector(selector);
const wishOf = (attempt) => [person, attempt, 0, 1];
let isWished = false;

// The code by which a teacher later knows that what arrives is what lay here; made as in attempts/device.py.
const SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const inPairs = (value) => Array.isArray(value) ? value.map(inPairs)
  : value && typeof value === "object" ? Object.keys(value).sort().map((key) => [key, inPairs(value[key])]) : value;
async function codeOf(attempt, answers) {
  const text = JSON.stringify([attempt, answers.map(({ key, body }) => [key[2], key[3], inPairs(body.response)])]);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const signs = [...digest.slice(0, 6)].map((byte) => SIGNS[byte % SIGNS.length]).join("");
  return `${signs.slice(0, 3)}-${signs.slice(3)}`;
}

/** Show that there is no network; with a button for the wish where somebody wanted to hand in. */
export function showOffline(isHandIn) {
  $("[data-hand-in]").hidden = !isHandIn;
  $("[data-handed-in]").hidden = true;
}

/** Keep the wish when its button is pressed. `page`: where to look at it; `kept()`: once all answers lie here; `fail()`. */
export function takeWish(attempt, { page, kept, fail }) {
  $("[data-hand-in-later]").addEventListener("click", async () => {
    await kept();
    const drawer = (await desk)?.waiting;
    if (!drawer) return fail();
    const answers = (await drawer.all(attempt)).filter(({ key }) => key[2] !== 0);
    const code = await codeOf(attempt, answers);
    const body = { code, kept: answers.map(({ key }) => key.slice(2)) };
    await drawer.put(wishOf(attempt), { url: `/attempts/${attempt}/device-hand-in`, page, given_at: Date.now(), body });
    isWished = true;
    $("[data-code]").textContent = code;
    $("[data-hand-in]").hidden = true;
    $("[data-handed-in]").hidden = false;
  });
}

/** Somebody works on: the wish is gone. Tells whether there was one in this page. */
export async function dropWish(attempt) {
  const was = isWished;
  isWished = false;
  await (await desk)?.waiting.remove(wishOf(attempt));
  return was;
}

let handing = null;

/** Everything has been sent: hand in, if that was wished meanwhile. One at a time: the last two answers may arrive at once. */
export function handInAsWished(attempt) {
  handing ??= handIn(attempt).finally(() => { handing = null; });
  return handing;
}

async function handIn(attempt) {
  const drawer = (await desk)?.waiting;
  if (!(await drawer?.keys(attempt, 0))?.length) return;
  const found = await sendAll(({ key }) => key[1] === attempt);
  if (found.sent && !found.waiting) location.assign(`/attempts/${attempt}/done`);
}
