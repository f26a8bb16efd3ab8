// What a tablet keeps, row by row. Global, so that no module has to name this file.

/** Whether and how the server answered for a row: null is not yet. */
type Sent = string | null;

type Bytes = Uint8Array<ArrayBuffer>;

/** An enrolled tablet: one a person. The key never leaves the browser. */
interface EnrolledDevice {
  id: string;
  owner: string;
  letter: string;
  key: CryptoKey;
  intake: string;
  receipt: string;
}

/** What opens a vault: the salt and the chip's id, or the secret that no script reads; the vault key wrapped; tries. */
interface VaultRow {
  salt: Bytes;
  chip: Chip | null;
  secret: CryptoKey | null;
  wrapped: Bytes;
  tries: number;
  until: number;
}

/** A key in the tablet's security chip. */
interface Chip {
  id: ArrayBuffer;
  salt: Bytes;
}

/**
 * A content key of a visit: wrapped for the vault (`first`, null once it may not be read here) and for the ministry.
 */
interface KeyRow {
  device: string;
  visit: string;
  no: number;
  first: Bytes | null;
  second: Bytes;
  closed: boolean;
}

interface EventRow {
  device: string;
  visit: string;
  no: number;
  id: string;
  seq: number;
  n: number;
  hash: string;
  sent: Sent;
  why: string | null;
  sealed: Bytes;
}

interface NoteRow {
  device: string;
  visit: string;
  no: number;
  hash: string;
  event: string;
  sent: Sent;
  sealed: Bytes;
}

interface PhotoRow {
  device: string;
  visit: string;
  no: number;
  sha256: string;
  size: number;
  type: string;
  kind: string;
  sent: Sent;
  why?: string | number | null;
}

/** A sealed piece of a picture, without whose it is. */
interface Piece {
  start: number;
  sealed: Bytes;
}
type PieceRow = Piece & { device: string; visit: string; sha256: string };

interface ReceiptRow {
  device: string;
  visit: string;
  text: string;
  signature: string;
  code: string;
  receipt: ReceiptBody;
}

/** A visit on one tablet. */
interface VisitPlace {
  device: string;
  visit: string;
}

/** Everything of one visit on one tablet; `unsaved` counts the events that are nowhere but in memory. */
interface Held {
  events: EventRow[];
  notes: NoteRow[];
  photos: PhotoRow[];
  readonly unsaved?: number;
}

/** One write, all or nothing. */
interface Write {
  key?: KeyRow;
  event?: EventRow;
  notes?: NoteRow[];
  photos?: PhotoRow[];
  pictures?: PieceRow[];
}

/** A note before it is sealed. */
interface Note {
  hash: string;
  salt: string;
  text: string;
}

/** A picture before it is sealed. */
interface Picture {
  sha256: string;
  size: number;
  type: string;
  kind: string;
  content: ArrayBuffer;
}

/** A request of the tablet before it is signed. */
interface TabletRequest {
  method: string;
  target: string;
  body?: string | Bytes;
}

/** The hashes of a visit by kind. */
type Lists = Pick<ManifestBody, "events" | "blobs" | "photos">;

/** The rows of one request, all under the content key `no`. */
interface Batch {
  no: number;
  events: EventRow[];
  notes: NoteRow[];
}

/** What the next event is made of; see write.mjs. */
interface NewEvent {
  id: string;
  visit: string;
  device: string;
  by: string;
  last: { seq: number; n: number; hash: string } | null;
  highest: number;
  at: string;
  mono: number;
  what: string;
  value: unknown;
  more?: Partial<Envelope>;
  saw?: Record<string, number>;
}

/** The stores of the browser's database. */
type LocalDb = {
  meta: { key: string; value: string };
  vaults: { key: string; value: VaultRow };
  sealed: { key: [string, string]; value: Bytes };
  devices: { key: string; value: EnrolledDevice };
  keys: { key: [string, string, number]; value: KeyRow };
  events: { key: [string, string, number]; value: EventRow };
  notes: { key: [string, string, string]; value: NoteRow };
  photos: { key: [string, string, string]; value: PhotoRow };
  pictures: { key: [string, string, string, number]; value: PieceRow };
  receipts: { key: [string, string]; value: ReceiptRow };
};

/** What only the PIN opens, by name. */
interface VaultContents {
  pack: Pack;
  checklists: Record<string, PackChecklist>;
  drafts: Record<string, string | string[]>;
  [team: `beside ${string}`]: { events: Envelope[] } | null;
}

/** A visit with what its keys were wrapped to for the ministry. */
interface Waiting extends VisitPlace {
  wrapOf: (no: number) => Bytes;
  held: Held;
}
