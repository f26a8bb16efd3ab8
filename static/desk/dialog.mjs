// Opens a native <dialog> from a button that names it; without script the button's form still works.
for (const opener of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-opens]"))) {
  opener.addEventListener("click", (event) => {
    const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById(opener.dataset.opens ?? ""));
    if (!dialog) return;
    event.preventDefault();
    dialog.showModal();
  });
}

for (const closer of document.querySelectorAll("dialog [data-closes]")) {
  closer.addEventListener("click", () => closer.closest("dialog")?.close());
}
