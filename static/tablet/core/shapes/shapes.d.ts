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
  min?: string;
  max?: string;
  decimals?: number;
  unit?: Texts;
  currency?: string;
  same_as?: string;
}

interface Section {
  id: string;
  title: Texts;
  items: Item[];
  situation?: string;
  repeat?: { kind: string; label?: Texts; of?: string; max?: number; inside?: string };
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

/** An item that a worker may answer alone, with what it stands in. */
type AlonePlace = ItemPlace & { item: AloneItem };
type AloneItem = Item & { alone: NonNullable<Item["alone"]> };

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
  row_added: Record<string, never>;
  row_removed: Record<string, never>;
  case_added: Record<string, never>;
  case_age: CaseAgeValue;
  case_setting: CaseSettingValue;
  case_slip: CaseSlipValue;
  drawn: DrawnValue;
  rights_briefing: RightsBriefingValue;
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
  corrected: CorrectedValue;
  closed: Record<string, never>;
  redacted: RedactedValue;
}
type Verb = keyof Values;

/** A parsed event of one verb. */
type EventOf<What extends Verb> = Omit<Envelope, "what" | "value"> & {
  what: What;
  value: Values[What];
} & (What extends "answered" ? { checklist: ChecklistRef } : unknown);

/** The records of the register that a visit may correct. */
type RecordKind = "employer" | "site";

/** A parsed event whose verb has not been looked at yet. */
type AnyEvent = { [What in Verb]: EventOf<What> }[Verb];

/** What is enough to say which event was made with sight of which. */
type Sighted = Pick<Envelope, "device" | "seq"> & { saw?: Record<string, number> };

/** The value of an event with which event it was, when, and by whom. */
type Stamped<Value> = Value & { event: string; at: string; staff: string };
