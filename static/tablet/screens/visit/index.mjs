// The screens around papers, orders on the spot, corrected checklists and what stays with the employer, by the word in
// their address.

export { papers, receipt } from "../evidence/documents.mjs";
export { noticeSheet as notice, receiptSheet as sheet } from "./sheet.mjs";
export { stop } from "./stop.mjs";
export { versions } from "./versions.mjs";
