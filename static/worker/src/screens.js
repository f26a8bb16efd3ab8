// One part and one screen at a time.
/** @param {string} id */
export function only(id) {
  let found = null;
  [].forEach.call(document.querySelectorAll(".part"), (part) => {
    part.hidden = part.id !== id;
    if (part.id === id) found = part;
  });
  window.scrollTo(0, 0);
  focus(found);
  return found;
}

/**
 * @param {HTMLElement[]} screens
 * @param {number} at
 */
export function show(screens, at) {
  screens.forEach((screen, place) => { screen.hidden = place !== at; });
  window.scrollTo(0, 0);
  focus(screens[at]);
}

/**
 * @param {HTMLFormElement} form
 * @param {number} count
 * @param {number} at
 */
export function dots(form, count, at) {
  let list = form.querySelector(".dots");
  if (list && list.children.length !== count) list = form.removeChild(list) && null;
  if (!list) {
    list = document.createElement("ol");
    list.className = "dots";
    list.setAttribute("aria-hidden", "true");
    for (let n = 0; n < count; n += 1) list.appendChild(document.createElement("li"));
    form.appendChild(list);
  }
  [].forEach.call(list.children, (dot, place) => { dot.className = place <= at ? "done" : ""; });
}

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
  const part = make(done.parentNode, "section");
  part.id = "rights";
  part.className = "part";
  part.lang = document.documentElement.lang;
  part.appendChild(done.querySelector(".corners").cloneNode(true));
  make(part, "h1", words.rights_title);
  make(part, "p", words.not_alone);
  part.appendChild(done.querySelector("ul").cloneNode(true));
  month(part, new Date());
  const next = make(part, "button", words.next);
  next.type = "button";
  next.className = "button";
  only("rights");
  return next;
}

/**
 * @param {HTMLElement} parent
 * @param {Date} today
 */
function month(parent, today) {
  const table = make(parent, "table");
  // The days below are Gregorian, also where the language would count years otherwise.
  make(table, "caption", today.toLocaleDateString(`${parent.lang}-u-ca-gregory-nu-latn`, { month: "long", year: "numeric" }));
  const first = new Date(today.getFullYear(), today.getMonth(), 1);
  const days = new Date(today.getFullYear(), today.getMonth() + 1, 0).getDate();
  let week = null;
  for (let cell = 0; cell < first.getDay() + days; cell += 1) {
    if (cell % 7 === 0) week = make(table, "tr");
    make(week, "td", cell < first.getDay() ? "" : String(cell - first.getDay() + 1));
  }
}

/** @param {Element | null} part */
function focus(part) {
  const head = part ? part.querySelector("h1,legend,label") : null;
  if (!head) return;
  head.tabIndex = -1;
  head.focus();
}
