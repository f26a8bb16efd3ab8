// The screens around papers, orders on the spot, mended checklists and what stays with the employer, by the word in
// their address.

export { papers, receipt } from "./screens_papers.mjs";
export { noticeSheet as notice, receiptSheet as sheet } from "./screens_sheet.mjs";
export { stop } from "./screens_stop.mjs";
export { versions } from "./screens_versions.mjs";
