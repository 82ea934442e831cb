// The outline of a course: with a mouse, its parts are dragged to where they belong. The buttons do the same without one.
let held = null;

function wipe() {
  for (const one of document.querySelectorAll(".set-before, .set-after")) one.classList.remove("set-before", "set-after");
}

function side(row, event) {
  const box = row.getBoundingClientRect();
  return event.clientY < box.top + box.height / 2 ? "before" : "after";
}

function send(form, facts) {
  for (const [name, value] of Object.entries(facts)) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    form.append(field);
  }
  form.submit();
}

for (const form of document.querySelectorAll("form.move")) {
  const what = form.elements.what.value;
  const row = form.closest(what === "module" ? "section" : "li");
  const grip = Object.assign(document.createElement("span"), { className: "grip", draggable: true });
  grip.setAttribute("aria-hidden", "true");
  form.before(grip);
  grip.addEventListener("dragstart", (event) => {
    held = { form, row, what };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(row, 0, 0);
  });
  grip.addEventListener("dragend", () => { held = null; wipe(); });
  const fits = () => held && held.what === what && held.row !== row;
  row.addEventListener("dragover", (event) => {
    if (!fits()) return;
    event.preventDefault();
    wipe();
    row.classList.add(`set-${side(row, event)}`);
  });
  row.addEventListener("drop", (event) => {
    if (!fits()) return;
    event.preventDefault();
    send(held.form, { do: side(row, event), place: form.elements.key.value });
  });
}
