// Answers that wait on this device until the server has acknowledged them.
//
// They lie in IndexedDB under [person, attempt, slot, sequence], encrypted (AES-GCM) with a key that the server gives
// to pages of that person only: whoever has the device next can neither read nor send them. Slot 0 is the wish to hand in.
//
// PUT …/slots/<slot> {"sequence", "response", "flagged", "given_at", "sent_at"}, header X-CSRFToken; times by this device's clock
//   200 {"sequence", "saved_at", "answered"} | {"sequence", "late", "message"}: it came after the end and is kept
//   409 {"error": "other_answer", "sequence", "response", "summary"} | {"error": "closed" | …, "message"}
//   401, 403, or a page instead of JSON: signed out. 429, 5xx and no network: tried again. Other 4xx: refused.
// Every changed answer takes the next sequence; a resend keeps its number, so that repeats are harmless.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const meta = document.querySelector("meta[name=desk]");
export const person = Number(meta?.content);

const ready = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = request.onblocked = () => reject(request.error);
});

class Drawer {
  constructor(base, key, store) { Object.assign(this, { base, key, store }); }

  #do(work, mode = "readwrite") {
    const transaction = this.base.transaction(this.store, mode, { durability: "strict" });
    const request = work(transaction.objectStore(this.store));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(request.error ?? transaction.error);
    });
  }

  /** Lay a value into the drawer; with `isNew` it fails where something lies there. Gone: a key that it takes the place of. */
  async put(key, value, isNew = false, gone = null) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const extra = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(key.join()) };
    const data = await crypto.subtle.encrypt(extra, this.key, new TextEncoder().encode(JSON.stringify(value)));
    await this.#do((store) => {
      if (gone) store.delete(gone);
      return isNew ? store.add({ iv, data }, key) : store.put({ iv, data }, key);
    });
  }

  async get(key) {
    const { iv, data } = await this.#do((store) => store.get(key), "readonly");
    const extra = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(key.join()) };
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(extra, this.key, data)));
  }

  /** The keys of this person that begin with these numbers, in order. */
  keys(...first) { return this.#do((store) => store.getAllKeys(IDBKeyRange.bound([person, ...first], [person, ...first, []])), "readonly"); }
  remove(key) { return this.#do((store) => store.delete(key)); }

  async all(...first) {
    const found = [];
    for (const key of await this.keys(...first)) {
      // What cannot be read, since the school has another key now, stays where it is.
      const value = await this.get(key).catch(() => null);
      if (value) found.push({ ...value, key });
    }
    return found;
  }
}

/** The two drawers, or null where this browser keeps nothing: storage blocked, or no encryption without HTTPS. */
export const desk = (async () => {
  try {
    const key = await crypto.subtle.importKey("raw", bytes(meta.dataset.lock), "AES-GCM", false, ["encrypt", "decrypt"]);
    const opening = indexedDB.open("desk", 1);
    opening.onupgradeneeded = () => ["waiting", "sheets"].forEach((name) => opening.result.createObjectStore(name));
    const base = await ready(opening);
    return { waiting: new Drawer(base, key, "waiting"), sheets: new Drawer(base, key, "sheets") };
  } catch {
    return null;
  }
})();

/** The token of this page, and a fresh one after signing in again: for the same person only. */
export const token = {
  get value() { return document.querySelector("meta[name=csrf-token]")?.content ?? ""; },
  set value(fresh) {
    document.querySelector("meta[name=csrf-token]").content = fresh;
    for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = fresh;
  },
  async renew() {
    const reply = await fetch("/session", { headers: { "Content-Type": "application/json" }, signal: AbortSignal.timeout(20000) });
    const found = await reply.json().catch(() => null);
    if (!reply.ok || found?.person !== person || found.token === this.value) return false;
    this.value = found.token;
    return true;
  },
};

/** Send one entry; what became of it, as [state, reply]: saved, late, closed, other, signin, waiting or refused. */
export async function send({ url, body, given_at }, isSecondTry = false) {
  try {
    const response = await fetch(url, {
      method: body.kept ? "POST" : "PUT", keepalive: true, credentials: "same-origin", signal: AbortSignal.timeout(20000),
      body: JSON.stringify({ ...body, given_at, sent_at: Date.now() }),
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token.value },
    });
    const result = await outcome(response);
    const isRenewed = [400, 401, 403].includes(response.status) && !isSecondTry && await token.renew();
    return isRenewed ? send({ url, body, given_at }, true) : result;
  } catch {
    return ["waiting", { isNetwork: true }];
  }
}

async function outcome(response) {
  const reply = await response.json().catch(() => null);
  if (response.ok) return reply?.sequence || reply?.handed_in ? [reply.late ? "late" : "saved", reply] : ["signin"]; // a sign-in page
  if (response.status === 409 && reply?.error === "other_answer") return ["other", reply];
  if (response.status === 409 && reply?.error === "closed") return ["closed", reply];
  if (response.status === 401 || response.status === 403 || reply?.error === "csrf") return ["signin"];
  return response.status >= 500 || [408, 429].includes(response.status) ? ["waiting", reply] : ["refused", reply];
}

/** Send what waits, the wishes to hand in last. Returns how much was sent, how much waits, and where something is stuck. */
export async function sendAll(isOurs = () => true) {
  const drawers = await desk;
  const found = { sent: 0, waiting: 0, stuck: [] };
  const entries = ((await drawers?.waiting.all()) ?? []).filter(isOurs).sort((a, b) => (a.key[2] === 0) - (b.key[2] === 0));
  for (const entry of entries) {
    const isHandIn = entry.key[2] === 0;
    const [state] = isHandIn && (found.waiting || found.stuck.length) ? ["waiting"] : await send(entry);
    if (["saved", "late", "closed"].includes(state)) {
      await drawers.waiting.remove(entry.key);
      found.sent += 1;
    } else if (["other", "refused"].includes(state)) found.stuck.push(entry);
    else found.waiting += 1;
    if (["signin", "waiting"].includes(state) && !isHandIn) { // the rest would fare no better
      found.waiting = entries.length - found.sent - found.stuck.length;
      break;
    }
  }
  return found;
}
