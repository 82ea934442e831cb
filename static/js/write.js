// Writing: what is typed survives a lost session or a closed tab, on this device only and for a week at most.
// The key holds the id of the place written in, never anything of the text; another person never sees it.
const PREFIX = "draft:";
const WEEK = 7 * 24 * 3600 * 1000;
const root = document.querySelector("[data-drafts]");
const owner = root ? root.dataset.drafts : "";
const form = document.querySelector("form[data-draft]");

function stored(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function sweep() {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    const draft = stored(key);
    if (!draft || draft.owner !== owner || Date.now() - draft.at > WEEK) localStorage.removeItem(key);
  }
}

function fields() {
  return [...form.querySelectorAll("textarea, input[type=text]")];
}

function drafts() {
  const key = PREFIX + form.dataset.draft;
  const offer = form.querySelector("[data-draft-offer]");
  const draft = stored(key);
  const typed = () => Object.fromEntries(fields().map((field) => [field.name, field.value]));
  const opened = JSON.stringify(typed());
  const differs = draft && fields().some((field) => (draft.texts[field.name] ?? "") !== field.value);
  // After an error the form itself brings back what was typed.
  if (differs && !form.querySelector("[aria-invalid=true]")) {
    offer.hidden = false;
    offer.querySelector("[data-draft-restore]").addEventListener("click", () => {
      for (const field of fields()) if (field.name in draft.texts) field.value = draft.texts[field.name];
      offer.hidden = true;
      fields().at(-1).focus();
    });
    offer.querySelector("[data-draft-forget]").addEventListener("click", () => {
      localStorage.removeItem(key);
      offer.hidden = true;
    });
  }
  let waiting = 0;
  let forgotten = false;
  addEventListener("portal:forget", () => { forgotten = true; });
  const keep = () => {
    clearTimeout(waiting);
    if (forgotten) return;
    const texts = typed();
    if (JSON.stringify(texts) === opened) return;
    if (Object.values(texts).every((text) => !text.trim())) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ owner, at: Date.now(), texts }));
  };
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, 400); });
  form.addEventListener("submit", keep);
  addEventListener("pagehide", keep);
}

// Storage can be switched off or full; writing works without it.
try {
  const sent = document.querySelector("[data-sent]")?.dataset.sent;
  if (sent) localStorage.removeItem(PREFIX + sent);
  sweep();
  if (form) drafts();
} catch { /* no drafts then */ }

// How far the reader has come: told once the page has really been in front of somebody for a moment.
const seen = document.querySelector("[data-read]");
if (seen) {
  const tell = () => {
    if (document.visibilityState !== "visible") return;
    document.removeEventListener("visibilitychange", tell);
    setTimeout(() => {
      const body = new FormData(document.getElementById("act"));
      body.set("position", seen.dataset.position);
      fetch(`/communities/threads/${seen.dataset.read}/read/`, { method: "POST", body, keepalive: true }).catch(() => {});
    }, 1500);
  };
  document.addEventListener("visibilitychange", tell);
  tell();
}
