// What every page has. All of it works without this file too; here it becomes quicker.

// On a shared device leaving in a hurry and signing out forget what was being written (write.js keeps it until then).
function forgetDrafts() {
  dispatchEvent(new Event("portal:forget"));
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("draft:")) localStorage.removeItem(key);
  } catch { /* storage is switched off: nothing was kept */ }
}
for (const form of document.querySelectorAll('form[action="/accounts/logout/"]')) form.addEventListener("submit", forgetDrafts);

// Leave this page: at once, and the back button does not lead here again. Esc twice does the same.
const leave = document.querySelector(".leave");
function go(event) {
  event?.preventDefault();
  document.documentElement.hidden = true;
  forgetDrafts();
  location.replace(leave.href);
}
leave.title = leave.dataset.hint;
leave.addEventListener("click", go);
let escaped = -Infinity;
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (event.timeStamp - escaped < 600) go();
  escaped = event.timeStamp;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  }
});

// An open menu closes when the reader turns to something else.
addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// Colours change without loading the page again.
document.querySelector(".theme").addEventListener("submit", (event) => {
  const { submitter, currentTarget: form } = event;
  event.preventDefault();
  fetch(form.action, { method: "POST", body: new FormData(form, submitter), redirect: "manual" });
  if (submitter.value) document.documentElement.dataset.theme = submitter.value;
  else delete document.documentElement.dataset.theme;
  for (const button of form.querySelectorAll("button")) button.ariaPressed = String(button === submitter);
});

// A text area with a limit tells how much is left, once it is running out.
addEventListener("input", ({ target }) => {
  const limit = document.getElementById(`${target.id}_limit`);
  if (!limit) return;
  limit.dataset.said ??= limit.textContent;
  const left = limit.dataset.limit - [...target.value.replaceAll("\n", "\r\n")].length;
  limit.textContent = left < 200 ? `${limit.dataset.said} (${left})` : limit.dataset.said;
  limit.classList.toggle("over", left < 0);
});
