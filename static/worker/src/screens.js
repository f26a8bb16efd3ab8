// One part and one screen at a time.
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

export function show(screens, at) {
  screens.forEach((screen, place) => { screen.hidden = place !== at; });
  window.scrollTo(0, 0);
  focus(screens[at]);
}

export function dots(form, count, at) {
  let list = form.querySelector(".dots");
  if (!list) {
    list = document.createElement("ol");
    list.className = "dots";
    list.setAttribute("aria-hidden", "true");
    for (let n = 0; n < count; n += 1) list.appendChild(document.createElement("li"));
    form.appendChild(list);
  }
  [].forEach.call(list.children, (dot, place) => { dot.className = place <= at ? "done" : ""; });
}

function focus(part) {
  const head = part && part.querySelector("h1,legend,label");
  if (!head) return;
  head.tabIndex = -1;
  head.focus();
}
