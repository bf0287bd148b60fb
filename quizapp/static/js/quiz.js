// The question page: keeps every change on the device, sends it in the background, and says truthfully how that went.
// Without it the form posts. What the messages hold: outbox.js.
import { desk, person, send, sendAll, token } from "./outbox.js";

const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds between tries
const BRIEF = 10000; // ms; an unsent answer that stood no longer gives way to the next one

/** Sends the answers to one question in order, one request at a time. Tells `tell(saver, state, detail)`. */
export class Saver {
  #known; #wanted; #line = []; #isBusy = false; #blocked = null; #timer; #tries = 0; #keeping = Promise.resolve();

  constructor(attempt, slot, { url, known, content, page, tell }) {
    Object.assign(this, { attempt, slot, url, page, tell, isKept: false });
    this.#known = known;
    this.#wanted = JSON.stringify(content);
  }

  get isUnsent() { return this.#line.length > 0 && this.#blocked !== "closed"; }
  get isOffline() { return Boolean(this.#timer); }
  get known() { return this.#known; }
  get mine() { return this.#line.at(-1)?.summary; }
  get line() { return this.#line; }
  /** Settles when the last change lies on the device, or cannot. */
  get kept() { return this.#keeping; }

  /** Take over what an earlier page left on this device. */
  adopt(entries) {
    this.#line.unshift(...entries);
    this.#known = Math.max(this.#known, ...entries.map((entry) => entry.body.sequence));
    this.isKept = true;
    this.#pump();
  }

  change(content, summary) {
    const wanted = JSON.stringify(content);
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (this.#blocked === "refused") this.#blocked = null;
    this.#add(content, summary);
  }

  #add(content, summary) {
    const last = this.#line.at(-1);
    const isBrief = last && !(this.#isBusy && this.#line.length === 1) && Date.now() - last.given_at < BRIEF;
    if (isBrief) this.#line.pop();
    this.#known += 1;
    const entry = {
      key: [person, this.attempt, this.slot, this.#known], url: this.url, page: this.page, summary, given_at: Date.now(),
      body: { sequence: this.#known, ...content },
    };
    this.#line.push(entry);
    this.#keeping = this.#keeping.then(() => this.#keep(entry, isBrief ? last.key : null)).then(() => this.#pump());
  }

  async #keep(entry, gone) {
    const { key, ...value } = entry;
    try {
      const drawer = (await desk)?.waiting;
      this.isKept = Boolean(drawer);
      await drawer?.put(key, value, true, gone);
    } catch (error) {
      this.isKept = false;
      if (error?.name !== "ConstraintError") return;
      // Another tab has given this number to an answer that waits on this device.
      const other = await (await desk).waiting.get(key).catch(() => null);
      if (other && JSON.stringify(other.body) !== JSON.stringify(entry.body)) this.#take("other", { sequence: entry.body.sequence, summary: other.summary });
    }
  }

  /** After a conflict: what this page says shall stand, above what the other tab said. */
  async keepMine() {
    const newest = this.#line.at(-1);
    await this.#drop(this.#line.splice(0));
    this.#blocked = null;
    if (!newest) return;
    const { sequence, ...content } = newest.body;
    this.#add(content, newest.summary);
  }

  async takeOther() { await this.#drop(this.#line.splice(0)); }
  async #drop(entries) {
    const drawer = (await desk)?.waiting;
    for (const { key, body } of entries) {
      // A number that the other tab took first is the other tab's to remove.
      const kept = await drawer?.get(key).catch(() => null);
      if (kept && JSON.stringify(kept.body) === JSON.stringify(body)) await drawer.remove(key);
    }
  }

  resume() { this.#blocked = null; this.#pump(); }
  retry() { if (this.#timer) this.#pump(); }
  stop() { clearTimeout(this.#timer); this.#blocked ??= "left"; }

  async #pump() {
    if (this.#isBusy || this.#blocked || !this.#line.length) return;
    clearTimeout(this.#timer);
    this.#isBusy = true;
    this.tell(this, "saving");
    const entry = this.#line[0];
    const [state, reply] = await send(entry);
    this.#isBusy = false;
    this.#timer = null;
    if (["saved", "late", "closed"].includes(state)) {
      this.#line = this.#line.filter((each) => each !== entry);
      await this.#drop([entry]);
    }
    this.#take(state, reply);
  }

  #take(state, reply) {
    if (reply?.sequence > this.#known) this.#known = reply.sequence;
    if (state === "waiting") {
      this.#timer = setTimeout(() => this.#pump(), 1000 * PAUSES[Math.min(this.#tries++, PAUSES.length - 1)]);
    } else {
      this.#tries = 0;
      if (["other", "signin", "refused", "closed"].includes(state)) this.#blocked ??= state;
    }
    this.tell(this, state, reply);
    if (["saved", "late"].includes(state)) this.#pump();
  }
}

const $ = (selector, root = document) => root.querySelector(selector);
export const form = $("#answer");
const words = JSON.parse(form.dataset.words);
const attempt = Number(form.dataset.attempt);
const flag = $("#flag");
export const here = () => $(".qmap [aria-current]");

const isFlagged = () => flag.getAttribute("aria-pressed") === "true";
export const sheet = () => $("[data-sheet]", form);
const fields = () => [...form.querySelectorAll("[name=response]")];
const chosen = () => fields().filter((field) => field.checked);
// One field of several: data-part says what it holds, a number, true or false, or else a text.
const PARTS = { number: Number, truth: (value) => value === "true" };
const part = (field) => (field.value.trim() ? (PARTS[field.dataset.part] ?? String)(field.value) : null);
const partsBy = (name, root) => Object.fromEntries(
  [...root.querySelectorAll("[name=response]")].map((field) => [field.dataset[name], part(field)]).filter(([, value]) => value !== null));
const READ = {
  single_choice: () => (chosen()[0] ? Number(chosen()[0].value) : null),
  multiple_choice: () => (chosen().length ? chosen().map((field) => Number(field.value)) : null),
  true_false: () => (chosen()[0] ? chosen()[0].value === "true" : null),
  matching: () => fields().map(part),
  cloze: () => partsBy("gap", form),
  source_comparison: () => [...form.querySelectorAll("[data-claim]")].map((claim) => partsBy("source", claim)),
  ordering: () => (form.elements.touched.value === "1" ? fields()[0].value.split(",").map(Number) : null),
};
const readText = () => (fields()[0].value.trim() ? fields()[0].value : null);
const content = () => ({ response: (READ[sheet().dataset.kind] ?? readText)(), flagged: isFlagged() });

const textOf = (field) => (field.matches("select") ? field.value && field.selectedOptions[0].textContent : field.value);
function summary() {
  const hasParts = ["matching", "cloze", "source_comparison"].includes(sheet().dataset.kind);
  const texts = sheet().dataset.kind === "ordering" ? [...form.querySelectorAll(".order .text")].map((text) => text.textContent)
    : hasParts ? fields().map(textOf).filter((text) => text.trim())
    : chosen().map((field) => field.closest("label").lastElementChild.textContent);
  const joined = texts.map((text) => text.trim()).join(sheet().dataset.kind === "ordering" ? " > " : "; ");
  return joined || (READ[sheet().dataset.kind] ? "" : readText()) || words.blank;
}

const save = $("#save");
const savers = new Map(); // by slot: questions answered while offline keep theirs
let isLeaving = false;
let offline; // the module that goes on without a network, fetched while there is one

function line(state, text) {
  save.dataset.state = state;
  $(".save-text", save).textContent = text;
}

export function alertOf(name) {
  for (const section of document.querySelectorAll("[data-alert]")) section.hidden = section.dataset.alert !== name;
  $(`[data-alert="${name}"]`)?.scrollIntoView({ block: "nearest" });
}

function mapSlot(isAnswered) {
  const button = here();
  button.toggleAttribute("data-done", isAnswered);
  button.toggleAttribute("data-flag", isFlagged());
  button.setAttribute("aria-label", words.labels[Number(isAnswered) + 2 * Number(isFlagged())].replace("{number}", button.value));
}

const all = () => [...savers.values()];
export const isOffline = () => all().some((saver) => saver.isOffline) || !navigator.onLine;

const SHOW = {
  saving(saver) {
    form.elements.seen.value = saver.known; // a form sent meanwhile must not look older than this save
    if (save.dataset.state !== "waiting") line("saving", words.saving);
  },
  saved(saver, reply) {
    if (saver === current()) mapSlot(reply.answered);
    offline?.remember();
    if (all().some((each) => each.isUnsent)) return;
    if (save.dataset.state === "waiting") $("#announce").textContent = words.back;
    line("saved", words.saved.replace("{time}", reply.saved_at));
    alertOf(null);
    if (saver.isAdopted) reload();
    else offline?.finish();
  },
  waiting(saver) {
    const text = saver.isKept ? words.kept : words.page;
    if (save.dataset.state !== "waiting") $("#announce").textContent = text;
    line("waiting", text);
    if (!saver.isKept) alertOf("unkept");
    if (saver === current()) mapSlot(Boolean(saver.line.length && saver.line.at(-1).body.response !== null));
  },
  other(saver, reply) {
    $("[data-mine]").textContent = saver.mine || words.blank;
    $("[data-other]").textContent = reply.summary || words.blank;
  },
  closed(saver, reply) { if (reply?.message) $("[data-message]").textContent = reply.message; },
  late(saver, reply) { SHOW.closed(saver, reply); },
  refused(saver, reply) { if (reply?.message) $("[data-refused]").textContent = reply.message; },
};

function reload() {
  isLeaving = true;
  location.reload();
}

function tell(saver, state, reply) {
  if (isLeaving) return;
  SHOW[state]?.(saver, reply);
  if (["other", "signin", "closed", "late", "refused"].includes(state)) {
    line("waiting", words[state]);
    alertOf(state === "late" ? "closed" : state);
  }
}

/** The saver of the question that is shown. */
export function current() {
  const { slot, saveUrl, sequence, url } = sheet().dataset;
  if (!savers.has(slot)) {
    savers.set(slot, new Saver(attempt, Number(slot), { url: saveUrl, known: Number(sequence), content: content(), page: url, tell }));
  }
  return savers.get(slot);
}

/** Show another question in this page: its sheet, and whether it is flagged. */
export function show(other, isItFlagged) {
  sheet().replaceWith(other);
  flag.setAttribute("aria-pressed", String(isItFlagged));
  flag.value = isItFlagged ? "0" : "1";
  form.elements.seen.value = current().known;
  form.action = other.dataset.url;
}

let typingTimer;
export function changed() {
  clearTimeout(typingTimer);
  const saver = current();
  saver.change(content(), summary());
  if (!$("[data-alert=other]").hidden && saver.mine) $("[data-mine]").textContent = saver.mine;
}
form.addEventListener("change", changed);
form.addEventListener("input", (event) => {
  if (!["text", "textarea"].includes(event.target.type)) return;
  clearTimeout(typingTimer);
  typingTimer = setTimeout(changed, 700);
});
flag.addEventListener("click", (event) => {
  event.preventDefault();
  flag.setAttribute("aria-pressed", String(!isFlagged()));
  flag.value = isFlagged() ? "0" : "1";
  mapSlot(here().hasAttribute("data-done"));
  changed();
});

form.addEventListener("click", async (event) => {
  const pressed = (name) => event.target.closest(`[data-${name}]`);
  if (pressed("keep-mine")) {
    alertOf(null);
    await current().keepMine();
  } else if (pressed("retry")) {
    alertOf(null);
    all().forEach((saver) => saver.resume());
  } else if (pressed("take-other")) {
    await current().takeOther();
    reload();
  } else if (pressed("again")) {
    const { signInAgain } = await import("./again.js");
    signInAgain(() => { alertOf(null); all().forEach((saver) => saver.resume()); });
  }
});

// Leaving the question. What is not acknowledged yet gets a moment; what cannot be sent never holds anybody up.
const settled = async () => {
  await current().kept;
  for (let tries = 0; tries < 20 && all().some((saver) => saver.isUnsent && !saver.isOffline); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
form.addEventListener("submit", async (event) => {
  const go = event.submitter?.name === "go" && event.submitter.value;
  if (!go) {
    if (isOffline()) event.preventDefault();
    else leave();
    return;
  }
  event.preventDefault();
  changed();
  await settled();
  const isKept = !all().some((saver) => saver.isUnsent);
  const isTimeOver = go === "over"; // the form itself goes, which the server hands in
  if (isKept && navigator.onLine && !isTimeOver) {
    leave();
    location.assign(address(go));
  } else if (isOffline()) {
    if (offline) offline.go(isTimeOver ? "finish" : go);
    else alertOf("stay");
  } else {
    leave();
    const button = Object.assign(document.createElement("input"), { type: "hidden", name: "go", value: go });
    form.append(button);
    form.submit();
  }
});
function leave() {
  isLeaving = true;
  clearTimeout(typingTimer);
  all().forEach((saver) => saver.stop());
}
/** Where a button of the form leads. */
export function address(go) {
  const questions = sheet().dataset.url.replace(/\d+$/, "");
  const number = Number(sheet().dataset.sheet);
  if (go === "leave") return "/";
  if (go === "finish") return questions.replace(/questions\/$/, "hand-in");
  return questions + ({ prev: number - 1, next: number + 1 }[go] ?? go);
}

addEventListener("online", () => {
  all().forEach((saver) => saver.retry());
  sendAll(isElsewhere).catch(() => {});
});
addEventListener("beforeunload", (event) => {
  if (isLeaving) return;
  changed(); // text typed in the last moment
  if (all().some((saver) => saver.isUnsent && !saver.isKept)) event.preventDefault();
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

const isElsewhere = ({ key }) => key[1] !== attempt || !savers.has(String(key[2]));

// What an earlier page left behind: of this question it is taken over, the rest is sent.
async function begin() {
  const drawers = await desk;
  const slot = Number(sheet().dataset.slot);
  const saver = current();
  const left = ((await drawers?.waiting.all(attempt, slot)) ?? []).filter(({ key }) => !saver.line.some((entry) => entry.key[3] === key[3]));
  if (left.length) {
    saver.isAdopted = true;
    saver.adopt(left);
  }
  await sendAll(isElsewhere);
  offline = await import("./offline.js");
  await offline.prepare();
}
current();
addEventListener("load", () => begin().catch(() => {}), { once: true });
if (document.readyState === "complete") begin().catch(() => {});

document.addEventListener("shortcut", (event) => {
  const { key, target } = event.detail;
  const letter = key.toLowerCase();
  const options = [...form.querySelectorAll(".ballot input")];
  const option = key.length === 1 && options[/[1-9]/.test(key) ? key - 1 : "abcde".indexOf(letter)];
  if (option) {
    option.focus();
    option.click();
  } else if (letter === "f") flag.click();
  else if (key === "Enter" && !target.closest("button,a,summary,input")) $("#next").click();
  else return;
  event.preventDefault();
});
