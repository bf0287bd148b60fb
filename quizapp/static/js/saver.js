// Saving the answers to one question, and reading them from its fields. Knows no page. What the messages hold: outbox.js.
import { desk, person, send } from "./outbox.js";

const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds between tries
const BRIEF = 10000; // ms; an unsent answer that stood no longer gives way to the next one

/** Sends the answers to one question in order, one request at a time. Tells `tell(saver, state, detail)`. */
export class Saver {
  #known; #wanted; #line = []; #isBusy = false; #blocked = null; #timer; #tries = 0; #keeping = Promise.resolve();

  /** `waits()`: whether answers to other questions have to go first. */
  constructor(attempt, slot, { url, known, content, page, tell, waits }) {
    Object.assign(this, { attempt, slot, url, page, tell, waits, isKept: false });
    this.#known = known;
    this.#wanted = JSON.stringify(content);
  }

  get isUnsent() { return this.#line.length > 0 && this.#blocked !== "closed"; }
  get isOffline() { return Boolean(this.#timer); }
  get state() { return this.#blocked; }
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

  /** Keep and send the answer where it differs from the newest; tells whether it does. */
  change(content, summary) {
    const wanted = JSON.stringify(content);
    if (wanted === this.#wanted) return false;
    this.#wanted = wanted;
    if (this.#blocked === "refused") this.#blocked = null;
    this.#add(content, summary);
    return true;
  }

  /** Send what stands there though it was not changed: it tells that somebody has come to this question. */
  arrive(content, summary) { this.#add(content, summary); }

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
  retry() { if (this.#timer || this.waits) this.#pump(); }
  stop() { clearTimeout(this.#timer); this.#blocked ??= "left"; }

  async #pump() {
    if (this.#isBusy || this.#blocked || !this.#line.length || this.waits?.()) return;
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

const fieldsOf = (root) => [...root.querySelectorAll("[name^=response]")];
const chosenOf = (root) => fieldsOf(root).filter((field) => field.checked);
const isTouched = (root) => root.querySelector("[name^=touched]").value === "1";
// One field of several: data-part says what it holds, a number, true or false, or else a text.
const PARTS = { number: Number, truth: (value) => value === "true" };
const part = (field) => (field.value.trim() ? (PARTS[field.dataset.part] ?? String)(field.value) : null);
const partsBy = (name, root) => Object.fromEntries(
  fieldsOf(root).map((field) => [field.dataset[name], part(field)]).filter(([, value]) => value !== null));
const READ = {
  single_choice: (root) => (chosenOf(root)[0] ? Number(chosenOf(root)[0].value) : null),
  multiple_choice: (root) => (chosenOf(root).length ? chosenOf(root).map((field) => Number(field.value)) : null),
  true_false: (root) => (chosenOf(root)[0] ? chosenOf(root)[0].value === "true" : null),
  matching: (root) => fieldsOf(root).map(part),
  cloze: (root) => partsBy("gap", root),
  source_comparison: (root) => [...root.querySelectorAll("[data-claim]")].map((claim) => partsBy("source", claim)),
  ordering: (root) => (isTouched(root) ? fieldsOf(root)[0].value.split(",").map(Number) : null),
};
const readText = (root) => (fieldsOf(root)[0].value.trim() ? fieldsOf(root)[0].value : null);

/** The response that the fields inside `root` hold, in the native form with places for numbers; null for none. */
export const responseOf = (kind, root) => (READ[kind] ?? readText)(root);

const textOf = (field) => (field.matches("select") ? field.value && field.selectedOptions[0].textContent : field.value);

/** The response inside `root` in the reader's words; `blank` for none. */
export function summaryOf(kind, root, blank) {
  const hasParts = ["matching", "cloze", "source_comparison"].includes(kind);
  const texts = kind === "ordering" ? [...root.querySelectorAll(".order .text")].map((text) => text.textContent)
    : hasParts ? fieldsOf(root).map(textOf).filter((text) => text.trim())
    : chosenOf(root).map((field) => field.closest("label").lastElementChild.textContent);
  const joined = texts.map((text) => text.trim()).join(kind === "ordering" ? " > " : "; ");
  return joined || (READ[kind] ? "" : readText(root)) || blank;
}
