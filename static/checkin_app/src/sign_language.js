// A clip in sign language, in the place of its button. All clips have one size on the line.
/**
 * @param {HTMLElement} button
 * @param {string} lang
 */
export function watch(button, lang) {
  fetch(`/c/check-in.sign-${lang}-${button.dataset.clip}`, { credentials: "omit", referrerPolicy: "no-referrer" })
    .then((answer) => {
      if (!answer.ok) throw new Error("later");
      return answer.blob();
    })
    .then((clip) => {
      const video = document.createElement("video");
      video.controls = true;
      video.muted = true;
      video.setAttribute("playsinline", "");
      video.setAttribute("aria-label", button.getAttribute("aria-label") || "");
      video.src = URL.createObjectURL(clip);
      /** @type {Node} */ (button.parentNode).replaceChild(video, button);
      return video.play();
    })
    .catch(() => {});
}
