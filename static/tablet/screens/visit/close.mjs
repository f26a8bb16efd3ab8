// Closing: what is unassessed, orders, the employer's reply, signatures, and the receipt.

import { unassessed } from "../../core/checklist/showing.mjs";
import { answersOf, differing, withoutBasis } from "../../core/checklist/answers.mjs";
import SignaturePad from "../../../vendor/signature_pad.mjs";
import * as camera from "../../device/camera.mjs";
import { closeVisit, note, openVisit, picture, record, sign } from "../../storage/open_visit.mjs";
import { toMend } from "../../core/rules/notes.mjs";
import { button, byId, choices, el, go, link, notice, drafting, redraw, show } from "../../ui/dom.mjs";
import { orders } from "./orders.mjs";
import { mending } from "../evidence/redact_notes.mjs";
import { about, saved, signed } from "../../ui/visit_frame.mjs";
import { drain } from "../../network/sync.mjs";
import { said, t } from "../../core/words.mjs";

/**
 * @param {Hand} hand
 * @param {string} id
 */
const itemOf = (hand, id) =>
  hand.checklists.flatMap((one) => one.sections.flatMap((section) => section.items)).find((one) => one.id === id);

/** @param {string} id */
export async function close(id) {
  const draft = drafting();
  const hand = await openVisit(id);
  const { inspection } = hand;
  const open = hand.checklists.flatMap((checklist) =>
    unassessed(checklist, answersOf(inspection, checklist)).map((place) => ({ checklist, place })),
  );
  const [bare, apart] = [withoutBasis(inspection), differing(inspection)];
  const roles = ["inspector", "employer"].map((role) => ({
    role,
    done: inspection.signatures.find((one) => one.role === role),
  }));
  const ready = roles.every(({ done }) => done);
  // Until a note that could tell who somebody is has been looked at, nobody signs.
  const unsafe = signed(hand) ? null : mending(hand, draft);
  const finish = async () => {
    await closeVisit(id);
    await drain();
    go(`#/v/${id}`);
  };
  show(
    { back: [t("visit"), `#/v/${id}`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t("close")),
    list(
      t("unassessed-n", { n: open.length }),
      open.map(({ checklist, place }) => [
        said(itemOf(hand, place.item)?.ask),
        `#/v/${id}/i/${checklist.key}/${place.item}${place.row ? `/${encodeURIComponent(place.row)}` : ""}`,
      ]),
    ),
    apart.length ? notice("attention", t("differ-n", { n: apart.length }), t("differ-more")) : null,
    list(
      t("differ"),
      apart.map((one) => [
        said(itemOf(hand, one.item)?.ask),
        `#/v/${id}/i/${one.checklist}/${one.item}${one.row ? `/${encodeURIComponent(one.row)}` : ""}`,
      ]),
    ),
    bare.length ? notice("attention", t("basis-missing-n", { n: bare.length })) : null,
    list(
      t("basis-missing"),
      bare.map((one) => [said(itemOf(hand, one.item)?.ask), `#/v/${id}/i/${one.checklist}/${one.item}`]),
    ),
    orders(hand, draft),
    reply(hand, draft),
    unsafe,
    el("p", {}, link(t("notice"), `#/v/${id}/notice`)),
    el("h2", {}, t("signatures")),
    el("p", {}, t("signing-means")),
    roles.map(({ role, done }) =>
      done
        ? notice("good", t(`signed-${role}`), t(`outcome-${done.outcome}`))
        : unsafe
          ? null
          : link(t(`sign-${role}`), `#/v/${id}/sign/${role}`),
    ),
    el("p", {}, t("closing-means")),
    button(t("close-visit"), finish, "main", { disabled: !ready }),
  );
}

/**
 * @param {string} title
 * @param {[string, string][]} rows
 */
function list(title, rows) {
  if (!rows.length) return null;
  return el(
    "details",
    { class: "guidance" },
    el("summary", {}, title),
    el(
      "ul",
      {},
      rows.map(([words, href]) => el("li", {}, el("a", { href }, words))),
    ),
  );
}

/**
 * @param {Hand} hand
 * @param {Draft} draft
 */
function reply(hand, draft) {
  const words = el("textarea", { rows: 3, disabled: signed(hand) });
  words.value = hand.notes.get(hand.inspection.reply ?? "") ?? "";
  const keep = async () => {
    const kept = await note(words.value);
    await record(hand.id, "reply", { text: kept.hash }, { notes: [kept] });
    await draft.settled("reply");
    redraw();
  };
  return el(
    "section",
    {},
    draft.typed("reply", words, t("reply-hint")),
    button(t("save-reply"), keep, "plain", { disabled: signed(hand) }),
  );
}

/**
 * @param {string} id
 * @param {string} role
 */
export async function signature(id, role) {
  const draft = drafting();
  const hand = await openVisit(id);
  if (!signed(hand) && toMend(hand).length) return go(`#/v/${id}/close`);
  const canvas = el("canvas", { class: "signature", tabindex: 0, "aria-label": t("sign-here"), role: "img" });
  const name = el("input", { type: "text" });
  if (role === "inspector") name.value = hand.pack.staff.name;
  /** @type {SignaturePad | null} */
  let pad = null;
  const outcome = draft.picked("outcome", "signed");
  const keep = async () => {
    const drawn =
      outcome.value === "signed" && pad && !pad.isEmpty()
        ? await picture(await camera.inked(canvas), "signature")
        : null;
    if (outcome.value === "signed" && !drawn && !name.value) {
      return byId("wrong").replaceChildren(notice("danger", t("not-saved"), t("sign-or-type")));
    }
    await sign(hand, role, outcome.value, name.value || null, drawn);
    await draft.settled();
    return go(`#/v/${id}/close`);
  };
  const outcomes = role === "inspector" ? ["signed"] : ["signed", "refused", "absent"];
  show(
    { back: [t("close"), `#/v/${id}/close`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t(`sign-${role}`)),
    el("p", {}, t("signing-means")),
    notice("attention", t("signing-closes")),
    el("div", { id: "wrong", role: "alert" }),
    outcomes.length > 1 &&
      choices(
        t("outcome"),
        "radio",
        outcomes.map((one) => [one, t(`outcome-${one}`)]),
        [outcome.value],
        ([one]) => outcome.pick(one),
      ),
    canvas,
    el(
      "p",
      {},
      button(t("clear"), () => pad?.clear()),
    ),
    draft.typed("name-typed", name, t("name-hint")),
    button(t("save"), keep, "main"),
  );
  // As many points as it is drawn with, or the ink would lie beside the finger.
  [canvas.width, canvas.height] = [canvas.offsetWidth, canvas.offsetHeight];
  pad = new SignaturePad(canvas, { penColor: "#14213d" });
}
