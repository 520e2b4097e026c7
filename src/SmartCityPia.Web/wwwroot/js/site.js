// Everything works without this file. It only makes some things pleasanter.

// Errors and conflicts are read first.
document.querySelector("[data-focus]")?.focus();

// How much room is left in a long answer, said only when it gets scarce.
for (const area of document.querySelectorAll("textarea[data-limit]")) {
  const limit = Number(area.dataset.limit);
  const counter = document.createElement("p");
  counter.className = "counter";
  counter.setAttribute("aria-live", "polite");
  area.after(counter);
  const count = () => {
    const left = limit - area.value.length;
    counter.textContent = left < limit / 5 ? area.dataset.limitText.replace("{0}", left) : "";
  };
  area.addEventListener("input", count);
  count();
}

// Long lists of ticks and long selects can be searched by typing.
const matches = (text, words) => words.every(word => text.includes(word));
const wordsOf = text => text.toLocaleLowerCase().split(/\s+/).filter(Boolean);

for (const list of document.querySelectorAll("[data-filter]")) {
  const input = document.createElement("input");
  input.type = "search";
  input.className = "filter";
  input.setAttribute("aria-label", list.dataset.filter);
  input.placeholder = list.dataset.filter;
  list.before(input);
  input.addEventListener("input", () => {
    const words = wordsOf(input.value);
    for (const choice of list.querySelectorAll(".choice"))
      choice.hidden = !matches(choice.textContent.toLocaleLowerCase(), words) && !choice.querySelector("input").checked;
  });
  input.addEventListener("keydown", event => { if (event.key === "Enter") event.preventDefault(); });
}

for (const select of document.querySelectorAll("select[data-search]")) {
  const options = [...select.querySelectorAll("option")];
  const input = document.createElement("input");
  input.type = "search";
  input.className = "filter";
  input.setAttribute("aria-label", select.dataset.search);
  input.placeholder = select.dataset.search;
  select.before(input);
  input.addEventListener("input", () => {
    const words = wordsOf(input.value);
    for (const option of options)
      option.hidden = option.value !== "" && !option.selected && !matches((option.textContent + " " + (option.parentElement.label ?? "")).toLocaleLowerCase(), words);
  });
  input.addEventListener("keydown", event => { if (event.key === "Enter") event.preventDefault(); });
}

// The server says in a cookie which form it took. Only then is the copy of what was typed in it given up: a connection may break, and a
// proxy may answer in the server's place.
const taken = document.cookie.split("; ").find(c => c.startsWith("pia-taken="));
if (taken) {
  const path = decodeURIComponent(taken.slice("pia-taken=".length));
  document.cookie = "pia-taken=; Max-Age=0; Path=/; SameSite=Strict";
  for (const key of Object.keys(localStorage).filter(k => k.startsWith("kept:") && k.endsWith(`:${path}`))) localStorage.removeItem(key);
}

// What is typed and not yet saved survives leaving the page and closing the tab, until it is saved, thrown away or older than a session.
const oldest = Date.now() - 12 * 3600 * 1000;
for (const key of Object.keys(localStorage).filter(k => k.startsWith("kept:"))) {
  const { at } = JSON.parse(localStorage.getItem(key));
  if (!(at > oldest)) localStorage.removeItem(key);
}
const form = document.querySelector("form[data-keep]");
if (form) {
  // Named after the person too: somebody else at the same machine is not offered it.
  const key = `kept:${form.dataset.keepFor}:${location.pathname}`;
  const fields = () => [...form.elements].filter(e => e.name && e.type !== "hidden" && e.type !== "submit" && e.type !== "password" && e.type !== "file" && e.autocomplete !== "one-time-code");
  const read = () => fields().map(e => [e.name, e.value, e.type === "checkbox" || e.type === "radio" ? e.checked : null]);
  const before = JSON.stringify(read());
  const kept = localStorage.getItem(key) && JSON.stringify(JSON.parse(localStorage.getItem(key)).values);
  if (kept && kept !== before && !document.querySelector("[data-focus]")) {
    const offer = document.createElement("p");
    offer.className = "notice";
    offer.setAttribute("role", "status");
    const [text, restore, drop] = form.dataset.keep.split("|");
    offer.append(text + " ");
    const button = (label, action) => {
      const b = document.createElement("button");
      b.type = "button";
      b.className = "button-quiet";
      b.textContent = label;
      b.addEventListener("click", () => { action(); offer.remove(); });
      offer.append(b, " ");
    };
    button(restore, () => {
      const values = JSON.parse(kept);
      fields().forEach((e, i) => {
        if (values[i]?.[0] !== e.name) return;
        // What was added on the way and comes back chosen stays so.
        if (e.localName === "select" && values[i][1] === "") return;
        if (values[i][2] === null) e.value = values[i][1]; else e.checked = values[i][2];
        e.dispatchEvent(new Event("input", { bubbles: true }));
      });
    });
    button(drop, () => localStorage.removeItem(key));
    form.before(offer);
  }
  form.addEventListener("input", () => localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: read() })));
}

// Signing out leaves nothing behind.
document.querySelector(".site-me")?.addEventListener("submit", () => localStorage.clear());

// Work that takes over a second: the bar moves, and its end leads to the result.
for (const bar of document.querySelectorAll("[data-progress]")) {
  const look = async () => {
    const answer = await fetch(bar.dataset.progress, { headers: { accept: "application/json" } }).then(r => (r.ok ? r.json() : null), () => null);
    if (answer?.finished) { location.replace(bar.dataset.done); return; }
    if (answer) {
      const progress = bar.querySelector("progress");
      progress.max = Math.max(1, answer.of);
      progress.value = answer.done;
      if (answer.said) bar.querySelector("[role=status]").textContent = answer.said;
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 500);
}

// Passkeys: the browser asks the device when the form is sent. Without this, the way is password and code.
if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const part of document.querySelectorAll("[data-needs-passkeys]"))
    part.hidden = false;
  for (const form of new Set([...document.querySelectorAll("[data-passkey-get], [data-passkey-create]")].map(input => input.form))) {
    const [got, made] = ["get", "create"].map(kind => form.querySelector(`[data-passkey-${kind}]`));
    const isTyped = () => [...form.querySelectorAll("input[type=password]")].some(input => input.value);
    form.addEventListener("submit", async event => {
      const asks = got && !got.value && !isTyped();
      const makes = made && !made.value && event.submitter?.hasAttribute("data-passkey-creates");
      if (!asks && !makes)
        return;
      event.preventDefault();
      try {
        if (asks)
          got.value = JSON.stringify(await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(got.dataset.passkeyGet)) }));
        if (makes)
          made.value = JSON.stringify(await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(made.dataset.passkeyCreate)) }));
        form.requestSubmit(event.submitter);
      } catch {
        const failed = form.querySelector("[data-passkey-failed]");
        if (failed)
          failed.hidden = false;
      }
    });
  }
}

// One key leads to the search, another shows which keys there are: not while somebody types, and not for those who switched them off.
const keys = document.getElementById("keys");
if (keys) {
  const on = document.getElementById("keys-on");
  on.checked = localStorage.getItem("keys") !== "off";
  on.addEventListener("change", () => localStorage.setItem("keys", on.checked ? "on" : "off"));
  document.querySelector("[data-keys]")?.addEventListener("click", event => {
    event.preventDefault();
    keys.showModal();
  });
  document.addEventListener("keydown", event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !on.checked || event.target.closest("input, select, textarea, dialog"))
      return;
    const search = document.getElementById("site-search");
    if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "?") {
      event.preventDefault();
      keys.showModal();
    }
  });
}
