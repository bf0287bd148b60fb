// Ordering questions: Up and Down move in place. Without this script the same buttons post the form.
// A preview shows several at once, and none of what a student's page has around them.
const say = (words) => { const line = document.querySelector("#announce"); if (line) line.textContent = words; };

const install = (root) => {
  const list = root.querySelector(".order");
  const response = root.querySelector("[name^=response]");
  const touched = root.querySelector("[name^=touched]");

  const renumber = () => {
    const rows = [...list.children];
    rows.forEach((row, place) => {
      row.querySelector(".place").textContent = place + 1;
      for (const button of row.querySelectorAll("[data-move]")) {
        button.value = `${place}:${button.dataset.move}`;
        button.disabled = button.dataset.move === "up" ? place === 0 : place === rows.length - 1;
      }
    });
    response.value = rows.map((row) => row.dataset.index).join(",");
  };

  const changed = () => {
    touched.value = "1";
    const keep = root.querySelector(".keep");
    if (keep) keep.hidden = true;
    response.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const move = (button) => {
    const row = button.closest("li");
    if (button.dataset.move === "up") row.previousElementSibling?.before(row);
    else row.nextElementSibling?.after(row);
    renumber();
    list.querySelector(".moved")?.classList.remove("moved");
    row.classList.add("moved");
    // Focus stays on the button that was pressed, or on its neighbor when the row has come to an end.
    (button.disabled ? row.querySelector("[data-move]:enabled") : button).focus();
    say(`${row.querySelector(".text").textContent.trim()}: ${row.querySelector(".place").textContent}`);
    changed();
  };

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move],[name^=keep]");
    if (!button) return;
    event.preventDefault();
    if (button.dataset.move) move(button);
    else {
      changed();
      document.querySelector("#next")?.focus(); // the pressed button is gone
    }
  });
};

document.querySelectorAll(".ordering").forEach(install);
// A question that is shown later, in a page without a network.
document.addEventListener("ordering", (event) => install(event.detail.querySelector(".ordering")));
