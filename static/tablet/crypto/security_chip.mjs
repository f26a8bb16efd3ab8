// A secret in the tablet's own security chip (WebAuthn with the PRF extension): where a PIN is mixed with it, a copy of
// the disk holds nothing to try PINs on. The chip gives it only after the tablet's own screen lock.

const HMAC = { name: "HMAC", hash: "SHA-256" };
/** @param {number} count */
const chance = (count) => crypto.getRandomValues(new Uint8Array(count));

/** Whether this tablet has a chip that asks who is there. */
export const hasChip = async () =>
  Boolean(await globalThis.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable?.());

/** A new key in the chip: {id, salt}; null when the person said no, or the chip gives no secrets. */
export async function newChip() {
  try {
    const made = /** @type {PublicKeyCredential | null} */ (
      await navigator.credentials.create({
        publicKey: {
          rp: { name: "Spotcheck" },
          user: { id: chance(16), name: "Spotcheck", displayName: "Spotcheck" },
          challenge: chance(32),
          pubKeyCredParams: [
            { type: "public-key", alg: -7 },
            { type: "public-key", alg: -257 },
          ],
          authenticatorSelection: { authenticatorAttachment: "platform", userVerification: "required" },
          extensions: { prf: {} },
        },
      })
    );
    return made?.getClientExtensionResults().prf?.enabled ? { id: made.rawId, salt: chance(32) } : null;
  } catch {
    return null;
  }
}

/**
 * What the PIN is mixed with; null when the tablet's own lock was not opened or the key is gone from the chip.
 * @param {Chip} chip
 */
export async function chipSecret({ id, salt }) {
  try {
    const given = /** @type {PublicKeyCredential | null} */ (
      await navigator.credentials.get({
        publicKey: {
          challenge: chance(32),
          allowCredentials: [{ type: "public-key", id }],
          userVerification: "required",
          extensions: { prf: { eval: { first: salt } } },
        },
      })
    );
    const secret = given?.getClientExtensionResults().prf?.results?.first;
    return secret ? await crypto.subtle.importKey("raw", secret, HMAC, false, ["sign"]) : null;
  } catch {
    return null;
  }
}
