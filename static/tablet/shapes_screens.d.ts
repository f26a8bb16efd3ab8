// What screens are made of. Global, so that no module has to name this file.

/** How much of a visit is saved, sent, and only here. */
interface Meter {
  saved: number;
  sent: number;
  onlyHere: number;
  photosHere: number;
  photosRefused: number;
  refused: number;
}

/** One visit as its screens see it: what the drawer holds, added up. */
interface Hand {
  id: string;
  visit: PackVisit;
  pack: Pack;
  device: EnrolledDevice;
  held: Held;
  inspection: Inspection;
  checklists: Checklist[];
  version: (key: string, n: number) => Checklist;
  notes: Map<string, string>;
  meter: Meter;
  closed: boolean;
}

/** What was asked alone, in one language: words and their place in that language's sound, in seconds. */
type PlacedText = [string, ...number[]];
type Clip = [number, number];

interface AloneSound {
  address: string;
  hash: string;
  size: number;
  by_machine: boolean;
}

interface AloneLanguage {
  name: string;
  direction: string;
  touch: Record<string, PlacedText>;
  ears: string;
  machine_voice: string;
  asks: Record<string, Record<string, PlacedText> | undefined>;
  sound: AloneSound | null;
}
type AloneTexts = Record<string, AloneLanguage>;

/** Something in a note that could tell who somebody is. */
interface PiiHint {
  kind: "name" | "phone" | "mail" | "origin" | "status";
  at: number;
  words: string;
}

/** A rectangle in a picture's own points. */
interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}
interface Point {
  x: number;
  y: number;
}
interface Size {
  width: number;
  height: number;
}

/** A fair whole number from 0 to below `n`. */
type Chance = (n: number) => number;

/** Whom to ask on one shift, counted from 1, and who is next when somebody says no. */
interface ShiftDraw {
  ask: number[];
  next: number[];
}

/** What may stand inside an element; false and null are left out. */
type Child = Node | string | number | false | null | undefined | Child[];

interface Frame {
  back?: [string, string];
  place?: string;
  saved?: Element;
  thumbs?: Element[];
  hidden?: boolean;
}

/** A field in which something is typed or chosen. */
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What is picked now and saved later. */
interface Picked<Value> {
  value: Value;
  pick: (value: Value) => void;
}

/** The drafts of one screen; see screens.mjs. */
interface Draft {
  typed: (name: string, made: Field, hint?: string | null, about?: string) => HTMLElement;
  picked: <Value extends string | string[]>(name: string, start: Value) => Picked<Value>;
  settled: (...names: string[]) => Promise<void>;
}
