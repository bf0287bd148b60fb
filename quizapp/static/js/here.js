// The question page says every half minute that it is there and at which question, and hears what the teacher
// says meanwhile: POST {"number"} -> {"messages": [{"id", "time", "text"}]}, newest first; 409: it is handed in.
const EVERY = 30000;
const room = document.querySelector("#room");
const list = room.querySelector("ul");
const form = document.querySelector("#answer, #whole");
const place = () => document.querySelector(".qmap [aria-current]");
const kept = (name, value) => { // for this tab; storage may be closed to us
  try { return value === undefined ? Number(sessionStorage.getItem(name)) : sessionStorage.setItem(name, value); } catch { return 0; }
};

/** Read aloud what was not read in this tab before. */
function announce() {
  const name = `heard-${room.dataset.attempt}`;
  const fresh = [...list.children].filter((item) => Number(item.dataset.id) > kept(name));
  if (!fresh.length) return;
  kept(name, Math.max(...fresh.map((item) => item.dataset.id)));
  document.querySelector("#heard").textContent = [`${room.dataset.words}:`, ...fresh.reverse().map((item) => item.lastElementChild.textContent)].join(" ");
}

function show(messages) {
  const ids = (items) => items.join();
  if (ids(messages.map(({ id }) => id)) === ids([...list.children].map((item) => item.dataset.id))) return;
  list.replaceChildren(...messages.map(({ id, time, text }) => {
    const item = document.createElement("li");
    item.dataset.id = id;
    item.append(Object.assign(document.createElement("b"), { textContent: time }), " ", Object.assign(document.createElement("span"), { textContent: text }));
    return item;
  }));
  room.hidden = !messages.length;
  announce();
}

function close(message) {
  const alert = document.querySelector("[data-alert=closed]");
  if (!alert) return;
  if (message) alert.querySelector("[data-message]").textContent = message;
  alert.hidden = false;
}

async function tell() {
  kept("here-at", Date.now());
  const reply = await fetch(room.dataset.url, {
    method: "POST", credentials: "same-origin", body: JSON.stringify({ number: Number(place()?.value ?? place()?.dataset.number ?? 1) }), signal: AbortSignal.timeout(20000),
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value },
  }).catch(() => null);
  const found = await reply?.json().catch(() => null);
  if (reply?.ok && found?.messages) show(found.messages);
  if (reply?.status === 409) return close(found?.message); // and say no more
  setTimeout(tell, EVERY);
}

setTimeout(announce, 500); // once a screen reader knows the status line
const since = Date.now() - kept("here-at"); // going from question to question tells no oftener
setTimeout(tell, since >= 0 && since < EVERY ? EVERY - since : 1000);
