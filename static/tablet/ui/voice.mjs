// Reading aloud to a worker who answers alone: one clip after the other, the touch that is being said stands out.

import { soundHere } from "../network/voices.mjs";

/** @type {HTMLAudioElement | null} */
let audio = null;
/** @type {string | null} */
let of = null;
let turn = 0;

/**
 * Makes the voice of a language ready; false where it is not on this tablet.
 * @param {AloneSound | null} sound
 */
export async function ready(sound) {
  if (sound && of === sound.address) return true;
  hush();
  if (audio) URL.revokeObjectURL(audio.src);
  const here = sound && (await soundHere(sound));
  [audio, of] = here ? [new Audio(URL.createObjectURL(here)), sound.address] : [null, null];
  return Boolean(here);
}

/**
 * Says [{clip: [start, end], element}] in turn.
 * @param {{ clip: Clip; element: Element }[]} clips
 */
export async function say(clips) {
  hush();
  const mine = turn;
  for (const { clip, element } of clips) {
    element?.classList.add("is-said");
    await heard(clip);
    element?.classList.remove("is-said");
    if (mine !== turn) return;
  }
}

/** Stops at once: another question, a hidden screen. */
export function hush() {
  turn += 1;
  audio?.pause();
}

// A paused sound, whoever paused it, ends its clip.
/** @param {Clip} clip */
const heard = ([start, end]) =>
  new Promise((done) => {
    const sound = audio;
    if (!sound) return done(null);
    sound.onpause = done;
    sound.ontimeupdate = () => {
      if (sound.currentTime >= end) sound.pause();
    };
    sound.currentTime = start;
    sound.play().catch(done);
  });

document.addEventListener("visibilitychange", () => {
  if (document.hidden) hush();
});
