// Between two people who use a lent handset: whoever walks away, or hands it on in the middle, leaves nothing on the
// screen.
const IDLE = 2 * 60000;

/**
 * `isFree()`: the first screen shows; `again()` shows it; `dark()`: the screen went dark.
 * @param {{ isFree: () => boolean; again: () => void; dark: () => void }} page
 */
export function between({ isFree, again, dark }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let idle;
  /** @type {Promise<WakeLockSentinel> | null} */
  let awake = null;

  function free() {
    if (!isFree()) again();
    if (awake)
      awake.then(
        (lock) => lock.release(),
        () => {},
      );
    awake = null;
  }

  document.addEventListener("pointerdown", () => {
    clearTimeout(idle);
    idle = setTimeout(free, IDLE);
  });
  // A tablet that dims while somebody listens would take their answers away.
  document.addEventListener("click", () => {
    if (!isFree() && !awake && navigator.wakeLock) awake = navigator.wakeLock.request("screen");
    if (isFree()) free();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return;
    free();
    dark();
  });
  // A long press would offer to open a language in a page of its own, which history keeps.
  document.addEventListener("contextmenu", (event) => event.preventDefault());
}
