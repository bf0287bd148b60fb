// The question page: saves every change in the background and says truthfully how that went. Without it the form posts.
//
// PUT save-url {"sequence", "response", "flagged"}, header X-CSRFToken
//   200 {"sequence", "saved_at", "answered"}
//   409 {"error": "other_answer", "sequence", "response", "summary"} | {"error": "closed", "message"}
//   401, 403, or a page instead of JSON: signed out. 429, 5xx and no network: tried again. Other 4xx: refused.
// Every changed response takes the next sequence; a resend of the same one keeps its number, so repeats are harmless.

const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds between tries

/** Sends the newest content of one slot, one request at a time. Knows no page; tells `tell(state, detail)`. */
class Saver {
  #known; #wanted; #accepted; #sent = null; #isBusy = false; #blocked = null; #timer; #tries = 0;

  constructor(url, known, content, token, tell) {
    Object.assign(this, { url, token, tell });
    this.#known = known;
    this.#wanted = this.#accepted = JSON.stringify(content);
  }

  get isUnsent() { return this.#wanted !== this.#accepted && this.#blocked !== "closed"; }
  get known() { return this.#known; }

  change(content) {
    const wanted = JSON.stringify(content);
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (this.#blocked === "refused") this.#blocked = null;
    this.#pump();
  }

  resume() { this.#blocked = null; this.#pump(); }
  retry() { if (this.#timer) this.#pump(); }
  stop() { clearTimeout(this.#timer); this.#blocked ??= "left"; }

  async #pump() {
    if (this.#isBusy || this.#blocked || !this.isUnsent) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#sent !== this.#wanted) {
      this.#sent = this.#wanted;
      this.#accepted = null; // until the server answers, nobody knows which one it holds
      this.#known += 1;
    }
    this.#isBusy = true;
    this.tell("saving");
    const [state, reply] = await this.#send({ sequence: this.#known, ...JSON.parse(this.#sent) });
    this.#isBusy = false;
    this.#take(state, reply);
  }

  #take(state, reply) {
    if (reply?.sequence > this.#known) this.#known = reply.sequence;
    if (state === "saved") {
      this.#accepted = this.#sent;
      this.#tries = 0;
    } else if (state === "waiting") {
      this.#timer = setTimeout(() => this.#pump(), 1000 * PAUSES[Math.min(this.#tries++, PAUSES.length - 1)]);
    } else {
      this.#blocked ??= state;
      if (state === "other") this.#sent = null; // the next try is a new answer, with a number above theirs
    }
    this.tell(state, reply);
    if (state === "saved") this.#pump();
  }

  async #send(body, isSecondTry = false) {
    try {
      const response = await fetch(this.url, {
        method: "PUT", keepalive: true, credentials: "same-origin", body: JSON.stringify(body), signal: AbortSignal.timeout(20000),
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token.value },
      });
      if ([400, 401, 403].includes(response.status) && !isSecondTry && await this.token.renew()) return this.#send(body, true);
      return await outcome(response);
    } catch {
      return ["waiting", { isNetwork: true }];
    }
  }
}

async function outcome(response) {
  const reply = await response.json().catch(() => null);
  if (response.ok) return reply?.sequence ? ["saved", reply] : ["signin"]; // a sign-in page instead of our reply
  if (response.status === 409 && reply?.error === "other_answer") return ["other", reply];
  if (response.status === 409) return ["closed", reply];
  if ([401, 403].includes(response.status)) return ["signin"];
  return response.status >= 500 || [408, 429].includes(response.status) ? ["waiting", reply] : ["refused"];
}

const $ = (selector, root = document) => root.querySelector(selector);
const form = $("#answer");
const words = JSON.parse(form.dataset.words);
const here = $(".qmap [aria-current]");
const flag = $("#flag");

/** The token of this page, and a fresh one from the server after signing in again in another tab. */
const token = {
  value: $("meta[name=csrf-token]")?.content ?? "",
  async renew() {
    const page = await fetch(location.href, { credentials: "same-origin" });
    const found = page.ok && (await page.text()).match(/name="csrf-token" content="([^"]+)"/);
    if (!found || found[1] === this.value) return false;
    this.value = form.elements.csrf_token.value = found[1];
    return true;
  },
};

const isFlagged = () => flag.getAttribute("aria-pressed") === "true";
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
const content = () => ({ response: (READ[form.dataset.kind] ?? readText)(), flagged: isFlagged() });

const textOf = (field) => (field.matches("select") ? field.value && field.selectedOptions[0].textContent : field.value);
function summary() {
  const hasParts = ["matching", "cloze", "source_comparison"].includes(form.dataset.kind);
  const texts = form.dataset.kind === "ordering" ? [...form.querySelectorAll(".order .text")].map((text) => text.textContent)
    : hasParts ? fields().map(textOf).filter((text) => text.trim())
    : chosen().map((field) => field.closest("label").lastElementChild.textContent);
  const joined = texts.map((text) => text.trim()).join(form.dataset.kind === "ordering" ? " > " : "; ");
  return joined || (READ[form.dataset.kind] ? "" : readText()) || words.blank;
}

const save = $("#save");
let isLeaving = false;
let isOffline = false;

function line(state, text) {
  save.dataset.state = state;
  $(".save-text", save).textContent = text;
}

function alertOf(name) {
  for (const section of document.querySelectorAll("[data-alert]")) section.hidden = section.dataset.alert !== name;
  $(`[data-alert="${name}"]`)?.scrollIntoView({ block: "nearest" });
}

function mapSlot(isAnswered) {
  here.toggleAttribute("data-done", isAnswered);
  here.toggleAttribute("data-flag", isFlagged());
  here.setAttribute("aria-label", JSON.parse(here.dataset.labels)[Number(isAnswered) + 2 * Number(isFlagged())]);
}

const SHOW = {
  saving() {
    form.elements.seen.value = saver.known; // a form sent meanwhile must not look older than this save
    if (save.dataset.state !== "waiting") line("saving", words.saving);
  },
  saved(reply) {
    if (save.dataset.state === "waiting") $("#announce").textContent = words.back;
    isOffline = false;
    line("saved", words.saved.replace("{time}", reply.saved_at));
    alertOf(null);
    mapSlot(reply.answered);
  },
  waiting(reply) {
    isOffline = Boolean(reply?.isNetwork);
    if (save.dataset.state !== "waiting") $("#announce").textContent = words.waiting;
    line("waiting", words.waiting);
  },
  other(reply) {
    $("[data-mine]").textContent = summary();
    $("[data-other]").textContent = reply.summary || words.blank;
  },
  closed(reply) {
    if (reply?.message) $("[data-message]").textContent = reply.message;
  },
};

function tell(state, reply) {
  if (isLeaving) return;
  SHOW[state]?.(reply);
  if (["other", "signin", "closed", "refused"].includes(state)) {
    line("waiting", words[state]);
    alertOf(state);
  }
}

// Fields may have been filled before this script ran; that is a change like any other.
const isAsGiven = (field) => {
  if (field.matches("select")) return field.selectedIndex === Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  return field.checked === field.defaultChecked && field.value === field.defaultValue;
};
const saver = new Saver(form.dataset.saveUrl, Number(form.elements.seen.value), fields().every(isAsGiven) ? content() : null, token, tell);
let typingTimer;
function changed() {
  clearTimeout(typingTimer);
  if (!$("[data-alert=other]").hidden) $("[data-mine]").textContent = summary();
  saver.change(content());
}
if (!fields().every(isAsGiven)) changed();
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
  mapSlot(here.hasAttribute("data-done"));
  changed();
});

form.addEventListener("click", (event) => {
  if (event.target.closest("[data-keep-mine],[data-retry]")) {
    alertOf(null);
    saver.resume();
  } else if (event.target.closest("[data-take-other]")) {
    isLeaving = true;
    location.reload();
  }
});
form.addEventListener("submit", (event) => {
  if (isOffline && !navigator.onLine) {
    event.preventDefault(); // leaving now would show the browser's own error page and drop the answer
    alertOf("stay");
    return;
  }
  isLeaving = true;
  clearTimeout(typingTimer);
  saver.stop();
});
addEventListener("online", () => saver.retry());
addEventListener("beforeunload", (event) => {
  if (isLeaving) return;
  changed(); // text typed in the last moment
  if (saver.isUnsent) event.preventDefault();
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

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
