// Signing in again without leaving the question page; fetched when it is wanted. The same person may go on; another is
// refused kindly. The person and the token are those of the page (outbox.js).

const dialog = document.querySelector("#again");
const form = dialog.querySelector("form");
const wrong = form.querySelector("[data-wrong]");
let here;
let signedIn;

/** Open the dialog for { person, token }; `then` is called once that person has signed in. */
export function signInAgain(page, then) {
  here = page;
  signedIn = then;
  wrong.textContent = "";
  dialog.showModal();
  form.elements.password.focus();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const sent = { username: form.elements.username.value, password: form.elements.password.value, person: here.person };
  try {
    const response = await fetch("/sign-in/again", {
      method: "POST", body: JSON.stringify(sent), headers: { "Content-Type": "application/json", Accept: "application/json" },
    });
    const reply = await response.json();
    form.elements.password.value = "";
    if (!response.ok) wrong.textContent = reply.message;
    else {
      here.token.value = reply.token;
      dialog.close();
      signedIn();
    }
  } catch {
    wrong.textContent = form.dataset.offline;
  }
});
form.querySelector("[data-not-now]").addEventListener("click", () => dialog.close());
