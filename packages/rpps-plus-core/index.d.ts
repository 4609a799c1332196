/** A sentence in French and in English. */
export interface Text {
  fr: string;
  en: string;
}

/** `YYYY-MM-DD`. */
export type CalendarDate = string;
export type Sector = "SANITAIRE" | "SOCIAL_MEDICO_SOCIAL" | "UNKNOWN";
export type Stage = "DRAFTING" | "SUBMITTING" | "DECIDING";
export type Outcome = "ELIGIBLE" | "AT_RISK" | "NOT_ELIGIBLE";
export type Severity = "INFO" | "WARNING" | "BLOCKING";

/** By which rules to judge: the built-in ones, unless others are handed in. */
export interface RulesAsked {
  /** The `body` of a rule set, as the portal's query `ruleSet` gives it, or the object that it is the text of. */
  rules?: string | object | null;
  /** The name the rule set must have; `NOT_FOUND` if it has another. */
  ruleSet?: string | null;
  /** The hash the rule set must have; `RULE_SET_CHANGED` if it has another. */
  ruleSetHash?: string | null;
}

/** A form as typed: what is missing is empty. */
export interface RawForm {
  civilite?: string;
  exerciseLastName?: string;
  exerciseFirstName?: string;
  email?: string;
  phone?: string;
  birthTown?: string;
  structureFiness?: string;
  role?: string;
  activityKind?: string;
  practiceMode?: string;
  category?: string;
  startDate?: string;
  endDate?: string;
  healthDataNeed?: boolean | null;
  ecpsOnlyAcknowledged?: boolean;
  dmpAcknowledged?: boolean;
  riskAcknowledged?: boolean;
  termsVersion?: string;
}

/** The form once everything in it is right. */
export interface Form {
  civilite: string;
  exerciseLastName: string;
  exerciseFirstName: string;
  email: string;
  phone: string;
  birthTown: string | null;
  structureFiness: string;
  role: string;
  activityKind: string;
  practiceMode: string;
  category: string;
  startDate: CalendarDate;
  endDate: CalendarDate | null;
  healthDataNeed: boolean;
}

/** What of a civil status a form is parsed by. */
export interface Person {
  birthDate: CalendarDate;
  /** INSEE code, of whoever was born in France. */
  birthCommune?: string | null;
  /** INSEE code; France unless given. */
  birthCountry?: string | null;
  /** Who vouches for the civil status, where it is known. */
  certification?: "FC" | "FCP" | "NC" | null;
}

export interface CheckFormInput extends RulesAsked {
  form: RawForm;
  person: Person;
  /** The day to judge by. */
  asOf: CalendarDate;
  /** `SUBMITTING` unless given. */
  stage?: Stage | null;
  /** That of the structure. */
  sector?: Sector | null;
  /** The terms in force; any that were accepted count when this is not given. */
  termsVersion?: string | null;
}

/** The input of the portal's query `simulateVerdict`, whose `asOf` may not be left out here. */
export interface SimulateVerdictInput extends RulesAsked {
  asOf: CalendarDate;
  role?: string | null;
  sector?: Sector | null;
  healthDataNeed?: boolean | null;
  startDate?: CalendarDate | null;
  birthDate?: CalendarDate | null;
  ecpsOnlyAcknowledged?: boolean;
  dmpAcknowledged?: boolean;
  riskAcknowledged?: boolean;
  termsAccepted?: boolean;
}

export interface FieldError {
  field: string;
  /** A code of the portal's `errorCatalogue`. */
  problem: string;
  text: Text;
}

export interface Finding {
  /** A code of the portal's `ruleCatalogue`: never renamed, never reused. */
  code: string;
  severity: Severity;
  /** The registration will probably be deleted later. */
  risk: boolean;
  field: string | null;
  text: Text;
  remedy: Text;
  source: string;
}

export interface Verdict {
  outcome: Outcome;
  ruleSet: string;
  ruleSetHash: string;
  /** The heaviest first. What only the register knows gives none. */
  findings: Finding[];
}

export interface CheckedForm {
  /** `null` when there are errors. */
  form: Form | null;
  /** All of them at once. */
  errors: FieldError[];
  verdict: Verdict;
}

export interface RuleSet {
  name: string;
  effectiveFrom: CalendarDate;
  hash: string;
  /** JSON; `hash` is its SHA-256. */
  body: string;
}

/** The rules do not answer: `INVALID_ARGUMENT`, `INVALID_RULE_SET`, `NOT_FOUND` or `RULE_SET_CHANGED`. */
export class CoreRefusal extends Error {
  readonly code: string;
  readonly text: Text;
}

/** Parses a form and judges it. */
export function checkForm(input: CheckFormInput): CheckedForm;
/** The verdict that a filing with these answers would get. */
export function simulateVerdict(input: SimulateVerdictInput): Verdict;
/** The rule set that an input would be judged by. */
export function ruleSet(input?: RulesAsked): RuleSet;
