// In the editor: questions that ask nearly the same are shown while the stem is typed. Without this script the preview shows them.
const place = document.querySelector("#alike");
const stem = document.querySelector("[name=stem],[name=front]");
const PAUSE = 500; // milliseconds without a key
let waiting;
let asking = new AbortController();

const entry = ({ stem: text, url, about }) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const more = document.createElement("span");
  link.className = "t";
  link.href = url;
  link.textContent = text;
  more.className = "m";
  more.textContent = about;
  item.append(link, " ", more);
  return item;
};

const show = ({ heading, questions }) => {
  const urls = questions.map((question) => question.url).join(" ");
  if (place.dataset.shown === urls) return; // a screen reader need not hear the same again
  place.dataset.shown = urls;
  const title = document.createElement("h2");
  title.textContent = heading;
  const list = document.createElement("ul");
  list.className = "list";
  list.append(...questions.map(entry));
  place.replaceChildren(...(questions.length ? [title, list] : []));
};

const ask = async () => {
  asking.abort();
  asking = new AbortController();
  const address = new URL(place.dataset.url, location);
  address.searchParams.set("stem", stem.value.slice(0, 1000));
  try {
    const answer = await fetch(address, { signal: asking.signal, headers: { accept: "application/json" } });
    if (answer.ok && !answer.redirected) show(await answer.json());
  } catch { /* signed out, offline or typing on: the preview says it */ }
};

stem?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
});
