// The open list of urgent calls asks twice a minute for news. As long as it does, workers read that an officer reads
// now.
const EVERY = 30_000;
const told = document.getElementById("news");

setInterval(async () => {
  try {
    const answer = await fetch("/desk/urgent/news", { headers: { Accept: "application/json" } });
    // A form that somebody is filling in is not torn away under their hands.
    if ((await answer.json()).version !== told?.dataset.version && !document.activeElement?.matches("input"))
      location.reload();
  } catch {
    document.title = `(!) ${document.title.replace("(!) ", "")}`;
  }
}, EVERY);
