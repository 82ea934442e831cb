// For shared devices: loaded where somebody signs out or leaves in a hurry, it forgets every draft on this device.
function forgetDrafts() {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("draft:")) localStorage.removeItem(key);
  } catch { /* storage is switched off: nothing was kept */ }
}

for (const form of document.querySelectorAll('form[action="/accounts/logout/"]')) form.addEventListener("submit", forgetDrafts);
for (const link of document.querySelectorAll("a.leave")) link.addEventListener("click", forgetDrafts);
