// Whether there is room for another photo. Pure; bytes.

const FULL = 0.85;
const LEAST = 50e6;

/**
 * True when a photo could be the last thing this tablet keeps: over 85 % used, or less than 50 MB left.
 * @param {{ usage: number; quota: number }} room
 */
export const isCrowded = ({ usage, quota }) => quota > 0 && (usage > FULL * quota || quota - usage < LEAST);
