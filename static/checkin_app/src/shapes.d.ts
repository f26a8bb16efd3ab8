// The shapes of the worker's page and the lent handset. Global, so that no module has to name this file.

/** The words of a language, by key. */
type Words = Record<string, string>;

/** Shows how a sending goes, in the worker's words. */
type Tell = (state: string) => void;

/** How leaving, answers and calls go out of a page. */
interface Ways {
  leave: (where: string) => void;
  box: (code: string, box: Bytes, words: Words, tell: Tell, then: (answer: string) => void) => void;
  read: (code: string, words: Words, tell: Tell, then: (answer: string) => void) => void;
  call: (kind: string, code: string, words: Words, tell: Tell, then: (now: ReadsNow) => void) => void;
}

/** Who reads a call now, and until when. */
interface ReadsNow {
  reads: string;
  at: string;
}

/** What the server's door for handsets answers; any state but "open" ends the handset. */
interface DoorAnswer extends ReadsNow {
  state: string;
}

/** Whose handset this is: its door's key, its last day as YYYYMMDD, its short name. */
interface Own {
  door: Uint8Array;
  closes: string;
  name: string;
}

/** Sealed letters of two fixed sizes. */
interface Letters {
  letter: (box: Uint8Array | null | undefined) => Bytes;
  call: (word: string | undefined) => Bytes;
}

/** What a lent handset keeps; see slots.mjs. */
interface HandsetStore {
  state: () => Promise<{ written: Bytes; ring: Bytes }>;
  letters: () => Promise<Bytes[]>;
  write: (at: number, letter: Bytes, written: Bytes, ring: Bytes) => Promise<void>;
  refill: (slots: Bytes[], ring: Bytes) => Promise<void>;
  refillCalls: (ring: Bytes) => Promise<void>;
}

/** Disk, line, chance and day, given from outside. */
interface Outside {
  keep: HandsetStore;
  post: (path: string, bytes: Bytes) => Promise<DoorAnswer>;
  letters: Letters;
  below: Chance;
  day: () => string;
}

/** The stores of a handset's database. */
type HandsetDb = {
  own: { key: "way" | "written" | "ring"; value: Own | Bytes };
  slots: { key: number; value: Bytes };
};
