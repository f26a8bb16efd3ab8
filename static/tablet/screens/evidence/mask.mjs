// Black boxes over faces and papers, before a picture is kept: only the masked picture is ever hashed.

import { boxOf, keyed, middle, pointIn } from "../../core/rules/mask.mjs";
import { button, choices, el, notice, show } from "../../ui/dom.mjs";
import { t } from "../../core/words.mjs";

/**
 * Shows a still and resolves to the boxes painted over it, or to null when it is taken again.
 * @param {OffscreenCanvas} still
 * @param {Frame} frame
 * @returns {Promise<Box[] | null>}
 */
export const mask = (still, frame) =>
  new Promise((done) => {
    const wrong = el("div", { role: "alert" });
    const told = el("p", { role: "status" });
    const { canvas, boxes, paint } = pad(still, (n) => {
      told.textContent = t("mask-n", { n });
    });
    let nothing = false;
    const add = () => {
      boxes.push(middle(still));
      paint();
      canvas.focus();
    };
    const undo = () => {
      boxes.pop();
      paint();
    };
    const finish = () => {
      if (!boxes.length && !nothing) return wrong.replaceChildren(notice("danger", t("not-saved"), t("mask-needs")));
      return done([...boxes]);
    };
    show(
      frame,
      el("h1", {}, t("mask")),
      el("p", { id: "mask-keys" }, t("mask-how")),
      wrong,
      canvas,
      told,
      el(
        "div",
        { class: "actions" },
        button(t("mask-add"), add),
        button(t("mask-undo"), undo),
        button(t("mask-retake"), () => done(null)),
      ),
      choices(t("mask-or"), "checkbox", [["nothing", t("mask-nothing")]], [], (picked) => {
        nothing = picked.length > 0;
      }),
      button(t("mask-keep"), finish, "main"),
    );
    [canvas.width, canvas.height] = [still.width, still.height];
    paint();
  });

/**
 * The picture on which boxes are drawn by finger, pen or arrow keys.
 * @param {OffscreenCanvas} still
 * @param {(n: number) => void} counted
 */
function pad(still, counted) {
  const canvas = el("canvas", {
    class: "mask",
    tabindex: 0,
    role: "application",
    "aria-label": t("mask-picture"),
    "aria-describedby": "mask-keys",
  });
  /** @type {Box[]} */
  const boxes = [];
  /** @type {Point | null} */
  let from = null;
  /** @type {Box | null} */
  let moving = null;
  const paint = () => {
    draw(canvas, still, moving ? [...boxes, moving] : boxes, boxes.at(-1));
    counted(boxes.length);
  };
  /** @param {PointerEvent} event */
  const at = (event) => pointIn({ x: event.clientX, y: event.clientY }, canvas.getBoundingClientRect(), still);
  /** @param {PointerEvent} event */
  const end = (event) => {
    const box = from && boxOf(from, at(event), still);
    if (box) boxes.push(box);
    [from, moving] = [null, null];
    paint();
  };
  canvas.addEventListener("pointerdown", (event) => {
    from = at(event);
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (from) {
      moving = boxOf(from, at(event), still);
      paint();
    }
  });
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  canvas.addEventListener("keydown", (event) => {
    const box = boxes.at(-1);
    if (!event.key.startsWith("Arrow") || !box) return;
    event.preventDefault();
    boxes[boxes.length - 1] = keyed(box, event.key, event.shiftKey, still);
    paint();
  });
  return { canvas, boxes, paint };
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
