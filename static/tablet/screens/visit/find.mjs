// Jump by search: an item of any carried checklist, by its words.

import { Look } from "../../core/checklist/showing.mjs";
import { answersOf, isDwellingOpen } from "../../core/checklist/answers.mjs";
import { search } from "../../core/checklist/search.mjs";
import { addressOf, isOfPeople } from "../../core/checklist/rows.mjs";
import { el, field } from "../../ui/dom.mjs";
import { said, t } from "../../core/words.mjs";

/**
 * The field and what it finds; nothing of it is kept or sent.
 * @param {Hand} hand
 */
export function finder(hand) {
  const looks = new Map(hand.checklists.map((one) => [one.key, new Look(one, answersOf(hand.inspection, one))]));
  /** @param {ItemPlace} place */
  const isAsked = ({ checklist, section, item }) =>
    Boolean(section.repeat) || Boolean(looks.get(checklist.key)?.visible(item.id));
  const typed = el("input", { type: "search", enterkeyhint: "search" });
  const told = el("p", { role: "status" });
  const list = el("ul", { class: "stops" });
  typed.addEventListener("input", () => {
    const found = search(hand.checklists, typed.value).filter(isAsked);
    told.textContent = typed.value.trim().length < 2 ? "" : t("found-n", { n: found.length });
    list.replaceChildren(
      ...found.map((place) =>
        el(
          "li",
          {},
          el(
            "a",
            { class: "stop", href: address(hand, place) },
            el(
              "span",
              {},
              el("span", { class: "stop-title" }, said(place.item.ask)),
              el("span", { class: "stop-more" }, said(place.section.title)),
            ),
          ),
        ),
      ),
    );
  });
  return el("search", { class: "finder" }, field(t("find"), typed), told, list);
}

// A private question is asked of one person; a dwelling is entered by consent or a warrant first.
/**
 * @param {Hand} hand
 * @param {ItemPlace} place
 */
function address({ id, inspection }, place) {
  const { checklist, section } = place;
  const locked = section.situation === "housing" && !isOfPeople(checklist, section) && !isDwellingOpen(inspection);
  return locked ? `#/v/${id}/dwelling` : addressOf(id, place);
}
