import { monthOf } from "./days.mjs";

// One part and one screen at a time.

/**
 * Every element below `root` that a selector names.
 * @param {ParentNode} root
 * @param {string} what
 */
export const all = (root, what) => /** @type {HTMLElement[]} */ (Array.from(root.querySelectorAll(what)));

/**
 * The one element below `root` that a selector names: the page is made with it.
 * @param {ParentNode} root
 * @param {string} what
 */
export const part = (root, what) => /** @type {HTMLElement} */ (root.querySelector(what));

/**
 * The field of a card's number in a form.
 * @param {ParentNode} form
 */
export const codeField = (form) => /** @type {HTMLInputElement} */ (form.querySelector("input.code"));

/** @param {string} id */
export function only(id) {
  all(document, ".part").forEach((one) => {
    one.hidden = one.id !== id;
  });
  const found = /** @type {HTMLElement} */ (document.getElementById(id));
  window.scrollTo(0, 0);
  focus(found);
  return found;
}

/**
 * @param {HTMLElement[]} screens
 * @param {number} at
 */
export function show(screens, at) {
  screens.forEach((screen, place) => {
    screen.hidden = place !== at;
  });
  window.scrollTo(0, 0);
  focus(screens[at]);
}

/**
 * @param {HTMLFormElement} form
 * @param {number} count
 * @param {number} at
 */
export function dots(form, count, at) {
  let list = /** @type {HTMLElement | null} */ (form.querySelector(".dots"));
  if (list && list.children.length !== count) {
    form.removeChild(list);
    list = null;
  }
  if (!list) {
    list = document.createElement("ol");
    list.className = "dots";
    list.setAttribute("aria-hidden", "true");
    for (let n = 0; n < count; n += 1) list.appendChild(document.createElement("li"));
    form.appendChild(list);
  }
  Array.from(list.children).forEach((dot, place) => {
    dot.className = place <= at ? "done" : "";
  });
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Node} parent
 * @param {Name} name
 * @param {string} [text]
 */
function make(parent, name, text) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  parent.appendChild(made);
  return made;
}

// A page that accuses nobody, made of what the last page has; returns its button.
/**
 * @param {HTMLElement} done
 * @param {Words} words
 */
export function harmless(done, words) {
  const old = document.getElementById("rights");
  if (old) old.remove();
  const rights = make(/** @type {Node} */ (done.parentNode), "section");
  rights.id = "rights";
  rights.className = "part";
  rights.lang = document.documentElement.lang;
  rights.appendChild(part(done, ".corners").cloneNode(true));
  make(rights, "h1", words.rights_title);
  make(rights, "p", words.not_alone);
  rights.appendChild(part(done, "ul").cloneNode(true));
  month(rights, new Date());
  const next = make(rights, "button", words.next);
  next.type = "button";
  next.className = "button";
  only("rights");
  return next;
}

/**
 * @param {HTMLElement} parent
 * @param {Date} now
 */
function month(parent, now) {
  const table = make(parent, "table");
  const { name, first, days } = monthOf(now, parent.lang);
  make(table, "caption", name);
  let week = make(table, "tr");
  for (let cell = 0; cell < first + days; cell += 1) {
    if (cell && cell % 7 === 0) week = make(table, "tr");
    make(week, "td", cell < first ? "" : String(cell - first + 1));
  }
}

/** @param {Element | null} shown */
function focus(shown) {
  const head = shown ? /** @type {HTMLElement | null} */ (shown.querySelector("h1,legend,label")) : null;
  if (!head) return;
  head.tabIndex = -1;
  head.focus();
}
