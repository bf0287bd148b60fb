// Reads a question aloud with the voice of the student's own device: stem, hint and options as they stand on the page.
const TEXTS = ".stem,.ballot label,.order .text,.parts li,.gaps,.claim legend,.sides label";
const speech = window.speechSynthesis;

const spoken = (root) => [...root.querySelectorAll(TEXTS)]
  .map((element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("option,.vh").forEach((part) => part.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  })
  .filter(Boolean);

function install(button) {
  const label = button.innerText;
  const root = button.closest("fieldset,[data-question],form") ?? document;
  let isReading = false;
  const rest = () => { isReading = false; button.firstChild.textContent = label; };
  const read = () => {
    speech.cancel();
    const parts = spoken(root).map((words) => Object.assign(new SpeechSynthesisUtterance(words), {
      lang: button.closest("[lang]")?.lang ?? "en",
    }));
    if (!parts.length) return;
    parts.at(-1).addEventListener("end", rest);
    parts.forEach((part) => part.addEventListener("error", rest));
    parts.forEach((part) => speech.speak(part));
    isReading = true;
    button.firstChild.textContent = button.dataset.stop;
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
