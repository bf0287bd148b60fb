// Flashcards: show the answer in place, and the keys Space, 1, 2 and Z. Without this script the link and the forms do the same.
const back = document.querySelector("#back");
const reveal = document.querySelector("#reveal");
const rate = document.querySelector("#rate");
const undo = document.querySelector("#undo");

const show = () => {
  back.hidden = false;
  rate.hidden = false;
  reveal.hidden = true;
  back.focus(); // so that a screen reader reads the answer next
  back.scrollIntoView({ block: "nearest" });
};

reveal.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show();
});

const press = (rating) => rate.querySelector(`[value=${rating}]`).click();
document.addEventListener("shortcut", (event) => {
  const { key, target } = event.detail;
  const onControl = target.closest?.("button,summary,input,a:not(#reveal)");
  if (key === " " && back.hidden && !onControl) show();
  else if (key === "1" && !back.hidden) press("again");
  else if (key === "2" && !back.hidden) press("good");
  else if (key.toLowerCase() === "z" && undo) undo.querySelector("button").click();
  else return;
  event.preventDefault();
});
