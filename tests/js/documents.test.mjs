import assert from "node:assert/strict";
import { test } from "node:test";

import { isAboutHousing, nextReceipt } from "../../static/tablet/core/rules/documents.mjs";

test("a tablet numbers its receipts one after the other and never reuses a number of its own", () => {
  const used = (...all) => all.map((receipt) => ({ receipt }));
  assert.equal(nextReceipt("C", []), "C-1");
  assert.equal(nextReceipt("C", used("C-1", "C-3")), "C-4");
  assert.equal(nextReceipt("C", used("A-9", "C-12", "C-2")), "C-13");
});

test("an order is about housing when its item is asked where people live", () => {
  const lists = [
    {
      sections: [
        { situation: "walk", items: [{ id: "guard" }] },
        { situation: "housing", items: [{ id: "beds" }] },
      ],
    },
  ];
  assert.equal(isAboutHousing(lists, "beds"), true);
  assert.equal(isAboutHousing(lists, "guard"), false);
  assert.equal(isAboutHousing([], "beds"), false);
});
