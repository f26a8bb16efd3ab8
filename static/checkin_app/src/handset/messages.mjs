// The letters of a lent handset: two sizes, whatever is in them, sealed to the handset's own door, so that the tablet
// itself cannot tell afterwards which of them says something. The server's side is
// inspect_app/domain/checkins/handsets.py.
const BOX = 2096;
const SEAL = 48;
export const LETTER = 1 + BOX + SEAL;
export const CALL = 16 + SEAL;
// The last two are the tablet's own: everything went out; it is put away.
const WORDS = ["", "hurt", "locked_in", "violence", "child", "sent", "away"];

/**
 * @param {Uint8Array} door
 * @param {(plain: Uint8Array, door: Uint8Array) => Bytes} seal
 * @returns {Letters}
 */
export const lettersTo = (door, seal) => ({
  /** A letter with a sealed box, or without. */
  letter(box) {
    const plain = new Uint8Array(1 + BOX);
    if (box) {
      plain[0] = 1;
      plain.set(box, 1);
    }
    return seal(plain, door);
  },
  call(word) {
    const plain = new Uint8Array(16);
    plain[0] = Math.max(0, WORDS.indexOf(word || ""));
    return seal(plain, door);
  },
});

/** @param {Uint8Array[]} pieces */
export function joined(pieces) {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  pieces.reduce((at, piece) => {
    all.set(piece, at);
    return at + piece.length;
  }, 0);
  return all;
}
