// The viewfinder: a photo belongs to the item it was taken for, with its time and place, before the next screen.

import * as camera from "./camera.mjs";
import { openVisit, picture, record } from "./hand.mjs";
import { fix } from "./place.mjs";
import { button, el, field, go, notice, show } from "./screens.mjs";
import { about, saved, signed } from "./screens_visit.mjs";
import { t } from "./words.mjs";

let stop = null;

export function release() {
  stop?.();
  stop = null;
}

export async function photo(id, key, section, item, row) {
  const hand = await openVisit(id);
  const home = `#/v/${id}/i/${key}/${item}${row ? `/${row}` : ""}`;
  const video = el("video", { class: "viewfinder", playsinline: true, "aria-label": t("viewfinder") });
  const file = el("input", { type: "file", accept: "image/jpeg,image/webp", capture: "environment" });
  const told = el("div", { role: "status" });
  // Case photos carry no place: where a worker stood is nobody's business. Asked for now, so that no tap waits for it.
  let here = null;
  if (!row) fix().then((found) => { here = found; });
  const take = async (source) => {
    const drawn = camera.still(source);
    shutter.disabled = true;
    file.disabled = true;
    told.replaceChildren(el("p", {}, t("photo-saving")));
    try {
      const kept = await picture(await camera.shot(await drawn));
      const steps = [{ section, item }, ...(row ? [{ case: row }] : [])];
      await record(id, "photographed", { sha256: kept.sha256, size: kept.size, type: kept.type, caption: null },
        { more: { at_item: steps, ...(here ? { fix: here } : {}) }, photos: [kept] });
      go(home);
    } catch {
      shutter.disabled = !stop;
      file.disabled = false;
      told.replaceChildren(el("div", { role: "alert" }, notice("danger", t("photo-failed"), t("photo-failed-more"))));
    }
  };
  const shutter = button(t("take"), () => take(video), "main", { disabled: true });
  file.addEventListener("change", () => file.files[0] && take(file.files[0]));
  show({ back: [t("back"), home], place: about(hand), saved: saved(hand) }, el("h1", {}, t("photo")),
    el("p", {}, t("photo-never")), told, video, signed(hand) ? notice("information", t("signed-already")) : shutter, field(t("photo-file"), file));
  stop = await camera.viewfinder(video);
  shutter.disabled = !stop;
  video.hidden = !stop;
}
