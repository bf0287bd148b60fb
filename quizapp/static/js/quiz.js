// The question page: saves every change in the background and says truthfully how that went. Without it the form posts.

import { Saver, responseOf, summaryOf, tokenOf } from "./saver.js";

const $ = (selector, root = document) => root.querySelector(selector);
const form = $("#answer");
const words = JSON.parse(form.dataset.words);
const here = $(".qmap [aria-current]");
const flag = $("#flag");

const token = tokenOf(form);
const isFlagged = () => flag.getAttribute("aria-pressed") === "true";
const content = () => ({ response: responseOf(form.dataset.kind, form), flagged: isFlagged() });
const summary = () => summaryOf(form.dataset.kind, form, words.blank);

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

const saver = new Saver(form.dataset.saveUrl, Number(form.elements.seen.value), content(), token, tell);
let typingTimer;
function changed() {
  clearTimeout(typingTimer);
  if (!$("[data-alert=other]").hidden) $("[data-mine]").textContent = summary();
  saver.change(content());
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
