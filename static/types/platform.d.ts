// What browsers have and TypeScript's own list of them does not.

interface NavigatorUAData {
  readonly platform: string;
}

interface Navigator {
  readonly userAgentData?: NavigatorUAData;
  readonly connection?: { readonly saveData?: boolean };
}

declare module "tweetnacl-sealedbox-js" {
  /** An anonymous NaCl box for whoever holds the other half of `publicKey`. */
  export function seal(message: Uint8Array, publicKey: Uint8Array): Uint8Array<ArrayBuffer>;
}
