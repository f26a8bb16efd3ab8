// What tablet and server send each other: as inspect_app/domain/wire.py and wire_sync.py, which say what the fields mean.
// tests/domain/test_wire.py holds the two together. Global, so that no module has to name this file.

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
  talks: number;
}

interface RightsTalkValue {
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

interface MendedValue {
  about: "employer" | "site";
  id: string;
  base: number;
  changes: Record<string, Change>;
}

interface StruckValue {
  blob: string;
  why: string;
}

/** An event's or a note's hash, and its sealed bytes in base64. */
interface SealedRow {
  hash: string;
  sealed: string;
}

/** The body of PUT /sync/events: rows sealed under one content key, and that key wrapped for the ministry. */
interface EventsRequest {
  v: 1;
  device: string;
  visit: string;
  wrap: string;
  events: SealedRow[];
  blobs: SealedRow[];
}

/** What became of one event; `why` is for a person. */
interface EventAnswer {
  id: string;
  hash: string;
  answer: "aside" | "duplicate" | "refused" | "stored";
  why: null | string;
}

/** The answer to PUT /sync/events; `blobs` by the hash of each note. */
interface BatchAnswer {
  events: EventAnswer[];
  blobs: Record<string, string>;
  at: string;
  clock_behind_s: null | number;
}

/** The body of POST /sync/seal: every hash that the tablet holds for a visit. */
interface ManifestBody {
  v: 1;
  events: string[];
  blobs: string[];
  photos: string[];
}

/** What the ministry signs: every hash of a visit that it holds. */
interface ReceiptBody {
  v: 1;
  id: string;
  visit: string;
  device: string;
  at: string;
  events: string[];
  blobs: string[];
  photos: string[];
  code: string;
}

/** The signed receipt: its text, the signature in base64, and the code that can be read out. */
interface SealAnswer {
  receipt: string;
  signature: string;
  code: string;
}

interface Missing {
  events: string[];
  blobs: string[];
  photos: string[];
}

/** Instead of a receipt: what the manifest names and the ministry does not hold yet. */
interface MissingAnswer {
  missing: Missing;
}

/** How many bytes of a picture are held, and whether that is all of it. */
interface PieceAnswer {
  offset: number;
  done: boolean;
}

interface PackDevice {
  id: string;
  letter: string;
}

interface PackStaff {
  id: string;
  name: string;
  language: string;
}

interface PackAgency {
  name_en: string;
  name_fr: string;
}

interface Appointment {
  act: string;
  number: string;
}

interface PackOrder {
  citation: string;
  due_on: string;
  text: Record<string, string>;
}

interface PackFinding {
  on: string;
  item: string;
}

interface PackEmployer {
  name: string;
  names: string[];
  sector: null | string;
  orders: PackOrder[];
  findings: PackFinding[];
}

interface PackSite {
  name: string;
  address: string;
  city: string;
  kind: string;
  lat: null | number;
  lon: null | number;
  precision: string;
  dwelling: boolean;
}

/** What may be corrected of a record, and the version that a correction names. */
interface KnownRecord {
  id: string;
  version: number;
  values: Record<string, Json>;
}

interface KnownRecords {
  employer: KnownRecord;
  site: KnownRecord;
}

interface TeamMember {
  id: string;
  name: string;
  part: string;
}

interface CarriedChecklist {
  key: string;
  n: number;
  newest: number;
}

interface PackVisit {
  id: string;
  planned_for: string;
  purpose: string;
  employer: PackEmployer;
  site: PackSite;
  known: KnownRecords;
  team: TeamMember[];
  checklists: CarriedChecklist[];
  cards: number;
}

interface PackChecklist {
  key: string;
  n: number;
  hash: string;
  frozen: string;
}

interface PackLanguage {
  code: string;
  name: string;
}

/** How a field of the register is typed on a tablet. */
interface FieldRule {
  name: string;
  kind: string;
  most: number;
  needed: boolean;
  choices: string[];
}

interface PackFields {
  employer: FieldRule[];
  site: FieldRule[];
}

/** What a tablet needs for a day; `until` is when it has to be gone. */
interface Pack {
  v: 1;
  at: string;
  until: string;
  device: PackDevice;
  staff: PackStaff;
  agency: PackAgency;
  appointments: Appointment[];
  offered: string[];
  receipt_key: string;
  intake_key: string;
  fields: PackFields;
  languages: PackLanguage[];
  visits: PackVisit[];
  checklists: PackChecklist[];
}

/** What a team's other tablets sent, as texts; absent while there is nothing new. */
interface TeamEvents {
  events?: null | string[];
}
