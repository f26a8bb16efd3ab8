// What tablet and server send each other: as inspect_app/domain/fieldwork/wire.py;
// tests/domain/fieldwork/test_wire.py holds the two together. Global, so that no module has to name this file.

/** What a JSON field may hold where the rules do not say. */
type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** A place in degrees (WGS 84), and how far off it may be, in metres. */
interface Fix {
  lat: number;
  lon: number;
  acc: number;
}

/** One step of where an event belongs: a section and its item, a person case, or a row. */
interface Step {
  section?: string;
  item?: string;
  case?: string;
  row?: string;
}

/** The frozen version of a checklist that was on the screen. */
interface ChecklistRef {
  key: string;
  n: number;
  hash: string;
}

/** An event v1. What `value` holds depends on `what`: the classes named ...Value. */
interface Envelope {
  v: 1;
  id: string;
  visit: string;
  device: string;
  by: string;
  seq: number;
  n: number;
  prev: null | string;
  at: string;
  mono: number;
  what: string;
  value: Json;
  fix?: Fix | null;
  at_item?: Step[];
  checklist?: ChecklistRef;
  saw?: Record<string, number>;
}

interface ArrivedValue {
  fix: Fix | null;
  distance_m: null | number;
  pin?: Fix | null;
  reason?: string;
}

interface EntryValue {
  outcome: "delayed" | "entered" | "nobody" | "refused";
  minutes?: null | number;
  by_whom?: string;
  words?: string;
  identified: boolean;
  act: string;
  section: string;
  greeted: boolean;
  representative: string;
}

interface DwellingValue {
  by: "consent" | "warrant" | "withdrawn";
  who?: string;
  language?: string;
  warrant?: string;
}

interface VersionValue {
  key: string;
  n: number;
  seen: number;
}

interface AnsweredValue {
  value: boolean | null | number | string | string[];
  basis: string[];
  note: null | string;
}

interface ChosenValue {
  event: string;
}

interface CaseAgeValue {
  age_band: "16_17" | "18_plus" | "under_16" | "unknown";
}

/** The four fields of an interpreter are there exactly when there was one. */
interface CaseSettingValue {
  seen_by: string;
  heard_by: string;
  interpreter: string;
  number?: string;
  language?: string;
  no_tie?: boolean;
  accepted?: boolean;
}

interface CaseSlipValue {
  salt: string;
  hash: string;
  rounds: number;
}

interface DrawnValue {
  people: number;
  interviews: number;
}

interface RightsBriefingValue {
  n: number;
}

interface NoteStaysValue {
  note: string;
  why: string;
}

interface ExpectedBackValue {
  back_by: null | string;
}

interface PhotographedValue {
  sha256: string;
  size: number;
  type: "image/jpeg" | "image/webp";
  caption: null | string;
}

interface CardsHandedValue {
  point: null | string;
  n: number;
}

interface KindValue {
  kind: "investigation";
  reason: string;
}

interface OrderValue {
  item: string;
  act: string;
  text: string;
  due_on: null | string;
  citation: string;
  withdrawn?: boolean;
  sleep?: null | string;
}

interface DemandedValue {
  what: string;
  act: string;
  due_on: null | string;
}

interface PaperValue {
  receipt: string;
  how: "copied" | "removed";
  what: string;
  pages: null | number;
  return_on: null | string;
}

interface CustodyValue {
  receipt: string;
  move: "handed" | "returned";
  who: string;
}

interface SampledValue {
  what: string;
  seal: string;
  split: "accepted" | "not_offered" | "refused";
  why?: string;
}

interface WarrantValue {
  number: string;
  issued_by: string;
  issued_on: null | string;
}

interface CautionedValue {
  whom: string;
  language: string;
}

interface StopWorkValue {
  what: string;
  whom: string;
  act: string;
  posted: boolean;
}

interface StopLiftedValue {
  stop: string;
  by: string;
}

interface ReplyValue {
  text: string;
}

interface SignedValue {
  role: "employer" | "inspector";
  outcome: "absent" | "refused" | "signed";
  name?: null | string;
  covers: string;
  picture: null | string;
}

interface Change {
  from: Json;
  to: Json;
}

interface CorrectedValue {
  about: "employer" | "site";
  id: string;
  base: number;
  changes: Record<string, Change>;
}

interface RedactedValue {
  blob: string;
  why: string;
}
