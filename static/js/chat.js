// A theme chat, live: asks what changed after the number it knows, and puts it in its place. One answer carries new
// messages, hidden ones and those let through alike. Without this file the page works by loading it again.
const room = document.querySelector("[data-chat]");
const list = room.querySelector("[data-messages]");
const news = room.querySelector("[data-news]");
const form = room.querySelector("[data-say]");
const care = room.querySelector("[data-care]");
const hosts = "host" in room.dataset;
const opens = Date.parse(room.dataset.opens);
const live = { headers: { Live: "1" }, redirect: "manual" };
let known = Number(room.dataset.known), again = Number(room.dataset.again);
let timer = 0, misses = 0, quietSince = Date.now(), asking = false;

// --- showing

function show(state) {
  if (state === "out") return location.reload();
  if (!state || state === room.dataset.state) return;
  room.dataset.state = state;
  for (const part of room.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(state);
  // The tools of hosts, and why a chat has closed, are told by the page itself.
  if (state === "closed" || hosts) reloadWhenNothingIsTyped();
}

function reloadWhenNothingIsTyped() {
  if (!form?.body.value.trim() && !room.contains(document.querySelector("details.menu[open]"))) location.reload();
}

function put(html) {
  const bottom = document.documentElement;
  const follows = bottom.scrollHeight - bottom.scrollTop - innerHeight < 160;
  const part = document.createElement("template");
  part.innerHTML = html;
  const added = [];
  for (const message of [...part.content.children]) {
    const old = document.getElementById(message.id);
    // What was read aloud of it may be what a host has hidden.
    if (old) news.textContent = "";
    if (old?.dataset.place === message.dataset.place) { swap(old, message); continue; }
    old?.remove();
    const place = Number(message.dataset.place);
    const before = [...list.children].reverse().find((other) => Number(other.dataset.place) < place);
    if (before) before.after(message); else list.prepend(message);
    if (!message.matches(".say-mine, .say-folded")) added.push(message);
  }
  if (added.length) announce(added);
  if (added.length || follows) quietSince = Date.now();
  if (follows && !care.contains(document.activeElement)) list.lastElementChild?.scrollIntoView({ block: "center" });
}

// A message drawn anew in its place; the keyboard stays where it was.
function swap(old, message) {
  const held = old.contains(document.activeElement);
  old.replaceWith(message);
  if (held) message.querySelector("summary")?.focus();
}

function redraw(html) {
  const part = document.createElement("template");
  part.innerHTML = html;
  for (const message of [...part.content.children]) {
    const old = document.getElementById(message.id);
    if (old) swap(old, message);
  }
  news.textContent = "";
}

// One message is read aloud; of many only how many, so that a lively chat does not drown the reader.
function announce(added) {
  const text = added[0].querySelector(".say-text")?.textContent ?? "";
  news.textContent = added.length === 1
    ? `${news.dataset.one}, ${added[0].querySelector("b").textContent}: ${text.slice(0, 200)}`
    : `${news.dataset.many} ${added.length}`;
}

// --- asking

// As the server says while there is talk; slower when nobody has spoken for a while, when the page is hidden, and
// the more the longer nobody answers. A little chance keeps a crowd from asking at one moment.
function pause() {
  let wait = again;
  const state = room.dataset.state;
  if (misses) wait = Math.min(1000 * 2 ** misses, 60_000);
  else if (document.hidden) wait = 30_000;
  else if (state === "closed") wait = 60_000;
  else if (state === "planned") wait = opens - Date.now() > 60_000 ? 15_000 : 3_000;
  else if (Date.now() - quietSince > 60_000) wait = Math.max(3 * again, 3_000);
  return wait * (0.9 + 0.2 * Math.random());
}

function later() {
  clearTimeout(timer);
  if (!("past" in room.dataset)) timer = setTimeout(ask, pause());
}

async function ask() {
  if (asking) return;
  asking = true;
  clearTimeout(timer);
  try {
    const answer = await fetch(`${room.dataset.chat}messages/?after=${known}`, live);
    // Signed out, say: the page itself knows where to send the reader.
    if (answer.type === "opaqueredirect" || answer.status === 404) return location.reload();
    if (!answer.ok) throw new Error(answer.status);
    misses = 0;
    if (answer.status === 200) put(await answer.text());
    known = Math.max(known, Number(answer.headers.get("Chat-Known")));
    again = Number(answer.headers.get("Chat-Again")) || again;
    show(answer.headers.get("Chat-State"));
  } catch {
    misses += 1;
  } finally {
    asking = false;
    later();
  }
}

// --- saying: what did not arrive is sent again under the same key, so nothing is said twice and nothing is lost

const refused = form?.querySelector("[data-refused]");

function refuse(text) {
  refused.textContent = text;
  refused.hidden = !text;
  if (text) form.body.setAttribute("aria-invalid", "true"); else form.body.removeAttribute("aria-invalid");
}

async function send(body) {
  for (let tries = 0; tries < 6; tries += 1) {
    try {
      const answer = await fetch(form.action, { method: "POST", body, ...live });
      if (answer.status < 500) return answer;
    } catch { /* the net is away for a moment */ }
    await new Promise((done) => { setTimeout(done, 1000 * 2 ** tries); });
  }
  return null;
}

form?.addEventListener("submit", async (event) => {
  if (form.dataset.sending) return event.preventDefault();
  event.preventDefault();
  form.dataset.sending = "1";
  form.body.readOnly = true;
  const answer = await send(new FormData(form));
  delete form.dataset.sending;
  form.body.readOnly = false;
  if (answer?.status === 422) {
    // A warning is given once: sent again it is meant so.
    form.anyway.value = answer.headers.get("Chat-Anyway") ?? "";
    return refuse(await answer.text());
  }
  // Anything else the page itself explains, with what was typed in it.
  if (!answer || answer.status !== 204) return form.submit();
  refuse("");
  form.body.value = form.anyway.value = "";
  form.once.value = crypto.randomUUID();
  care.hidden = !answer.headers.has("Chat-Care");
  if (!care.hidden) care.focus(); else form.body.focus();
  return ask();
});
form?.body.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches) return;
  event.preventDefault();
  form.requestSubmit();
});

// What is done with a message happens in place; pages with more questions open as pages.
document.getElementById("act").addEventListener("submit", async (event) => {
  const { submitter } = event;
  if (!submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  const menu = submitter.closest("details.menu");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  const answer = await fetch(submitter.formAction, { method: "POST", body: new FormData(event.target, submitter), ...live });
  if (answer.status === 200) redraw(await answer.text());
  ask();
});

// --- a host is there while the page is in front of them

async function present() {
  if (document.hidden) return;
  const body = new FormData(document.getElementById("act"));
  const answer = await fetch(`${room.dataset.chat}present/`, { method: "POST", body, ...live }).catch(() => null);
  show(answer?.headers.get("Chat-State"));
}
if (hosts) {
  setInterval(present, 30_000);
  document.addEventListener("visibilitychange", present);
  if (opens > Date.now()) setTimeout(present, Math.min(opens - Date.now() + 500, 2 ** 31 - 1));
  present();
}

// --- how long still

const countdown = room.querySelector("[data-countdown]");
const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
const lead = countdown.textContent.trim();
function count() {
  const left = opens - Date.now();
  if (left <= 0) countdown.textContent = countdown.dataset.late;
  else if (left < 3_600_000) countdown.textContent = `${countdown.dataset.opens} ${words.format(Math.max(Math.ceil(left / 60_000), 1), "minute")}.`;
  else countdown.textContent = lead;
}
setInterval(count, 20_000);
count();

document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
addEventListener("online", ask);
later();
