// The time that is left, counted down from what the server said. It asks the server again each minute, when the page is
// looked at again, and before it hands in, since a teacher may have given more time and a laptop's clock stops while it sleeps.
// At the end the page sends the answer that it shows and hands in. The server's clock decides in any case.
const box = document.querySelector("[data-clock]");
const text = box?.querySelector(".left");
const button = box?.querySelector("button");
const words = box && JSON.parse(box.dataset.words);
const WARNINGS = [[300, "five"], [60, "one"]];
const SECOND = 1000;

const memory = { // whether the clock is hidden, and which warnings were said: another page of the quiz need not repeat them
  get(key) { try { return sessionStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { sessionStorage.setItem(key, value); } catch { /* storage may be closed to us */ } },
};

let end = Date.now() + SECOND * Number(box?.dataset.left);
let asked = Date.now();
let isOver = false;
const left = () => Math.max(0, Math.ceil((end - Date.now()) / SECOND));
const two = (number) => String(number).padStart(2, "0");

function shown(seconds) {
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return words.left.replace("{time}", hours ? `${hours}:${rest}` : rest);
}

let quiet;
/** Says something over the page for a while, so that nothing moves; screen readers hear it once. */
function say(message) {
  const line = box.querySelector(".say");
  line.textContent = message;
  clearTimeout(quiet);
  quiet = setTimeout(() => { line.textContent = ""; }, 15 * SECOND);
}

function warn(seconds) {
  const due = WARNINGS.filter(([at]) => seconds <= at).pop();
  box.dataset.near = due ? due[1] : "";
  if (!due || seconds === 0) return;
  const key = `warned ${box.dataset.url} ${due[1]}`;
  if (memory.get(key)) return;
  memory.set(key, "yes");
  say(words[due[1]]);
}

async function ask() {
  asked = Date.now();
  try {
    const answer = await fetch(box.dataset.url, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(5000) });
    const reply = await answer.json();
    const before = end;
    end = Date.now() + SECOND * reply.seconds_left;
    if (end > before + 30 * SECOND) {
      WARNINGS.forEach(([at, name]) => reply.seconds_left > at && memory.set(`warned ${box.dataset.url} ${name}`, ""));
      say(words.more.replace("{time}", reply.until));
    }
  } catch { /* no network: go on counting */ }
}

async function finish() {
  isOver = true;
  await ask();
  if (left() > 0) {
    isOver = false;
    return;
  }
  say(words.over);
  const over = document.querySelector("#time-over");
  if (over) over.form.requestSubmit(over);
  else document.querySelector("#hand-in").requestSubmit();
}

function tick() {
  const seconds = left();
  text.textContent = shown(seconds);
  warn(seconds);
  if (seconds === 0 && !isOver) finish();
  else if (Date.now() - asked > 60 * SECOND) ask();
}

function hide(isHidden) {
  box.toggleAttribute("data-hidden", isHidden);
  button.textContent = isHidden ? words.show : words.hide;
  memory.set("clock", isHidden ? "hidden" : "shown");
}

if (box) {
  button.hidden = false;
  button.addEventListener("click", () => hide(!box.hasAttribute("data-hidden")));
  hide(memory.get("clock") === "hidden");
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  addEventListener("online", () => { isOver = false; }); // what could not be sent is sent now
  tick();
  setInterval(tick, SECOND);
}
