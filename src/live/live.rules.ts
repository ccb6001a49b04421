/**
 * Who is told that something changed, and how little they are told: a kind of thing and, where they may open the case, its
 * identity. The page then asks for itself, as its reader, and is judged again. What is not somebody's to know makes no sound:
 * that something happened would be news already.
 */
import type { Fact } from '../../libs/outbox/fact.js';
import type { PersonActor } from '../../libs/transaction/actor.js';
import type { ArrivalFactType } from '../arrivals/arrivals.events.js';
import { type CaseBelonging, may } from '../cases/cases.door.js';
import type { CaseFactType } from '../cases/cases.events.js';
import type { DeskFactType } from '../desk/desk.events.js';
import type { FollowUpFactType } from '../follow-ups/follow-ups.events.js';
import type { OrganisationFactType } from '../organisations/organisations.events.js';
import type { ReferralFactType } from '../referrals/referrals.events.js';

/** The kinds of things that pages show: the words of `data-live`. */
export const TOPICS = ['cases', 'follow-ups', 'arrivals', 'referrals', 'network', 'notices'] as const;
export type Topic = (typeof TOPICS)[number];

/** That something of a kind changed; without an identity, it may be any of them. */
export interface Nudge {
  readonly topic: Topic;
  readonly caseId?: string;
  readonly referralId?: string;
}

type Root<T> = T extends `${infer R}.${string}` ? R : never;
type KnownRoot = Root<ArrivalFactType | CaseFactType | DeskFactType | FollowUpFactType | OrganisationFactType | ReferralFactType>;

/** Which kind of thing a fact is about, by its type or else the first word of it. A room whose facts are not here does not compile. */
const TOPIC_OF: Readonly<Record<KnownRoot, Topic> & Record<string, Topic | undefined>> = {
  case: 'cases', cases: 'cases', tier: 'cases', head: 'cases', household: 'cases', 'contact-ways': 'cases', need: 'cases', consent: 'cases', note: 'cases', continuity: 'cases',
  checkpoint: 'follow-ups', contact: 'follow-ups', attempt: 'follow-ups', plan: 'follow-ups',
  arrival: 'arrivals', 'arrival-list': 'arrivals',
  referral: 'referrals', offer: 'referrals', outcome: 'referrals', review: 'referrals', 'consent.lapsed': 'referrals',
  organisation: 'network', service: 'network', places: 'network', agreement: 'network',
  notices: 'notices',
};

/** The facts of which an organisation hears, if they name it: never of a case, of a review, or of what newcomers say of it. */
const ORGANISATIONS_HEAR: readonly string[] = ['offer', 'consent.lapsed', 'organisation', 'service', 'places', 'agreement'];

/** More at once than this, and a reader is told the kinds alone. */
export const MOST_NUDGES = 20;

/** What facts say of whom they are about. */
interface Said {
  readonly caseId?: string;
  readonly referralId?: string;
  readonly teamId?: string;
  readonly ownerId?: string | null;
  readonly formerOwnerId?: string | null;
  readonly formerTeamId?: string;
  /** Said by the fact that a case has become so, or is so no longer. */
  readonly restricted?: boolean;
  readonly organisationId?: string;
  readonly personId?: string;
}

type Told = Pick<Fact, 'type' | 'payload'>;

/** The cases whose belonging must be known before anybody is told of these facts. */
export const casesIn = (facts: readonly Told[]): string[] => [...new Set(facts.flatMap(({ payload }) => (payload as Said).caseId ?? []))];

/** What one reader is told of several facts, each thing once. `files`: whose the cases are now. */
export function nudgesFor(reader: PersonActor, facts: readonly Told[], files: ReadonlyMap<string, CaseBelonging>): Nudge[] {
  const nudges = new Map<string, Nudge>();
  for (const fact of facts) {
    const nudge = nudgeFor(reader, fact, files);
    if (nudge) nudges.set(JSON.stringify(nudge), nudge);
  }
  if (nudges.size <= MOST_NUDGES) return [...nudges.values()];
  return [...new Set([...nudges.values()].map(({ topic }) => topic))].map((topic) => ({ topic }));
}

function nudgeFor(reader: PersonActor, { type, payload }: Told, files: ReadonlyMap<string, CaseBelonging>): Nudge | undefined {
  const names = [type, type.slice(0, type.indexOf('.'))];
  const topic = names.map((name) => TOPIC_OF[name]).find(Boolean);
  const said = payload as Said;
  if (!topic) return undefined;
  if (reader.organisationId !== null) return said.organisationId === reader.organisationId && names.some((name) => ORGANISATIONS_HEAR.includes(name)) ? { topic } : undefined;
  if (topic === 'notices') return said.personId === reader.personId ? { topic } : undefined;
  if (said.caseId !== undefined) return aboutCase(reader, topic, said, files.get(said.caseId));
  if (said.teamId !== undefined) return mayRead(reader, { teamId: said.teamId, ownerId: null, restricted: false }) ? { topic } : undefined;
  return { topic };
}

/** Whoever may open the case hears which. Whoever could until now hears that something is gone, and their page is judged anew. */
function aboutCase(reader: PersonActor, topic: Topic, { caseId, referralId, formerOwnerId, formerTeamId, restricted }: Said, file: CaseBelonging | undefined): Nudge | undefined {
  if (!file) return undefined;
  if (mayRead(reader, file)) return { topic, ...(caseId ? { caseId } : {}), ...(referralId ? { referralId } : {}) };
  const before = { ownerId: formerOwnerId ?? file.ownerId, teamId: formerTeamId ?? file.teamId, restricted: restricted === true ? false : file.restricted };
  return mayRead(reader, before) ? { topic } : undefined;
}

/** Whether somebody may open a case, if need be once they have said why. */
const mayRead = (reader: PersonActor, file: CaseBelonging): boolean => may(reader, 'read', file) !== 'no';
