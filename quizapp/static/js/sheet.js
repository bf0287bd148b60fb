// All questions on one page: each answer is saved as it is given. Without it the form keeps everything on Save and Hand in.

import { Saver, responseOf, summaryOf, tokenOf } from "./saver.js";

const $ = (selector, root = document) => root.querySelector(selector);
const form = $("#sheet");
const words = JSON.parse(form.dataset.words);
const token = tokenOf(form);
const line = $("#save");
let isLeaving = false;

/** One question: its fields, its flag, its place in the map, and what is not sent yet. */
class Item {
  constructor(root) {
    Object.assign(this, {
      root, kind: root.dataset.kind, number: root.dataset.number, state: "none", time: null,
      flag: $("[data-flag-button]", root), seen: $("[name^=seen]", root), place: $(`.qmap [data-number="${root.dataset.number}"]`),
    });
    this.saver = new Saver(root.dataset.saveUrl, Number(this.seen.value), this.content, token, (state, reply) => this.tell(state, reply));
  }

  get isFlagged() { return this.flag.getAttribute("aria-pressed") === "true"; }
  get content() { return { response: responseOf(this.kind, this.root), flagged: this.isFlagged }; }
  get summary() { return summaryOf(this.kind, this.root, words.blank); }

  changed() {
    clearTimeout(this.typing);
    this.saver.change(this.content);
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
    this.place.setAttribute("aria-label", JSON.parse(this.place.dataset.labels)[Number(isAnswered) + 2 * Number(this.isFlagged)]);
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
    } else if (state === "waiting" && !wasWaiting) $("#announce").textContent = words.waiting;
    show();
  }
}

const items = [...form.querySelectorAll("[data-save-url]")].map((root) => new Item(root));
const itemAt = (target) => items.find((item) => item.root.contains(target));
const inState = (...states) => items.find((item) => states.includes(item.state));

/** The line at the top tells the worst that is true of any answer, and the one alert that needs the student. */
function show() {
  const stuck = inState("closed", "signin", "refused", "other");
  const item = stuck ?? inState("waiting") ?? inState("saving");
  const saved = items.findLast((each) => each.state === "saved");
  if (item) set(item.state === "saving" ? "saving" : "waiting", words[item.state]);
  else if (saved) set("saved", words.saved.replace("{time}", saved.reply.saved_at));
  for (const section of document.querySelectorAll("[data-alert]")) section.hidden = section.dataset.alert !== stuck?.state;
  if (stuck) explain(stuck);
}

function set(state, text) {
  line.dataset.state = state;
  $(".save-text", line).textContent = text;
}

function explain(item) {
  const section = $(`[data-alert="${item.state}"]`);
  for (const place of section.querySelectorAll("[data-number]")) place.textContent = item.number;
  if (item.state === "other") {
    $("[data-mine]", section).textContent = item.summary;
    $("[data-other]", section).textContent = item.reply.summary || words.blank;
  } else if (item.state === "closed" && item.reply?.message) $("[data-message]", section).textContent = item.reply.message;
  section.scrollIntoView({ block: "nearest" });
}

form.addEventListener("change", (event) => itemAt(event.target)?.changed());
form.addEventListener("input", (event) => {
  const item = ["text", "textarea"].includes(event.target.type) && itemAt(event.target);
  if (!item) return;
  clearTimeout(item.typing);
  item.typing = setTimeout(() => item.changed(), 700);
});
document.addEventListener("click", (event) => {
  const flag = event.target.closest("[data-flag-button]");
  const flagged = flag && itemAt(flag);
  if (flagged) {
    event.preventDefault();
    flagged.toggleFlag();
  } else if (event.target.closest("[data-keep-mine],[data-retry]")) {
    for (const item of items.filter((each) => ["other", "signin", "refused"].includes(each.state))) {
      item.state = "saving";
      item.saver.resume();
    }
    show();
  } else if (event.target.closest("[data-take-other]")) {
    isLeaving = true;
    location.reload();
  }
});
form.addEventListener("submit", (event) => {
  if (inState("waiting") && !navigator.onLine) {
    event.preventDefault(); // leaving now would show the browser's own error page and drop the answers
    $('[data-alert="stay"]').hidden = false;
    return;
  }
  isLeaving = true;
  for (const item of items) {
    clearTimeout(item.typing);
    item.saver.stop();
  }
});
addEventListener("online", () => items.forEach((item) => item.saver.retry()));
addEventListener("beforeunload", (event) => {
  if (isLeaving) return;
  items.forEach((item) => item.changed()); // text typed in the last moment
  if (items.some((item) => item.saver.isUnsent)) event.preventDefault();
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
