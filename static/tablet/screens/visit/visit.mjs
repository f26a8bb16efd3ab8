// One visit: its steps in the order of the day, and the situations of its checklists.

import { Look } from "../../core/checklist/showing.mjs";
import { answersOf, count, isDwellingOpen, situations } from "../../core/checklist/answers.mjs";
import * as drawer from "../../storage/local_store.mjs";
import { openVisit, record } from "../../storage/open_visit.mjs";
import { photosRefused } from "../../core/sync/outbox.mjs";
import { isOfPeople } from "../../core/checklist/rows.mjs";
import { button, el, go, link, notice, drafting, select, show } from "../../ui/dom.mjs";
import { caution, isInvestigation, urgent } from "./kind.mjs";
import { parcel } from "../tablet/offline_bundle.mjs";
import { finder } from "./find.mjs";
import { safetyLine, safetyWords } from "./safety.mjs";
import { newVersionLine } from "./versions.mjs";
import { drain, sendRefused } from "../../network/sync.mjs";
import * as vault from "../../storage/vault.mjs";
import { about, saved, signed } from "../../ui/visit_frame.mjs";
import { day, said, t } from "../../core/words.mjs";

/**
 * A visit that is signed and closed: whose it was, and what became of it. Its answers are the ministry's to read.
 * @param {Hand} hand
 */
async function closed(hand) {
  const receipt = await drawer.getReceipt(vault.device(), hand.id);
  show(
    { back: [t("today"), "#/"], place: about(hand), saved: saved(hand) },
    el("h1", {}, about(hand)),
    el("p", {}, `${hand.visit.employer.name} · ${day(hand.visit.planned_for)}`),
    receipt
      ? notice("good", t("received", { code: receipt.code }))
      : notice("attention", t("only-on-this-tablet"), t("only-on-this-tablet-more")),
    refusedPhotos(hand),
    notice("information", t("closed"), t("closed-more")),
    link(t("what-is-sent"), `#/v/${hand.id}/sent`, "main"),
  );
}

/** @param {string} id */
export async function visit(id) {
  const hand = await openVisit(id);
  if (hand.closed) return closed(hand);
  const base = `#/v/${id}`;
  const { inspection } = hand;
  /**
   * @param {string} words
   * @param {string} more
   * @param {string} href
   */
  const stop = (words, more, href) =>
    el(
      "li",
      {},
      el(
        "a",
        { class: "stop", href },
        el("span", { class: "stop-title" }, words),
        el("span", { class: "stop-more" }, more),
      ),
    );
  const asked = situations(hand.checklists).map((one) => ({
    ...one,
    sections: one.sections.filter(({ checklist, section }) => !isOfPeople(checklist, section)),
  }));
  const lists = asked
    .filter(({ sections }) => sections.length)
    .map(({ situation, sections }) =>
      stop(t(`situation-${situation}`), progress(hand, sections), `${base}/s/${situation}`),
    );
  show(
    { back: [t("today"), "#/"], place: about(hand), saved: saved(hand) },
    el("h1", {}, about(hand)),
    el("p", {}, `${hand.visit.employer.name} · ${day(hand.visit.planned_for)}`),
    caution(hand),
    safetyLine(hand),
    newVersionLine(hand),
    memory(hand),
    finder(hand),
    el(
      "ol",
      { class: "stops" },
      stop(t("safety"), safetyWords(hand), `${base}/back`),
      stop(t("arrival"), inspection.arrived ? t("done") : "", `${base}/arrival`),
      stop(t("entry"), inspection.entry ? t(`entry-${inspection.entry.outcome}`) : "", `${base}/entry`),
      ...lists,
      stop(t("people"), t("people-n", { n: inspection.cases.length }), `${base}/people`),
      stop(t("cards"), t("cards-n", { n: inspection.cards.reduce((sum, one) => sum + one.n, 0) }), `${base}/cards`),
      stop(
        t("papers"),
        t("papers-n", {
          n: inspection.papers.receipts.length + inspection.papers.demands.length + inspection.papers.samples.length,
        }),
        `${base}/papers`,
      ),
      stop(t("stop"), inspection.papers.stops.some((one) => !one.lifted) ? t("stop-stands") : "", `${base}/stop`),
      stop(t("known"), mendsOf(hand), `${base}/known`),
      stop(
        t("kind"),
        isInvestigation(hand) ? t("kind-investigation") : urgent(hand).length ? t("kind-think") : t("kind-inspection"),
        `${base}/kind`,
      ),
      stop(t("eyes"), "", `${base}/eyes`),
      stop(t("close"), "", `${base}/close`),
    ),
  );
}

/**
 * @param {Hand} hand
 * @param {{ checklist: Checklist; section: Section }[]} sections
 */
function progress(hand, sections) {
  const counts = sections.map(({ checklist, section }) =>
    count(new Look(checklist, answersOf(hand.inspection, checklist)), section),
  );
  /** @param {"shown" | "answered" | "open"} name */
  const sum = (name) => counts.reduce((all, one) => all + one[name], 0);
  return t("of-n", { n: sum("answered"), of: sum("shown") });
}

/** @param {Hand} hand */
const mendsOf = ({ inspection: { corrections } }) =>
  corrections.some((one) => one.differs.length)
    ? t("known-differ")
    : t("known-n", { n: corrections.filter((one) => one.stands).length });

/** @param {Hand} hand */
function memory({ visit: { employer } }) {
  if (!employer.orders.length && !employer.findings.length) return null;
  return el(
    "details",
    { class: "guidance" },
    el("summary", {}, t("before")),
    el(
      "ul",
      {},
      employer.orders.map((one) =>
        el("li", {}, `${one.citation} · ${t("due", { day: day(one.due_on) })} · ${said(one.text)}`),
      ),
      employer.findings.map((one) => el("li", {}, `${day(one.on)} · ${one.item}`)),
    ),
  );
}

/**
 * Every section of one situation, as a list to begin anywhere.
 * @param {string} id
 * @param {string} name
 */
export async function situation(id, name) {
  const hand = await openVisit(id);
  const found = situations(hand.checklists).find((one) => one.situation === name)?.sections ?? [];
  const locked = name === "housing" && !isDwellingOpen(hand.inspection);
  const rows = found.map(({ checklist, section }) => {
    const look = new Look(checklist, answersOf(hand.inspection, checklist));
    const first = look.places().find((place) => place.section === section.id);
    const { answered, shown } = count(look, section);
    const to = `#/v/${id}/rows/${checklist.key}/${section.id}`;
    const href = isOfPeople(checklist, section)
      ? `#/v/${id}/people`
      : section.repeat
        ? to
        : first
          ? `#/v/${id}/i/${checklist.key}/${first.item}`
          : `#/v/${id}`;
    return el(
      "li",
      {},
      el(
        "a",
        { class: "stop", href },
        el(
          "span",
          {},
          el("span", { class: "stop-title" }, said(section.title)),
          el("span", { class: "stop-more" }, said(checklist.title)),
        ),
        el("span", { class: "stop-more" }, t("of-n", { n: answered, of: shown })),
      ),
    );
  });
  show(
    { back: [t("visit"), `#/v/${id}`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t(`situation-${name}`)),
    locked && notice("attention", t("dwelling-locked"), t("dwelling-why")),
    locked ? link(t("dwelling"), `#/v/${id}/dwelling`, "main") : el("ul", { class: "stops" }, rows),
  );
}

/** @param {string} id */
export async function sent(id) {
  const hand = await openVisit(id);
  const { saved: n, sent: gone, onlyHere, photosHere, refused, photosRefused: not } = hand.meter;
  const receipt = await drawer.getReceipt(vault.device(), id);
  show(
    { back: [t("visit"), `#/v/${id}`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t("what-is-sent")),
    el("p", {}, t("saved-here", { n })),
    el("p", {}, t("sent-n", { n: gone })),
    notice(onlyHere + photosHere ? "attention" : "good", t("loss", { n: onlyHere, photos: photosHere })),
    refused
      ? notice(
          "danger",
          t("refused-n", { n: refused }),
          ...hand.held.events.filter((one) => one.sent === "refused").map((one) => one.why),
        )
      : null,
    refusedPhotos(hand),
    receipt &&
      notice(
        "good",
        t("received", { code: receipt.code }),
        t("receipt-n", { n: receipt.receipt.events.length, photos: receipt.receipt.photos.length }),
      ),
    button(
      t("send-now"),
      async () => {
        await drain();
        go(`#/v/${id}/sent`);
      },
      "main",
    ),
    not
      ? button(t("photos-refused-again"), async () => {
          await sendRefused(vault.device(), id);
          go(`#/v/${id}/sent`);
        })
      : null,
    onlyHere + photosHere - not ? parcel() : null,
  );
}

/**
 * Why the server did not take some photos, and that they are still here; null when it took all.
 * @param {Hand} hand
 */
function refusedPhotos({ held }) {
  const all = photosRefused(held.photos);
  /** @param {number} status */
  const why = (status) => all.filter((one) => one.why === status).length;
  const whys = [
    why(415) && t("photos-refused-kind", { n: why(415) }),
    why(413) && t("photos-refused-size", { n: why(413) }),
  ];
  return all.length
    ? notice("danger", t("photos-refused", { n: all.length }), ...whys.filter(Boolean), t("photos-refused-more"))
    : null;
}

/** @param {string} id */
export async function cards(id) {
  const draft = drafting();
  const hand = await openVisit(id);
  const most = Math.max(60, hand.visit.cards ?? 0);
  const n = select(
    Array.from({ length: most + 1 }, (_, at) => [String(at), String(at)]),
    "0",
  );
  show(
    { back: [t("visit"), `#/v/${id}`], place: about(hand), saved: saved(hand) },
    el("h1", {}, t("cards")),
    el("p", {}, t("cards-why")),
    el("p", {}, hand.visit.cards ? t("cards-printed", { n: hand.visit.cards }) : t("cards-none")),
    draft.typed("cards-how-many", n),
    button(
      t("save"),
      async () => {
        await record(id, "cards_handed", { point: null, n: Number(n.value) });
        await draft.settled();
        go(`#/v/${id}`);
      },
      "main",
      { disabled: signed(hand) },
    ),
  );
}
