// What goes over the line around events: as inspect_app/domain/fieldwork/wire_sync.py.
// tests/domain/fieldwork/test_wire.py holds the two together.

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
  answer: "quarantined" | "duplicate" | "refused" | "stored";
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
  time_zone: string;
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
  time_zone: string;
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
