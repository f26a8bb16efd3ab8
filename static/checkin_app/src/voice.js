// The questions read aloud. The whole language comes in one file of one size, so that the line does not tell which
// question is heard.
/** @type {Promise<HTMLAudioElement> | null} */
let voice = null;

/**
 * Says one part of a language's sound: `clip` has `from` and `to`, in seconds.
 * @param {{ from?: string; to?: string }} clip
 * @param {string} language
 */
export function listen(clip, language) {
  voice =
    voice ||
    fetch(`/c/check-in.voice-${language}`, { credentials: "omit", referrerPolicy: "no-referrer" })
      .then((answer) => {
        if (!answer.ok) throw new Error("later");
        return answer.blob();
      })
      .then((sound) => new Audio(URL.createObjectURL(sound)));
  voice
    .then((audio) => {
      audio.ontimeupdate = () => {
        if (audio.currentTime >= Number(clip.to)) audio.pause();
      };
      audio.currentTime = Number(clip.from);
      return audio.play();
    })
    .catch(() => {
      voice = null;
    });
}

export function hush() {
  if (voice)
    voice.then(
      (audio) => audio.pause(),
      () => {},
    );
}

/** Silent, and no language's sound stays in memory. */
export function forgetVoice() {
  if (voice)
    voice.then(
      (audio) => {
        audio.pause();
        URL.revokeObjectURL(audio.src);
      },
      () => {},
    );
  voice = null;
}
