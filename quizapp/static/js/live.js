// The live monitor: asks every five seconds and fills the table that the server made. Without it there is "Refresh".
// GET data-url -> {as_of, has_started, figures: [[key, label, number]], rows: [{id, kind, and a text for each data-cell}]}
const EVERY = 5000;
const $ = (selector, root = document) => root.querySelector(selector);
const live = $("#live");
const words = JSON.parse(live.dataset.words);
const body = $("#lines");
const pause = $("#pause");
const asOf = $("#as-of");
const status = $("#live-status");
let isPaused = false;
let hasFailed = false;
let timer;
let time = asOf.textContent;

const put = (element, text) => { if (element.textContent !== text) element.textContent = text; };

function fill(line, row) {
  for (const cell of line.querySelectorAll("[data-cell]")) put(cell, row[cell.dataset.cell]);
  $("[data-cell=state]", line).className = `tag ${row.kind}`;
}

/** The line of a student; one who has just joined gets a new one. */
function lineOf(row) {
  const there = $(`tr[data-id="${row.id}"]`, body);
  if (there) return there;
  const made = $("#spare tr").cloneNode(true);
  made.dataset.id = row.id;
  const box = $("input", made);
  if (box) Object.assign(box, { value: row.id, disabled: false });
  return made;
}

function show(data) {
  const lines = data.rows.map((row) => {
    const line = lineOf(row);
    fill(line, row);
    return line;
  });
  const isSame = lines.length === body.children.length && lines.every((line, place) => line === body.children[place]);
  if (!isSame) body.replaceChildren(...lines);
  for (const [key, , number] of data.figures) {
    const box = $(`[data-figure=${key}]`);
    put($("dd", box), String(number));
    if (["silent", "absent", "make_up", "left"].includes(key)) box.hidden = !number;
  }
  if (data.has_started) $("#code-box").hidden = true;
  time = data.as_of;
  put(asOf, words.as_of.replace("{time}", time));
}

/** Said aloud only when something fails or recovers. */
function tell(hasFailedNow, text) {
  if (hasFailedNow !== hasFailed) put(status, text);
  hasFailed = hasFailedNow;
  if (hasFailedNow) put(asOf, text);
}

async function poll() {
  clearTimeout(timer);
  if (isPaused || document.hidden) return;
  try {
    const reply = await fetch(live.dataset.url, { headers: { Accept: "application/json" }, credentials: "same-origin", signal: AbortSignal.timeout(10000) });
    if ([401, 403, 404].includes(reply.status) || reply.redirected) return tell(true, words.signin);
    if (!reply.ok) throw new Error(reply.status);
    const data = await reply.json();
    if (isPaused) return;
    tell(false, words.back);
    show(data);
  } catch {
    tell(true, words.failed.replace("{time}", time));
  }
  timer = setTimeout(poll, EVERY);
}

pause.hidden = false;
pause.addEventListener("click", () => {
  isPaused = !isPaused;
  put(pause, isPaused ? words.resume : words.pause);
  put(asOf, isPaused ? `${words.paused}. ${words.as_of.replace("{time}", time)}` : asOf.textContent);
  poll();
});
document.addEventListener("visibilitychange", poll);
timer = setTimeout(poll, EVERY);
