// The viewfinder: a photo belongs to the item it was taken for, with its time and place, before the next screen.

import * as camera from "../../device/camera.mjs";
import { room } from "../../storage/local_store.mjs";
import { openVisit, picture, record } from "../../storage/open_visit.mjs";
import { isMasked } from "../../core/rules/mask.mjs";
import { fix } from "../../device/place.mjs";
import { isCrowded } from "../../core/rules/storage_quota.mjs";
import { stepsOf } from "../../core/checklist/rows.mjs";
import { button, el, field, go, notice, redraw, show } from "../../ui/dom.mjs";
import { mask } from "./mask.mjs";
import { about, saved, signed } from "../../ui/visit_frame.mjs";
import { drain } from "../../network/sync.mjs";
import { t } from "../../core/words.mjs";

/** @type {(() => void) | null} */
let stop = null;

export function release() {
  stop?.();
  stop = null;
}

/**
 * @param {string} id
 * @param {string} key
 * @param {string} section
 * @param {string} item
 * @param {string} [row]
 */
export async function photo(id, key, section, item, row) {
  const hand = await openVisit(id);
  const home = `#/v/${id}/i/${key}/${item}${row ? `/${encodeURIComponent(row)}` : ""}`;
  /** @type {Frame} */
  const frame = { back: [t("back"), home], place: about(hand), saved: saved(hand) };
  if (isCrowded(await room())) return full(frame);
  const asked = hand.checklists
    .flatMap((one) => one.sections.flatMap((other) => other.items))
    .find((one) => one.id === item);
  const video = el("video", { class: "viewfinder", playsinline: true, "aria-label": t("viewfinder") });
  const file = el("input", { type: "file", accept: "image/jpeg,image/webp", capture: "environment" });
  const told = el("div", { role: "status" });
  // Case photos carry no place: where a worker stood is nobody's business. Asked for now, so that no tap waits for it.
  /** @type {Fix | null} */
  let here = null;
  if (!row)
    fix().then((found) => {
      here = found;
    });
  /** @param {HTMLVideoElement | File} source */
  const take = async (source) => {
    const still = camera.still(source);
    shutter.disabled = true;
    file.disabled = true;
    told.replaceChildren(el("p", {}, t("photo-saving")));
    try {
      const drawn = isMasked(asked, row) ? await hidden(await still, frame) : await still;
      if (!drawn) return redraw();
      const kept = await picture(await camera.shot(drawn));
      const steps = [{ section, item }, ...stepsOf((await openVisit(id)).inspection, row ?? null)];
      await record(
        id,
        "photographed",
        { sha256: kept.sha256, size: kept.size, type: kept.type, caption: null },
        { more: { at_item: steps, ...(here ? { fix: here } : {}) }, photos: [kept] },
      );
      return go(home);
    } catch {
      if (!told.isConnected)
        return show(frame, el("h1", {}, t("photo")), notice("danger", t("photo-failed"), t("photo-failed-more")));
      shutter.disabled = !stop;
      file.disabled = false;
      return told.replaceChildren(
        el("div", { role: "alert" }, notice("danger", t("photo-failed"), t("photo-failed-more"))),
      );
    }
  };
  const shutter = button(t("take"), () => take(video), "main", { disabled: true });
  file.addEventListener("change", () => file.files?.[0] && take(file.files[0]));
  show(
    frame,
    el("h1", {}, t("photo")),
    el("p", {}, t(isMasked(asked, row) ? "photo-mask" : "photo-never")),
    told,
    video,
    signed(hand) ? notice("information", t("signed-already")) : shutter,
    field(t("photo-file"), file),
  );
  stop = await camera.viewfinder(video);
  shutter.disabled = !stop;
  video.hidden = !stop;
}

// The still as it is kept: with faces and papers under black, or null when it is to be taken again.
/**
 * @param {OffscreenCanvas} still
 * @param {Frame} frame
 */
async function hidden(still, frame) {
  const boxes = await mask(still, frame);
  return boxes && camera.covered(still, boxes);
}

// Refused while there is still room for every answer that is yet to come.
/** @param {Frame} frame */
function full(frame) {
  const send = async () => {
    await drain();
    redraw();
  };
  show(
    frame,
    el("h1", {}, t("photo")),
    notice("danger", t("photo-full"), t("photo-full-more")),
    button(t("send-now"), send, "main"),
  );
}
