/**
 * What a protocol is: the versioned list of promises that an office makes to each household, with the ladders for
 * silence and lateness. It is data that managers edit as YAML; `protocol.dto.ts` checks it, and these are the names
 * that rules use. A case pins one version for its whole life.
 */
import type { Roll } from '../../libs/calendar/calendar.js';
import type { ClockTime } from '../../libs/calendar/zone.js';
import type { Offset } from './offset.rules.js';

/** The four tiers, most urgent first. */
export const TIERS = ['P1', 'P2', 'P3', 'P4'] as const;
/** How urgent a household is, from P1 urgent to P4 light. */
export type Tier = (typeof TIERS)[number];

/** Ways of being in touch, the least demanding first: when two checkpoints meet, the more demanding one is taken. */
export const CHANNELS = ['file', 'sms', 'email', 'partner', 'call', 'in_person', 'visit'] as const;
/** How a contact is made; `file` is work on the case without anybody to reach. */
export type Channel = (typeof CHANNELS)[number];

/** The dated events that promises are counted from. */
export const ANCHORS = ['PLANNED_ARRIVAL', 'ARRIVAL', 'ARRIVAL_PROVINCE', 'MOVE_IN'] as const;
export type Anchor = (typeof ANCHORS)[number];

/** A value for the tiers that have one. */
export type PerTier<T> = Readonly<Partial<Record<Tier, T>>>;

/** A name in both languages of the office; protocols are data, so their words live with them. */
export interface ProtocolName { readonly fr: string; readonly en: string }

/** One thing to settle; `per` says for whom it is asked. Codes are unique in a protocol, so lists can be merged. */
export interface ChecklistItem {
  readonly code: string;
  readonly per: 'household' | 'newcomer' | 'adult' | 'child';
  readonly name: ProtocolName;
}

/** One promise of a protocol, before any household. */
export interface ProtocolCheckpoint {
  readonly code: string;
  readonly name: ProtocolName;
  readonly anchor: Anchor;
  readonly offsets: PerTier<Offset>;
  readonly roll: Roll;
  /** First choice first; every tier with an offset has at least one. */
  readonly channels: PerTier<readonly Channel[]>;
  readonly checklist: readonly ChecklistItem[];
  /** The promise that a late registration falls back on; exactly one, in every tier. */
  readonly firstContact: boolean;
  /** Only for these immigration statuses; `REF_*` stands for all that begin so. */
  readonly statuses?: readonly string[] | undefined;
  /** Only if the anchor falls after the arrival and within so many days of it. */
  readonly withinDaysOfArrival?: number | undefined;
  readonly interpreter: boolean;
  /** Why the promise is worth making, for those who edit it. */
  readonly basis: string;
}

/** The contacts between checkpoints, and the one that keeps a case from having no next step. */
export interface ContactSchedule {
  readonly code: string;
  readonly name: ProtocolName;
  readonly every: PerTier<Offset>;
  readonly fallback: Offset;
  readonly afterReopening: Offset;
  readonly rolls: Readonly<Record<Tier, Roll>>;
  readonly channels: Readonly<Record<Tier, readonly Channel[]>>;
  readonly checklist: readonly ChecklistItem[];
}

/** When who hears of a promise at risk or missed. */
export interface EscalationLadder {
  /** The later of this share of the allowance and so long before it is due. */
  readonly nudge: { readonly percent: number; readonly before: Offset };
  readonly lead: Offset;
  readonly manager: Offset;
  readonly head: Offset;
}

/** What follows an attempt that reached nobody. */
export interface AttemptRules {
  readonly ladder: readonly { readonly after: Offset; readonly channel: 'same' | 'other' | 'partner' | 'visit' }[];
  readonly urgent: {
    readonly tiers: readonly Tier[];
    readonly after: Offset;
    readonly channel: 'same' | 'other';
    /** The team lead hears after so many failed attempts. */
    readonly escalateAfter: number;
  };
  /** A household is unreached after so many attempts, on so many days, by so many channels. */
  readonly unreached: { readonly attempts: number; readonly days: number; readonly channels: number };
  readonly closureAfter: Offset;
}

/** One version of a protocol. */
export interface Protocol {
  readonly id: string;
  readonly version: number;
  readonly name: ProtocolName;
  /** When what is counted in days falls due, by the office's clocks. */
  readonly dueTime: ClockTime;
  readonly checkpoints: readonly ProtocolCheckpoint[];
  readonly contacts: ContactSchedule;
  readonly escalation: Readonly<Record<Tier, EscalationLadder>>;
  readonly attempts: AttemptRules;
}

/** Says whether a promise is made to households of that status. */
export function concernsStatus({ statuses }: Pick<ProtocolCheckpoint, 'statuses'>, status: string | undefined): boolean {
  if (!statuses) return true;
  return status !== undefined && statuses.some((each) => each.endsWith('*') ? status.startsWith(each.slice(0, -1)) : status === each);
}

/** The first contact of a protocol, whose offset is also the grace given to what is learnt too late. */
export function firstContactOf(protocol: Protocol): ProtocolCheckpoint {
  const first = protocol.checkpoints.find((each) => each.firstContact);
  if (!first) throw new Error(`The protocol ${protocol.id}@${protocol.version} has no first contact`);
  return first;
}

/** The more demanding of two channels: an absorbed visit is still a visit. */
export function moreDemanding(one: Channel, other: Channel): Channel {
  return CHANNELS.indexOf(one) >= CHANNELS.indexOf(other) ? one : other;
}
