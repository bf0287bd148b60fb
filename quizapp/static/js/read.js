// Reads a question aloud with the voice of the student's own device: the stem, then what there is to choose from.
// Questions come and go in the page while there is no network, so it listens at the document.
const TEXTS = ".stem,.ballot label,.order .text,.parts li,.gaps,.claim legend,.sides label";
const speech = window.speechSynthesis;
let reading = null; // the button whose question is being read

/** The words of one part of the page. A field says that there is a gap, and a letter stands apart from its option. */
function words(element, gap) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("[type=radio],[type=checkbox],.vh").forEach((part) => part.remove());
  copy.querySelectorAll("input,select,textarea").forEach((field) => field.replaceWith(` ${gap} `));
  copy.querySelectorAll(".letter").forEach((letter) => letter.append(", "));
  return copy.textContent.replace(/\s+/g, " ").trim();
}

const choices = (select) => [...select.options].filter((option) => option.value).map((option) => option.text).join("; ");

const spoken = (root, gap) => [
  ...[...root.querySelectorAll(TEXTS)].map((element) => words(element, gap)),
  ...new Set([...root.querySelectorAll("select")].map(choices)), // the same list beside each row is read once
].filter(Boolean);

function say(button, text) {
  button.dataset.start ??= button.firstChild.textContent;
  button.firstChild.textContent = text ?? button.dataset.start;
}

function rest() {
  if (reading) say(reading);
  reading = null;
}

function read(button) {
  const root = button.closest("[data-sheet],fieldset,form") ?? document;
  const lang = button.closest("[lang]")?.lang ?? "en";
  const parts = spoken(root, button.dataset.gap).map((text) => Object.assign(new SpeechSynthesisUtterance(text), { lang }));
  parts.at(-1)?.addEventListener("end", rest);
  parts.forEach((part) => part.addEventListener("error", rest));
  parts.forEach((part) => speech.speak(part));
  reading = button;
  say(button, button.dataset.stop);
}

if (speech) {
  document.documentElement.dataset.speech = ""; // the style sheet shows the buttons
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-read]");
    if (!button) return;
    const isSame = button === reading;
    speech.cancel();
    rest();
    if (!isSame) read(button);
  });
  addEventListener("pagehide", () => speech.cancel());
}
