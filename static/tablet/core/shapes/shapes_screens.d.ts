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
  version: (key: string, n: number) => Checklist | undefined;
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

/** "a" is any text here, and [] any list of texts: what is picked later is another one. */
type Loose<Value> = (Value extends string ? string : never) | (Value extends string[] ? string[] : never);

/** What is picked now and saved later. */
interface Picked<Value> {
  value: Value;
  pick: (value: Value) => void;
}

/** The drafts of one screen; see screens.mjs. */
interface Draft {
  typed: (name: string, made: Field, hint?: string | null, about?: string) => HTMLElement;
  picked: <Value extends string | string[]>(name: string, start: Value) => Picked<Loose<Value>>;
  settled: (...names: string[]) => Promise<void>;
}

/** A place on the globe, in degrees. */
interface Spot {
  lat: number;
  lon: number;
}

/** One field of a record as a tablet knows it. */
interface KnownField {
  asked: FieldRule;
  held: Json;
  standing: StandingMend[];
  shown: Json;
}

/** The attributes of an element; null, undefined and false are left out, and "on..." listens. */
interface Attributes {
  onclick?: (event: MouseEvent & { target: HTMLButtonElement }) => unknown;
  onchange?: (event: Event & { target: HTMLSelectElement }) => unknown;
  onkeydown?: (event: KeyboardEvent) => unknown;
  onkeyup?: (event: KeyboardEvent) => unknown;
  oncontextmenu?: (event: MouseEvent) => unknown;
  [name: string]: string | number | boolean | null | undefined | ((event: never) => unknown);
}

/** A drawing's parts: name and attributes of each. */
type Shape = [string, Record<string, string | number>];

/** A tablet in a worker's hands: whose visit and case, in which language, at which question. */
interface HandedOver {
  visit: string;
  person: string;
  code: string;
  at: number;
}

/** A confirmed gate. */
type Gate = Spot & { acc: number };
