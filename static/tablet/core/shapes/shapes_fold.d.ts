// What the events of a visit add up to. Global, so that no module has to name this file.

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
  rights_briefings: Stamped<RightsBriefingValue>[];
  stays: Record<string, string>;
  expected_back: Stamped<ExpectedBackValue> | null;
  papers: Papers;
  /** "checklist/item" -> the name of its question, where more than one checklist asks it. */
  same_as: Record<string, string>;
}

/** Who did something, and when. */
interface Done {
  event: string;
  at: string;
  staff: string;
}

/** A row of a section that repeats; `row` is its id after those it lies in, `contested` the removals it outlived. */
interface RepeatRow extends Done {
  checklist: string;
  section: string;
  row: string;
  removed: Done | null;
  contested: string[];
}

/** An event that says something in a row. */
type RowWord = Pick<Envelope, "device" | "seq" | "saw">;
type RowEvent = EventOf<"row_added" | "row_removed">;

/** Rows while they are added up: path -> additions and removals; path -> what was said in it or below. */
interface RowBook {
  made: Map<string, RowEvent[]>;
  words: Map<string, RowWord[]>;
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
  rows: RowBook;
  cases: Map<string, Omit<PersonCase, "id">>;
  photos: Map<string, Photo>;
  orders: Map<string, Stamped<OrderValue>>;
  signatures: Map<string, Stamped<SignedValue>>;
  corrections: Mend[];
  earlier: EarlierAnswer[];
  late: string[];
  redacted: Record<string, string>;
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
  rows: RepeatRow[];
  removed_answers: Answer[];
  removed_photos: Photo[];
  cases: PersonCase[];
  photos: Photo[];
  orders: Stamped<OrderValue>[];
  signatures: Stamped<SignedValue>[];
  corrections: StandingMend[];
  history: { earlier: EarlierAnswer[]; late: string[]; redacted: Record<string, string> };
}

/** What the hints look at. */
type Judged = Pick<Hand, "checklists" | "inspection">;
