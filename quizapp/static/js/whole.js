// All questions on one page: each answer is kept on the device and sent as it is given, and the line at the top says how
// that goes. Without it the form keeps everything on Save and Hand in. What the messages hold: outbox.js.
import "./keys.js";
import { dropWish, handInAsWished, showOffline, takeWish } from "./handing.js";
import "./here.js";
import "./clock.js";
import "./order.js";
import { desk, person, sendAll, token } from "./outbox.js";
import { Saver, responseOf, summaryOf } from "./saver.js";

const $ = (selector, root = document) => root.querySelector(selector);
const form = $("#whole");
const words = JSON.parse(form.dataset.words);
const attempt = Number(form.dataset.attempt);
const line = $("#save");
let isLeaving = false;
const given = form.cloneNode(true); // what the page came with; fields may have been filled before this script ran
given.reset();

/** One question: its fields, its flag, its place in the map, and what is not sent yet. */
class Item {
  constructor(root) {
    const { slot, kind, saveUrl } = root.dataset;
    Object.assign(this, {
      root, kind, slot: Number(slot), state: "none", flag: $("[data-flag-button]", root), seen: $("[name^=seen]", root),
      place: $(`.qmap [data-number="${slot}"]`),
    });
    this.saver = new Saver(attempt, this.slot, {
      url: saveUrl, known: Number(this.seen.value), content: this.given, page: `${form.getAttribute("action")}#q-${slot}`,
      tell: (_saver, state, reply) => this.tell(state, reply),
    });
  }

  get isFlagged() { return this.flag.getAttribute("aria-pressed") === "true"; }
  get content() { return { response: responseOf(this.kind, this.root), flagged: this.isFlagged }; }
  get given() { return { ...this.content, response: responseOf(this.kind, $(`#${this.root.id}`, given)) }; }
  get summary() { return summaryOf(this.kind, this.root, words.blank); }

  changed() {
    clearTimeout(this.typing);
    if (this.saver.change(this.content, this.summary)) dropWish(attempt).then((was) => was && alertOf(), () => {});
  }

  toggleFlag() {
    this.flag.setAttribute("aria-pressed", String(!this.isFlagged));
    this.flag.value = this.isFlagged ? "0" : "1";
    this.mark(this.place.hasAttribute("data-done"));
    this.changed();
  }

  mark(isAnswered) {
    this.place.toggleAttribute("data-done", isAnswered);
    this.place.toggleAttribute("data-flag", this.isFlagged);
    this.place.setAttribute("aria-label", words.labels[Number(isAnswered) + 2 * Number(this.isFlagged)].replace("{number}", this.slot));
  }

  tell(state, reply) {
    if (isLeaving) return;
    const wasWaiting = this.state === "waiting";
    if (state === "saving") this.seen.value = this.saver.known; // a form sent meanwhile must not look older than this save
    if (state !== "saving" || !wasWaiting) this.state = state;
    this.reply = reply;
    if (state === "saved") {
      this.mark(reply.answered);
      if (wasWaiting) $("#announce").textContent = words.back;
      if (this.isAdopted && !this.saver.isUnsent) reload();
      if (!items.some((item) => item.saver.isUnsent)) handInAsWished(attempt).catch(() => {});
    } else if (state === "waiting" && !wasWaiting) $("#announce").textContent = this.saver.isKept ? words.kept : words.page;
    show();
  }
}

const items = [...form.querySelectorAll("[data-save-url]")].map((root) => new Item(root));
const itemAt = (target) => items.find((item) => item.root.contains(target));
const inState = (...states) => items.find((item) => states.includes(item.state));
const isOffline = () => items.some((item) => item.saver.isOffline) || !navigator.onLine;

function reload() {
  isLeaving = true;
  location.reload();
}

function alertOf(name) {
  for (const section of document.querySelectorAll("[data-alert]")) section.hidden = section.dataset.alert !== name;
}

/** The line tells the worst that is true of any answer, and one alert what needs the student. */
function show() {
  const stuck = inState("closed", "late", "signin", "refused", "other");
  const item = stuck ?? inState("waiting") ?? inState("saving");
  const saved = items.findLast((each) => each.state === "saved");
  if (item?.state === "waiting") set("waiting", item.saver.isKept ? words.kept : words.page);
  else if (item) set(item.state === "saving" ? "saving" : "waiting", words[item.state]);
  else if (saved) set("saved", words.saved.replace("{time}", saved.reply.saved_at));
  alertOf(stuck?.state === "late" ? "closed" : stuck?.state);
  if (stuck) explain(stuck);
}

function set(state, text) {
  line.dataset.state = state;
  $(".save-text", line).textContent = text;
}

function explain(item) {
  const section = $(`[data-alert="${item.state === "late" ? "closed" : item.state}"]`);
  for (const place of section.querySelectorAll("[data-number]")) place.textContent = item.slot;
  if (item.state === "other") {
    $("[data-mine]", section).textContent = item.saver.mine || item.summary;
    $("[data-other]", section).textContent = item.reply.summary || words.blank;
  } else if (["closed", "late"].includes(item.state) && item.reply?.message) $("[data-message]", section).textContent = item.reply.message;
  section.scrollIntoView({ block: "nearest" });
}

// The map shows at which question the student is, which here.js tells the teacher.
form.addEventListener("focusin", (event) => {
  const place = itemAt(event.target)?.place;
  if (!place) return;
  for (const other of document.querySelectorAll(".qmap [aria-current]")) other.removeAttribute("aria-current");
  place.setAttribute("aria-current", "step");
});
form.addEventListener("change", (event) => itemAt(event.target)?.changed());
form.addEventListener("input", (event) => {
  const item = ["text", "textarea"].includes(event.target.type) && itemAt(event.target);
  if (!item) return;
  clearTimeout(item.typing);
  item.typing = setTimeout(() => item.changed(), 700);
});

function goOn() {
  for (const item of items.filter((each) => ["signin", "refused"].includes(each.state))) {
    item.state = "saving";
    item.saver.resume();
  }
  show();
}
form.addEventListener("click", async (event) => {
  const pressed = (name) => event.target.closest(`[data-${name}]`);
  const flagged = pressed("flag-button") && itemAt(event.target);
  if (flagged) {
    event.preventDefault();
    flagged.toggleFlag();
  } else if (pressed("keep-mine")) {
    const item = inState("other");
    item.state = "saving";
    show();
    await item.saver.keepMine();
  } else if (pressed("retry")) goOn();
  else if (pressed("take-other")) {
    await inState("other").saver.takeOther();
    reload();
  } else if (pressed("again")) {
    const { signInAgain } = await import("./again.js");
    signInAgain({ person, token }, goOn);
  }
});

// Leaving. What is not acknowledged yet gets a moment; then the whole form goes, which holds it too.
const settled = async () => {
  await Promise.all(items.map((item) => item.saver.kept));
  for (let tries = 0; tries < 20 && items.some(({ saver }) => saver.isUnsent && !saver.isOffline); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  items.forEach((item) => item.changed());
  await settled();
  const { name, value } = event.submitter ?? {};
  if (isOffline()) return stay(name, value);
  isLeaving = true;
  items.forEach((item) => item.saver.stop());
  if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  form.submit();
});
/** What a button does while there is no network. */
function stay(name, value) {
  if (name === "check") return alertOf("check");
  showOffline(value === "finish" || value === "over");
  alertOf(items.every(({ saver }) => saver.isKept || !saver.isUnsent) ? "offline" : "stay");
}
takeWish(attempt, {
  page: form.getAttribute("action"),
  kept() {
    items.forEach((item) => item.changed());
    return Promise.all(items.map((item) => item.saver.kept));
  },
  fail: () => alertOf("stay"),
});
addEventListener("online", () => {
  items.forEach((item) => item.saver.retry());
});
addEventListener("beforeunload", (event) => {
  if (isLeaving) return;
  items.forEach((item) => item.changed()); // text typed in the last moment
  if (items.some(({ saver }) => saver.isUnsent && !saver.isKept)) event.preventDefault();
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

// What an earlier page left behind: of these questions it is taken over, the rest is sent.
async function begin() {
  const drawers = await desk;
  for (const item of items) {
    const left = (await drawers?.waiting.all(attempt, item.slot)) ?? [];
    const fresh = left.filter(({ key }) => !item.saver.line.some((entry) => entry.key[3] === key[3]));
    if (!fresh.length) continue;
    item.isAdopted = true;
    item.saver.adopt(fresh);
  }
  // The wish to hand in (slot 0) goes after everything else of its attempt.
  await sendAll(({ key }) => key[1] !== attempt || (key[2] !== 0 && !items.some((item) => item.slot === key[2])));
  if (!items.some((item) => item.saver.isUnsent)) await handInAsWished(attempt);
}
items.forEach((item) => item.changed());
addEventListener("load", () => begin().catch(() => {}), { once: true });
if (document.readyState === "complete") begin().catch(() => {});
