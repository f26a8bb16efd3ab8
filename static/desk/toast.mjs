// "Saved" goes away by itself after eight seconds, unless it is being read (hover, focus).
const STAYS = 8000;

for (const toast of document.querySelectorAll(".toast:not(.still)")) {
  const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, STAYS) : toast.remove());
  setTimeout(leave, STAYS);
}
