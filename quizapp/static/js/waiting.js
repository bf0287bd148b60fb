// On every page of a student but the question page: answers that wait on this device are sent, and signing out warns of them.
import { desk, person, sendAll } from "./outbox.js";

const PAUSES = [5, 15, 60, 300]; // seconds between tries
const $ = (name) => document.querySelector(`[data-${name}]`);
const dialog = document.querySelector("#leaving");
let tries = 0;
let timer;

async function tidy() {
  // Questions are kept for a running quiz only.
  const drawers = await desk;
  for (const key of (await drawers?.sheets.keys()) ?? []) await drawers.sheets.remove(key);
}

async function flush() {
  clearTimeout(timer);
  const found = await sendAll();
  $("waiting").hidden = !found.waiting;
  if (found.sent) $("sent").hidden = false;
  $("stuck").hidden = !found.stuck.length;
  if (found.stuck.length) $("where").href = found.stuck[0].page ?? "/";
  if (found.waiting) timer = setTimeout(flush, 1000 * PAUSES[Math.min(tries++, PAUSES.length - 1)]);
  return found;
}

const isWaiting = async () => Boolean((await (await desk)?.waiting.keys())?.length);
const form = document.querySelector("#sign-out");
let isAsked = false;

form?.addEventListener("submit", async (event) => {
  if (isAsked) return;
  event.preventDefault();
  if (await isWaiting().catch(() => false)) return dialog.showModal();
  leave();
});
function leave() {
  isAsked = true;
  form.requestSubmit();
}
$("leave")?.addEventListener("click", leave);
$("stay")?.addEventListener("click", () => dialog.close());
$("send-first")?.addEventListener("click", async () => {
  const found = await flush();
  $("failed").hidden = !(found.waiting || found.stuck.length);
  if ($("failed").hidden) leave();
});

if (person) {
  addEventListener("online", flush);
  tidy().then(flush).catch(() => {});
}
