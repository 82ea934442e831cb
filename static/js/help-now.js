// Keeps "open at this minute" true while the page stays open or comes from the copy on the device.
// Says the same as guidance/queries/words.py and cards.py; tests/guidance/test_browser.py compares them.
const CLOSED = 0, UNKNOWN = 1, HOLIDAY = 2, OPEN = 3;
const DAY_MINUTES = 24 * 60;
const COPY_MINUTES = 3;

function position(list, minute) {
  let at = 0;
  while (at + 1 < list.length && list[at + 1][0] <= minute) at += 1;
  return at;
}

const isAlwaysOpen = (turns) => turns.length === 1 && turns[0][1] === OPEN;

export function stateIn(turns, minute, days) {
  const past = minute >= days.at(-1)[0] && !isAlwaysOpen(turns);
  return past ? UNKNOWN : turns[position(turns, minute)][1];
}

export function lineText(turns, minute, days, words) {
  if (isAlwaysOpen(turns)) return words.always;
  if (minute >= days.at(-1)[0]) return words.old;
  const at = position(turns, minute);
  const state = turns[at][1];
  const later = turns[at + 1];
  if (state === OPEN) {
    const soon = later && later[1] === CLOSED && later[0] - minute < DAY_MINUTES;
    return soon ? words.until.replace("%(time)s", later[2]) : words.open;
  }
  if (state !== CLOSED || !later) return { [HOLIDAY]: words.holiday, [UNKNOWN]: words.unknown }[state] ?? words.closed;
  const today = position(days, minute);
  const ahead = later[3] - today;
  const near = ahead > 0 ? words.tomorrow : words.today;
  const day = ahead <= 1 ? near : days[later[3]][ahead < 7 ? 1 : 2];
  const how = { [OPEN]: words.opens, [HOLIDAY]: words.perhaps }[later[1]] ?? words.again;
  return how.replace("%(day)s", day).replace("%(time)s", later[2]);
}

export function groupOf(row, minute, days) {
  const states = row.lines.map((line) => [line.here, stateIn(line.turns, minute, days)]);
  const best = Math.max(...states.map(([, state]) => state));
  if (best === OPEN) return row.first && states.some(([here, state]) => here && state === OPEN) ? "open_now" : "open_other";
  return best === CLOSED ? "closed" : "maybe";
}

function place(item, list, order) {
  // Nobody's focus is pulled away; the row moves at a later minute.
  if (item.parentElement === list || item.contains(document.activeElement)) return;
  list.insertBefore(item, [...list.children].find((other) => order.indexOf(other.id) > order.indexOf(item.id)) ?? null);
}

function start(hours) {
  const order = Object.keys(hours.rows);
  const now = () => Math.floor(Date.now() / 60000) - hours.base;
  const cameFromCopy = "copy" in document.documentElement.dataset || now() >= COPY_MINUTES;
  let timer;

  function refresh() {
    const minute = now();
    for (const [slug, row] of Object.entries(hours.rows)) {
      const item = document.getElementById(slug);
      if (!item?.matches("li")) continue;
      item.querySelectorAll(".help-state").forEach((said, number) => {
        const { turns } = row.lines[number];
        const text = lineText(turns, minute, hours.days, hours.words);
        if (said.textContent !== text) said.textContent = text;
        said.dataset.state = stateIn(turns, minute, hours.days);
      });
      place(item, document.querySelector(`[data-group="${groupOf(row, minute, hours.days)}"] > ul`), order);
    }
    for (const section of document.querySelectorAll("[data-group]")) section.hidden = !section.querySelector("li");
    const alone = cameFromCopy || !navigator.onLine || minute >= DAY_MINUTES;
    document.getElementById("help-copy").hidden = !alone;
    // The copy is made for every age and town: choosing needs the portal.
    for (const choice of document.querySelectorAll(".help-choices")) choice.hidden = alone;
    clearTimeout(timer);
    timer = setTimeout(refresh, 60000 - (Date.now() % 60000));
  }

  refresh();
  for (const news of ["pageshow", "online", "offline"]) window.addEventListener(news, refresh);
  document.addEventListener("visibilitychange", refresh);
}

async function keepOnDevice() {
  try {
    await navigator.serviceWorker.register("/help-now/sw.js", { scope: "/help-now/" });
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ language: document.documentElement.lang });
  } catch {
    // Some browsers keep nothing, as in a private window; the page works without.
  }
}

const held = document.getElementById("help-hours");
if (held) start(JSON.parse(held.textContent));
if (held && navigator.serviceWorker) keepOnDevice();
