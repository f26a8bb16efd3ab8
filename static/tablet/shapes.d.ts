// The shapes that more than one module of the tablet knows. What goes over the line is in wire.d.ts. Global, so that no
// module has to name this file.

/** Words by language; every text has at least "en" and "fr". */
type Texts = Record<string, string | undefined>;

/** A condition as the server parsed it. */
type Tree =
  | ["num", number]
  | ["str", string]
  | ["self"]
  | ["item", string]
  | ["rows", string]
  | ["neg", Tree]
  | ["op", string, Tree, Tree]
  | ["fn", string, Tree[]];

interface Condition {
  source?: string;
  ast: Tree;
}

/** What an expression can see; see expression.mjs. */
interface Setting {
  answers: Record<string, unknown>;
  this?: unknown;
  rows?: string[];
  place?: number;
  today?: string;
  now?: string;
  language?: string;
  labels?: Record<string, Record<string, string>>;
}

interface Choice {
  id: string;
  label: Texts;
  says?: string;
  filter?: Condition;
}

interface Law {
  cite: string;
  title?: Texts;
  says?: Texts;
}

interface Guidance {
  what: Texts;
  how?: Texts;
  signs?: Texts;
  ask?: Texts;
  never?: Texts;
}

/** An item of a frozen checklist. Fields at their default are left out of the frozen form. */
interface Item {
  id: string;
  ask: Texts;
  type: string;
  basis: string;
  pii: string;
  say?: Texts;
  alone?: { ask: Texts; present: string };
  guidance?: Guidance;
  choices?: Choice[];
  when?: Condition;
  must?: { expr: Condition; message: Texts };
  indicators?: string[];
  law?: Law[];
  order?: { act: string; due_days: number; text: Texts };
  urgent?: string;
  icon?: string;
}

interface Section {
  id: string;
  title: Texts;
  items: Item[];
  situation?: string;
  repeat?: { kind: string; label?: Texts };
}

/** A checklist as it was frozen, and the hash of that text. */
interface Checklist {
  key: string;
  n: number;
  hash: string;
  title: Texts;
  sections: Section[];
}

/** An item with what it stands in. */
interface ItemPlace {
  checklist: Checklist;
  section: Section;
  item: Item;
}

/** A question to ask; `row` is null where nothing repeats. */
interface Place {
  section: string;
  item: string;
  row: string | null;
}

/** An answer as an event carries it. */
type AnswerValue = AnsweredValue["value"];

/** Item -> answer; of an item in a repeating section: row -> answer; of such a section: its rows. */
type Answers = Record<string, AnswerValue | Record<string, AnswerValue> | undefined>;

/** Today, now and the language, as conditions may ask for them. */
interface About {
  today?: string;
  now?: string;
  language?: string;
}

/** The value of each verb; a verb that is not here is passed over. */
interface Values {
  arrived: ArrivedValue;
  entry: EntryValue;
  dwelling: DwellingValue;
  program: string;
  version: VersionValue;
  answered: AnsweredValue;
  chosen: ChosenValue;
  case_added: Record<string, never>;
  case_age: CaseAgeValue;
  case_setting: CaseSettingValue;
  case_slip: CaseSlipValue;
  drawn: DrawnValue;
  rights_talk: RightsTalkValue;
  note_stays: NoteStaysValue;
  expected_back: ExpectedBackValue;
  photographed: PhotographedValue;
  cards_handed: CardsHandedValue;
  kind: KindValue;
  order: OrderValue;
  demanded: DemandedValue;
  paper: PaperValue;
  custody: CustodyValue;
  sampled: SampledValue;
  warrant: WarrantValue;
  cautioned: CautionedValue;
  stop_work: StopWorkValue;
  stop_lifted: StopLiftedValue;
  reply: ReplyValue;
  signed: SignedValue;
  mended: MendedValue;
  closed: Record<string, never>;
  struck: StruckValue;
}
type Verb = keyof Values;

/** A parsed event of one verb. */
type EventOf<What extends Verb> = Omit<Envelope, "what" | "value"> & { what: What; value: Values[What] };

/** A parsed event whose verb has not been looked at yet. */
type AnyEvent = { [What in Verb]: EventOf<What> }[Verb];

/** What is enough to say which event was made with sight of which. */
type Sighted = Pick<Envelope, "device" | "seq"> & { saw?: Record<string, number> };

/** The value of an event with which event it was, when, and by whom. */
type Stamped<Value> = Value & { event: string; at: string; staff: string };

/** An answer that stands; `differs` names the events beside it that say something else. */
interface Answer {
  section: string;
  item: string;
  row: string | null;
  checklist: string;
  n: number;
  value: AnswerValue;
  basis: string[];
  note: string | null;
  by: string;
  at: string;
  event: string;
  differs: string[];
}

interface PersonCase {
  id: string;
  age_band: string;
  setting: Partial<CaseSettingValue>;
  slips: CaseSlipValue[];
}

interface Photo {
  sha256: string;
  size: number;
  media_type: string;
  item: string | null;
  section: string | null;
  row: string | null;
  caption: string | null;
  at: string;
  fix: Fix | null;
}

/** One field of a record put right. */
interface Mend {
  about: "employer" | "site";
  id: string;
  field: string;
  from: Json;
  to: Json;
  base: number;
  event: string;
  at: string;
  staff: string;
  device: string;
  seq: number;
  n: number;
  saw: Record<string, number>;
}
type StandingMend = Mend & { stands: boolean; differs: string[] };

interface Papers {
  demands: Stamped<DemandedValue>[];
  receipts: (Stamped<PaperValue> & { moves: Stamped<CustodyValue>[] })[];
  samples: Stamped<SampledValue>[];
  warrant: Stamped<WarrantValue> | null;
  cautions: Stamped<CautionedValue>[];
  stops: (Stamped<StopWorkValue> & { lifted: Stamped<StopLiftedValue> | null })[];
}

/** What stays as it is from the book of a fold to the inspection it gives. */
interface Folded {
  visit: string;
  kind: string;
  kind_since: string | null;
  arrived: Stamped<ArrivedValue> | null;
  entry: Stamped<EntryValue> | null;
  dwelling: Stamped<DwellingValue> | null;
  program: string;
  versions: Record<string, Stamped<VersionValue>>;
  reply: string | null;
  cards: Stamped<CardsHandedValue>[];
  closed: boolean;
  draws: Stamped<DrawnValue>[];
  rights_talks: Stamped<RightsTalkValue>[];
  stays: Record<string, string>;
  expected_back: Stamped<ExpectedBackValue> | null;
  papers: Papers;
}

interface EarlierAnswer {
  checklist: string;
  section: string;
  item: string;
  row: string | null;
  event: string;
  value: AnswerValue;
  by: string;
  at: string;
  note: string | null;
}

/** A visit while its events are added up. */
interface Book extends Folded {
  live: Map<string, EventOf<"answered">[]>;
  cases: Map<string, Omit<PersonCase, "id">>;
  photos: Map<string, Photo>;
  orders: Map<string, Stamped<OrderValue>>;
  signatures: Map<string, Stamped<SignedValue>>;
  mends: Mend[];
  earlier: EarlierAnswer[];
  late: string[];
  struck: Record<string, string>;
}

/** What one verb does to the book. */
type Reducer<What extends Verb> = (
  book: Book,
  event: EventOf<What>,
  stamped: <Value>(event: Omit<Envelope, "value"> & { value: Value }) => Stamped<Value>,
) => void;
type Reducers = { [What in Verb]?: Reducer<What> };

/** What the events of a visit add up to. */
interface Inspection extends Folded {
  answers: Answer[];
  cases: PersonCase[];
  photos: Photo[];
  orders: Stamped<OrderValue>[];
  signatures: Stamped<SignedValue>[];
  mends: StandingMend[];
  history: { earlier: EarlierAnswer[]; late: string[]; struck: Record<string, string> };
}

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

/** A content key of a visit: wrapped for the vault (`first`, null once it may not be read here) and for the ministry. */
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

/** Everything of one visit on one tablet; `adrift` counts the events that are nowhere but in memory. */
interface Held {
  events: EventRow[];
  notes: NoteRow[];
  photos: PhotoRow[];
  readonly adrift?: number;
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
