// Ordering questions: Up and Down move in place. Without this script the same buttons post the form.
const root = document.querySelector(".ordering");
const list = root.querySelector(".order");
const response = root.querySelector("[name=response]");
const touched = root.querySelector("[name=touched]");

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
  const spoken = `${row.querySelector(".text").textContent.trim()}: ${row.querySelector(".place").textContent}`;
  document.querySelector("#announce").textContent = spoken;
  changed();
};

root.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move],[name=keep]");
  if (!button) return;
  event.preventDefault();
  if (button.dataset.move) move(button);
  else {
    changed();
    document.querySelector("#next").focus(); // the pressed button is gone
  }
});
