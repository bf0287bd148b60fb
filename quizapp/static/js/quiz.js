// The question page: keeps every change on the device, sends it in the background, and says truthfully how that went.
// Without it the form posts. What the messages hold: outbox.js.
import { desk, person, sendAll, token } from "./outbox.js";
import { Saver, responseOf, summaryOf } from "./saver.js";

const $ = (selector, root = document) => root.querySelector(selector);
export const form = $("#answer");
const words = JSON.parse(form.dataset.words);
const attempt = Number(form.dataset.attempt);
export const isForward = form.hasAttribute("data-forward"); // what is left stays as it is
const flag = $("#flag");
export const here = () => $(".qmap [aria-current]");

const isFlagged = () => flag.getAttribute("aria-pressed") === "true";
export const sheet = () => $("[data-sheet]", form);
/** The kind of the question; none where the page shows how a check went and has no fields. */
const kind = () => sheet().dataset.kind;
const content = () => ({ response: kind() ? responseOf(kind(), form) : null, flagged: isFlagged() });
/** What the page came with; fields may have been filled before this script ran. */
function given() {
  const copy = form.cloneNode(true);
  copy.reset();
  return kind() ? { ...content(), response: responseOf(kind(), copy) } : content();
}
const summary = () => summaryOf(kind(), form, words.blank);

const save = $("#save");
const savers = new Map(); // by slot: questions answered while offline keep theirs
let isLeaving = false;
let offline; // what goes on without a network: offline.js, which needs this module
export const plug = (parts) => { offline = parts; };

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

let stuck; // the saver whose answer another tab has changed
const SHOW = {
  saving(saver) {
    form.elements.seen.value = saver.known; // a form sent meanwhile must not look older than this save
    if (save.dataset.state !== "waiting") line("saving", words.saving);
  },
  saved(saver, reply) {
    if (saver === current()) mapSlot(reply.answered);
    offline.remember().catch(() => {});
    all().forEach((each) => each !== saver && each.retry());
    if (all().some((each) => each.isUnsent)) return;
    if (save.dataset.state === "waiting") $("#announce").textContent = words.back;
    line("saved", words.saved.replace("{time}", reply.saved_at));
    alertOf(null);
    if (saver.isAdopted) reload();
    else offline.finish();
  },
  waiting(saver) {
    const text = saver.isKept ? words.kept : words.page;
    if (save.dataset.state !== "waiting") $("#announce").textContent = text;
    line("waiting", text);
    if (!saver.isKept) alertOf("unkept");
    if (saver === current()) mapSlot(Boolean(saver.line.length && saver.line.at(-1).body.response !== null));
  },
  other(saver, reply) {
    stuck = saver;
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
export function current(stored = content()) {
  const { slot, saveUrl, sequence, url } = sheet().dataset;
  if (!savers.has(slot)) {
    savers.set(slot, new Saver(attempt, Number(slot), { url: saveUrl, known: Number(sequence), content: stored, page: url, tell, waits: isForward ? () => isBehind(slot) : undefined }));
  }
  return savers.get(slot);
}

/** Without going back the server takes answers in the order of the questions. */
const isBehind = (slot) => all().some((saver) => saver.slot < slot && saver.isUnsent && saver.state !== "refused");

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
  if (!kind()) return;
  const saver = current();
  saver.change(content(), summary());
  if (!$("[data-alert=other]").hidden && saver === stuck) $("[data-mine]").textContent = saver.mine;
}
/** The server hears that this question was reached without it. */
export const goOn = () => current().arrive(content(), summary());
form.addEventListener("change", changed);
form.addEventListener("input", (event) => {
  if (!["text", "textarea"].includes(event.target.type)) return;
  clearTimeout(typingTimer);
  typingTimer = setTimeout(changed, 700);
});
flag.addEventListener("click", (event) => {
  if (!kind()) return; // the form goes
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
    await stuck.keepMine();
  } else if (pressed("retry")) {
    alertOf(null);
    all().forEach((saver) => saver.resume());
  } else if (pressed("take-other")) {
    await stuck.takeOther();
    reload();
  } else if (pressed("again")) {
    const { signInAgain } = await import("./again.js");
    signInAgain({ person, token }, () => { alertOf(null); all().forEach((saver) => saver.resume()); });
  } else if (isOffline() && event.target.closest(".dock a")) { // to try once more
    event.preventDefault();
    alertOf("check");
  }
});

// Leaving the question. What is not acknowledged yet gets a moment; what cannot be sent never holds anybody up.
const settled = async () => {
  await current().kept;
  for (let tries = 0; tries < 20 && all().some((saver) => saver.isUnsent && !saver.isOffline && !saver.waits?.()); tries++) {
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
  const needsServer = go === "check" || (isForward && go === "next"); // it says what comes next
  if (isKept && navigator.onLine && !isTimeOver && !needsServer) {
    leave();
    location.assign(address(go));
  } else if (isOffline()) {
    if (go === "check") alertOf("check");
    else offline.go(isTimeOver ? "finish" : go);
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

// The wish to hand in (slot 0) goes after everything else of its attempt, which offline.js sees to.
const isElsewhere = ({ key }) => key[1] !== attempt || (key[2] !== 0 && !savers.has(String(key[2])));

// What an earlier page left behind: of this question it is taken over, the rest is sent.
async function begin() {
  const drawers = await desk;
  const saver = current();
  const found = ((await drawers?.waiting.all(attempt)) ?? []).filter(({ key }) => !saver.line.some((entry) => `${entry.key}` === `${key}`));
  if (isForward && found.length && (await sendAll()).sent) return reload(); // one after the other, and to where they lead
  const left = found.filter(({ key }) => key[2] === saver.slot);
  if (left.length) {
    saver.isAdopted = true;
    saver.adopt(left);
  }
  await sendAll(isElsewhere);
  await offline.prepare();
  if (!all().some((each) => each.isUnsent)) await offline.finish();
}
current(given());
changed();
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
  else if (key === "Enter" && !target.closest("button,a,summary,input")) $("#next")?.click();
  else return;
  event.preventDefault();
});
