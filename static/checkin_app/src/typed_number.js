// The number of the card that came with the scan, or "". First thing: it leaves the address bar. The phone's own
// history keeps it, and the page says so.
const after = location.hash.slice(1);
export const typedNumber = /^\d{16}$/.test(after) ? after : "";
if (typedNumber) history.replaceState(null, "", location.pathname);
