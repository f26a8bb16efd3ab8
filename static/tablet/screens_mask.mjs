// Black boxes over faces and papers, before a picture is kept: only the masked picture is ever hashed.

import { boxOf, keyed, middle, pointIn } from "./mask.mjs";
import { button, choices, el, notice, show } from "./screens.mjs";
import { t } from "./words.mjs";

/**
 * Shows a still and resolves to the boxes painted over it, or to null when it is taken again.
 * @param {OffscreenCanvas} still
 * @param {Frame} frame
 * @returns {Promise<Box[] | null>}
 */
export function mask(still, frame) {
  return new Promise((done) => {
    const canvas = el("canvas", { class: "mask", tabindex: 0, role: "application", "aria-label": t("mask-picture"), "aria-describedby": "mask-keys" });
    /** @type {Box[]} */
    const boxes = [];
    const wrong = el("div", { role: "alert" });
    const told = el("p", { role: "status" }, t("mask-n", { n: 0 }));
    /** @type {Point | null} */
    let from = null;
    /** @type {Box | null} */
    let moving = null;
    let nothing = false;
    const paint = () => { draw(canvas, still, moving ? [...boxes, moving] : boxes, boxes.at(-1)); told.textContent = t("mask-n", { n: boxes.length }); };
    /** @param {PointerEvent} event */
    const at = (event) => pointIn({ x: event.clientX, y: event.clientY }, canvas.getBoundingClientRect(), still);
    /** @param {PointerEvent} event */
    const begin = (event) => { from = at(event); canvas.setPointerCapture(event.pointerId); };
    /** @param {PointerEvent} event */
    const move = (event) => { if (from) { moving = boxOf(from, at(event), still); paint(); } };
    /** @param {PointerEvent} event */
    const end = (event) => {
      const box = from && boxOf(from, at(event), still);
      if (box) boxes.push(box);
      [from, moving] = [null, null];
      paint();
    };
    canvas.addEventListener("pointerdown", begin);
    canvas.addEventListener("pointermove", move);
    for (const name of /** @type {const} */ (["pointerup", "pointercancel"])) canvas.addEventListener(name, end);
    canvas.addEventListener("keydown", keys);
    /** @param {KeyboardEvent} event */
    function keys(event) {
      const box = boxes.at(-1);
      if (!event.key.startsWith("Arrow") || !box) return;
      event.preventDefault();
      boxes[boxes.length - 1] = keyed(box, event.key, event.shiftKey, still);
      paint();
    }
    const add = () => { boxes.push(middle(still)); paint(); canvas.focus(); };
    const undo = () => { boxes.pop(); paint(); };
    const finish = () => {
      if (!boxes.length && !nothing) return wrong.replaceChildren(notice("danger", t("not-saved"), t("mask-needs")));
      return done([...boxes]);
    };
    show(frame, el("h1", {}, t("mask")), el("p", { id: "mask-keys" }, t("mask-how")), wrong, canvas, told,
      el("div", { class: "actions" }, button(t("mask-add"), add), button(t("mask-undo"), undo), button(t("mask-retake"), () => done(null))),
      choices(t("mask-or"), "checkbox", [["nothing", t("mask-nothing")]], [], (picked) => { nothing = picked.length > 0; }),
      button(t("mask-keep"), finish, "main"));
    [canvas.width, canvas.height] = [still.width, still.height];
    paint();
  });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {OffscreenCanvas} still
 * @param {Box[]} boxes
 * @param {Box | undefined} last
 */
function draw(canvas, still, boxes, last) {
  const ink = canvas.getContext("2d");
  if (!ink) return;
  ink.drawImage(still, 0, 0);
  ink.fillStyle = "#000000";
  for (const { x, y, w, h } of boxes) ink.fillRect(x, y, w, h);
  if (!last) return;
  ink.strokeStyle = "#ffd166";
  ink.lineWidth = Math.max(2, still.width / 300);
  ink.strokeRect(last.x, last.y, last.w, last.h);
}
