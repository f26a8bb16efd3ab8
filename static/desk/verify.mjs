// Compares a dropped or chosen file with what was issued, on this device: nothing is sent.

/** @param {ArrayBuffer} bytes */
export async function digest(bytes) {
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {HTMLInputElement} input
 * @param {HTMLElement} said
 */
function start(input, said) {
  /** @param {File} [file] */
  const compare = async (file) => {
    if (!file) return;
    const same = (await digest(await file.arrayBuffer())) === input.dataset.hash;
    said.textContent = (same ? said.dataset.same : said.dataset.other) ?? "";
  };
  input.addEventListener("change", () => compare(input.files?.[0]));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    compare(event.dataTransfer?.files[0]);
  });
}

if (typeof document !== "undefined") {
  const [input, said] = [document.getElementById("file"), document.getElementById("said")];
  if (input instanceof HTMLInputElement && said) start(input, said);
}
