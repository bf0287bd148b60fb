// Signing in again without leaving the question page. The same person may go on; another is refused kindly.
import { person, token } from "./outbox.js";

const dialog = document.querySelector("#again");
const form = dialog.querySelector("form");
const wrong = form.querySelector("[data-wrong]");
let signedIn;

/** Open the dialog; `then` is called once the person of this page has signed in. */
export function signInAgain(then) {
  signedIn = then;
  wrong.textContent = "";
  dialog.showModal();
  form.elements.password.focus();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const sent = { username: form.elements.username.value, password: form.elements.password.value, person };
  try {
    const response = await fetch("/sign-in/again", {
      method: "POST", body: JSON.stringify(sent), headers: { "Content-Type": "application/json", Accept: "application/json" },
    });
    const reply = await response.json();
    form.elements.password.value = "";
    if (!response.ok) wrong.textContent = reply.message;
    else {
      token.value = reply.token;
      dialog.close();
      signedIn();
    }
  } catch {
    wrong.textContent = form.dataset.offline;
  }
});
form.querySelector("[data-not-now]").addEventListener("click", () => dialog.close());
