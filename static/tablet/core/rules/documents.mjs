// Numbers of receipts, and which orders could close a dwelling. Pure.

/**
 * The next receipt of this tablet on this visit, such as "C-3": its letter, then one more than it has used.
 * @param {string} letter
 * @param {{ receipt: string }[]} receipts
 */
export function nextReceipt(letter, receipts) {
  const used = receipts
    .map((one) => one.receipt.split("-"))
    .filter(([first]) => first === letter)
    .map(([, n]) => Number(n));
  return `${letter}-${Math.max(0, ...used) + 1}`;
}

/**
 * Whether an item is one of those asked where people live: its order could close the place they sleep in.
 * @param {Checklist[]} checklists
 * @param {string} itemId
 */
export const isAboutHousing = (checklists, itemId) =>
  checklists.some((one) =>
    one.sections.some((section) => section.situation === "housing" && section.items.some((item) => item.id === itemId)),
  );
