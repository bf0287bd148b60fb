// Reads a question aloud with the voice of the student's own device: the stem, then what there is to choose from.
const TEXTS = ".stem,.ballot label,.order .text,.parts li,.gaps,.claim legend,.sides label";
const speech = window.speechSynthesis;

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

function install(button) {
  const label = button.firstChild;
  const start = label.textContent;
  const root = button.closest("fieldset,[data-question],form") ?? document;
  let isReading = false;
  const rest = () => { isReading = false; label.textContent = start; };
  const read = () => {
    const lang = button.closest("[lang]")?.lang ?? "en";
    const parts = spoken(root, button.dataset.gap).map((text) => Object.assign(new SpeechSynthesisUtterance(text), { lang }));
    speech.cancel();
    parts.at(-1)?.addEventListener("end", rest);
    parts.forEach((part) => part.addEventListener("error", rest));
    parts.forEach((part) => speech.speak(part));
    isReading = true;
    label.textContent = button.dataset.stop;
  };
  button.addEventListener("click", () => {
    if (!isReading) return read();
    speech.cancel();
    rest();
  });
  button.hidden = false;
}

if (speech) {
  document.querySelectorAll("[data-read]").forEach(install);
  addEventListener("pagehide", () => speech.cancel());
}
