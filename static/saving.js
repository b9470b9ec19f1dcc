// Saves what is being written, and says how that goes. Without this file the buttons do it. Nothing is kept in the browser.
const line = document.querySelector("[data-autosave]");
if (line) saveWhileWriting(line.closest("form"), line);

function saveWhileWriting(form, line) {
  const REST = 2000, AT_MOST = 5000, WARNING = 5 * 60, WAIT = 15000;
  // What the browser still sends when the page is left (fetch, keepalive).
  const LAST_WORDS = 60000;
  const words = line.dataset, aloud = form.querySelector("[data-said]");
  const page = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  let step = Date.now(), heard = Date.now();
  let kept = text(), sent = null, flight = null, due = 0, since = 0, tries = 0, failing = false, spoken = false;

  function fields() { return new URLSearchParams(new FormData(form)); }

  /** What is written, without what the form says of itself. */
  function text() {
    const all = fields();
    for (const ours of ["version", "op", "aside"]) all.delete(ours);
    return all.toString();
  }

  function say(sentence, loud, link) {
    line.textContent = sentence;
    if (link) {
      const to = document.createElement("a");
      [to.href, to.textContent] = link;
      to.target = "_blank";
      line.append(" ", to);
    }
    if (loud) aloud.textContent = sentence;
  }

  function plan(wait) {
    clearTimeout(due);
    due = setTimeout(save, wait);
  }

  function changed() {
    if (text() === kept) return;
    since ||= Date.now();
    if (!failing) say(words.unsaved, false);
    if (tries < 2) plan(Math.max(0, Math.min(REST, since + AT_MOST - Date.now())));
  }

  /** Whether the service has the words: as a version, or put aside. */
  async function save({ leaving = false, anyhow = false } = {}) {
    const now = text();
    if (now === kept && !anyhow) return true;
    if (flight && leaving && now === sent) return false;
    if (flight && !leaving) {
      await flight;
      return save({ anyhow });
    }
    clearTimeout(due);
    // The same words are the same save, however often they are sent; newer ones count, whichever arrives first.
    if (now !== sent || anyhow) step += 1;
    [sent, since] = [now, 0];
    const body = fields();
    body.set("version", form.elements.version.value);
    body.set("op", `${page}_${step}`);
    body.set("do", "save");
    if (!failing) say(words.saving, false);
    const sending = send(body, now);
    flight = sending;
    const answered = await sending;
    if (flight === sending) flight = null;
    return answered;
  }

  async function send(body, now) {
    try {
      const answer = await fetch(words.autosave, {
        method: "POST", body, headers: { Accept: "application/json" }, redirect: "error",
        keepalive: body.toString().length < LAST_WORDS, signal: AbortSignal.timeout(WAIT),
      });
      return became(answer.status, await answer.json(), now);
    } catch {
      return failed(words.unknown);
    }
  }

  function became(status, told, now) {
    if (status === 401) return failed(words.out, [words.signIn, words.signInWord]);
    if (status >= 500 || status === 408 || status === 429) return failed(told.unsaved ? words.failed : words.unknown);
    heard = Date.now();
    tries = 0;
    if (status === 200) {
      form.elements.version.value = told.version;
      kept = now;
      say(told.said, failing || !spoken, told.link);
      [spoken, failing] = [true, false];
    } else {
      // Refused: the same words will not be taken in another time, new ones may be.
      if (told.kept) kept = now;
      failing = !told.kept;
      say(told.kept ? told.said : `${words.not} ${told.said}`, true, told.link);
    }
    if (text() !== now) changed();
    return status === 200 || Boolean(told.kept);
  }

  function failed(sentence, link) {
    if (!failing || line.firstChild?.data !== sentence) say(sentence, true, link);
    failing = true;
    tries += 1;
    plan(Math.min(30000, 1000 * 2 ** Math.min(tries, 5)));
    return false;
  }

  // A button leaves the page only when the service has the words: until then they stay where they were written.
  let going = false, asked = false;
  form.addEventListener("submit", async (event) => {
    if (!going) {
      event.preventDefault();
      if (asked) return;
      asked = true;
      going = await save({ anyhow: true });
      asked = false;
      if (going) form.requestSubmit(event.submitter);
      return;
    }
    going = false;
    clearTimeout(due);
    step += 1;
    form.elements.op.value = `${page}_${step}`;
    kept = text();
  });
  // How much room a field has left, from three quarters on.
  function room(field) {
    const long = [...field.value].length, most = Number(words.limit);
    const shown = field.parentElement.querySelector("[data-room]");
    if (long < most * 0.75) return shown?.remove();
    const said = shown ?? field.parentElement.appendChild(Object.assign(document.createElement("span"), { className: "hint" }));
    said.dataset.room = "";
    const number = (n) => n.toLocaleString(document.documentElement.lang);
    said.textContent = words.room.replace("%n", number(long)).replace("%m", number(most));
    if (!shown) aloud.textContent = said.textContent;
  }
  form.querySelectorAll("textarea").forEach(room);

  form.addEventListener("input", changed);
  form.addEventListener("input", ({ target }) => { if (target.matches("textarea")) room(target); });
  form.addEventListener("change", () => save());
  form.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      save({ anyhow: true });
    }
  });
  addEventListener("online", () => save());
  // Whoever comes back may have signed in elsewhere meanwhile.
  addEventListener("focus", () => { if (failing) save(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save({ leaving: true }); else if (failing) save(); });
  addEventListener("pagehide", () => save({ leaving: true }));
  addEventListener("beforeunload", (event) => {
    if (text() !== kept && (failing || text().length >= LAST_WORDS)) event.preventDefault();
  });

  // Some minutes before the session ends because nothing was heard of her. What she does is heard; that she looks is not.
  const stay = document.createElement("button");
  Object.assign(stay, { type: "button", className: "linkbtn", textContent: words.stay });
  stay.addEventListener("click", () => save({ anyhow: true }));
  let stage = 0;
  setInterval(() => {
    const left = words.idle - (Date.now() - heard) / 1000;
    const next = left <= 0 ? 2 : left <= WARNING ? 1 : 0;
    if (next === stage) return;
    stage = next;
    if (stage && !failing) say(stage === 1 ? words.soon : words.gone, true);
    if (stage === 1) line.append(" ", stay);
  }, 1000);
}
