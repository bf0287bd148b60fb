// Sends the answers of one question, and reads them from its fields. Knows no page.
//
// PUT save-url {"sequence", "response", "flagged"}, header X-CSRFToken
//   200 {"sequence", "saved_at", "answered"}
//   409 {"error": "other_answer", "sequence", "response", "summary"} | {"error": "closed", "message"}
//   401, 403, or a page instead of JSON: signed out. 429, 5xx and no network: tried again. Other 4xx: refused.
// Every changed response takes the next sequence; a resend of the same one keeps its number, so repeats are harmless.

const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds between tries

/** Sends the newest content of one slot, one request at a time. Knows no page; tells `tell(state, detail)`. */
export class Saver {
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

/** The token of a page, and a fresh one from the server after signing in again in another tab. */
export const tokenOf = (form) => ({
  value: document.querySelector("meta[name=csrf-token]")?.content ?? "",
  async renew() {
    const page = await fetch(location.href, { credentials: "same-origin" });
    const found = page.ok && (await page.text()).match(/name="csrf-token" content="([^"]+)"/);
    if (!found || found[1] === this.value) return false;
    this.value = form.elements.csrf_token.value = found[1];
    return true;
  },
});

const fieldsOf = (root) => [...root.querySelectorAll("[name^=response]")];
const chosenOf = (root) => fieldsOf(root).filter((field) => field.checked);
const isTouched = (root) => root.querySelector("[name^=touched]").value === "1";
// One field of several: data-part says what it holds, a number, true or false, or else a text.
const PARTS = { number: Number, truth: (value) => value === "true" };
const part = (field) => (field.value.trim() ? (PARTS[field.dataset.part] ?? String)(field.value) : null);
const partsBy = (name, root) => Object.fromEntries(
  fieldsOf(root).map((field) => [field.dataset[name], part(field)]).filter(([, value]) => value !== null));
const READ = {
  single_choice: (root) => (chosenOf(root)[0] ? Number(chosenOf(root)[0].value) : null),
  multiple_choice: (root) => (chosenOf(root).length ? chosenOf(root).map((field) => Number(field.value)) : null),
  true_false: (root) => (chosenOf(root)[0] ? chosenOf(root)[0].value === "true" : null),
  matching: (root) => fieldsOf(root).map(part),
  cloze: (root) => partsBy("gap", root),
  source_comparison: (root) => [...root.querySelectorAll("[data-claim]")].map((claim) => partsBy("source", claim)),
  ordering: (root) => (isTouched(root) ? fieldsOf(root)[0].value.split(",").map(Number) : null),
};
const readText = (root) => (fieldsOf(root)[0].value.trim() ? fieldsOf(root)[0].value : null);

/** The response that the fields inside `root` hold, in the native form with places for numbers; null for none. */
export const responseOf = (kind, root) => (READ[kind] ?? readText)(root);

const textOf = (field) => (field.matches("select") ? field.value && field.selectedOptions[0].textContent : field.value);

/** The response inside `root` in the reader's words; `blank` for none. */
export function summaryOf(kind, root, blank) {
  const hasParts = ["matching", "cloze", "source_comparison"].includes(kind);
  const texts = kind === "ordering" ? [...root.querySelectorAll(".order .text")].map((text) => text.textContent)
    : hasParts ? fieldsOf(root).map(textOf).filter((text) => text.trim())
    : chosenOf(root).map((field) => field.closest("label").lastElementChild.textContent);
  const joined = texts.map((text) => text.trim()).join(kind === "ordering" ? " > " : "; ");
  return joined || (READ[kind] ? "" : readText(root)) || blank;
}
