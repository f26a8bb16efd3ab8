// Invented pictures for tests and measurements.

/**
 * A JPEG of coloured noise: no two are the same, and none is small.
 * @param {number} side
 * @param {number} [quality]
 */
export async function noise(side, quality = 0.9) {
  const paper = new OffscreenCanvas(side, side);
  const ink = /** @type {OffscreenCanvasRenderingContext2D} */ (paper.getContext("2d"));
  const dots = ink.createImageData(side, side);
  for (let at = 0; at < dots.data.length; at += 65536) crypto.getRandomValues(dots.data.subarray(at, at + 65536));
  for (let at = 3; at < dots.data.length; at += 4) dots.data[at] = 255;
  ink.putImageData(dots, 0, 0);
  return paper.convertToBlob({ type: "image/jpeg", quality });
}
