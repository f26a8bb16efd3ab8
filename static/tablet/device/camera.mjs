// The camera: an in-page viewfinder where there is one, else a file. Pictures are scaled before they are kept.

const LONGEST = 2048;

/** @param {OffscreenCanvas} canvas */
function inkOf(canvas) {
  const ink = canvas.getContext("2d");
  if (!ink) throw new DOMException("canvas", "NotSupportedError");
  return ink;
}

/**
 * Starts the viewfinder in a video element; resolves to a stop function, or null when there is no camera.
 * @param {HTMLVideoElement} video
 */
export async function viewfinder(video) {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment", width: 2048 },
      audio: false,
    });
    video.srcObject = stream;
    await video.play();
    return () => {
      for (const track of stream.getTracks()) track.stop();
    };
  } catch {
    return null;
  }
}

/**
 * What a video shows at this moment, or a picture file holds: drawn at once, so that the scene cannot move on.
 * @param {Blob | HTMLVideoElement} source
 */
export async function still(source) {
  const picture = source instanceof Blob ? await createImageBitmap(source, { imageOrientation: "from-image" }) : source;
  const [width, height] =
    "videoWidth" in picture ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height];
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  inkOf(canvas).drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/**
 * A JPEG blob of a drawn picture, at most 2048 pixels a side, without metadata.
 * @param {OffscreenCanvas} canvas
 */
export const shot = (canvas) => canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 });

/**
 * A JPEG blob of a drawn signature on white.
 * @param {HTMLCanvasElement} canvas
 */
export function inked(canvas) {
  const paper = new OffscreenCanvas(canvas.width, canvas.height);
  const ink = inkOf(paper);
  ink.fillStyle = "#ffffff";
  ink.fillRect(0, 0, paper.width, paper.height);
  ink.drawImage(canvas, 0, 0);
  return paper.convertToBlob({ type: "image/jpeg", quality: 0.9 });
}

/**
 * Paints the boxes into the picture itself: what lay under them is gone before anything is hashed.
 * @param {OffscreenCanvas} still
 * @param {Box[]} boxes
 */
export function covered(still, boxes) {
  const ink = inkOf(still);
  ink.fillStyle = "#000000";
  for (const { x, y, w, h } of boxes) ink.fillRect(x, y, w, h);
  return still;
}
