import { Injectable } from '@nestjs/common';
import type { QueryResult } from 'pg';
import { NotFound } from '../../../libs/http/refusal.js';
import { type Asked, changed, one, row, rows, statement, type Statement, together } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { OfferRow } from './offer.row.js';
import type { OfferSurroundings } from './offer.rules.js';
import type { WithdrawOfferReason } from './reasons.rules.js';

/** What surrounds an offer, locked together with it. */
export interface Entered extends OfferSurroundings {
  readonly referralId: string;
  readonly caseId: string;
  readonly teamId: string;
  readonly ownerId: string | null;
}

/** An offer, locked with its referral. */
export interface LockedOffer {
  readonly offer: OfferRow;
  readonly around: Entered;
}

type Around = Omit<Entered, 'agreed'>;
type Found = OfferRow & { readonly agreed: boolean };

function lockedOf(around: Around | undefined, found: Found | undefined): LockedOffer {
  if (!around || !found) throw new NotFound();
  const { agreed, ...offer } = found;
  return { offer, around: { ...around, agreed } };
}

/** What may be written to an offer that exists. */
export type OfferPatch = Partial<Omit<OfferRow, 'id' | 'referralId' | 'caseId' | 'organisationId' | 'serviceId' | 'need' | 'tier' | 'demo' | 'version'>>;

/** An offer that nobody has been asked with yet. */
export type NewOffer = Pick<OfferRow, 'id' | 'referralId' | 'caseId' | 'organisationId' | 'serviceId' | 'need' | 'tier' | 'step' | 'position'>;

/** An offer as those see it who write to its organisation afterwards. */
export type AskedBefore = Pick<OfferRow, 'id' | 'organisationId' | 'serviceId' | 'sentAt'>;

/** The column of each property, and its type. */
const COLUMNS: Readonly<Record<keyof OfferPatch, readonly [column: string, type: string]>> = {
  state: ['state', 'text'], step: ['step', 'int'], position: ['position', 'int'], summary: ['summary', 'jsonb'], clock: ['clock', 'text'], calendar: ['calendar', 'text'],
  allowanceMinutes: ['allowance_minutes', 'int'], sentAt: ['sent_at', 'timestamptz'], standardDueAt: ['standard_due_at', 'timestamptz'], dueAt: ['due_at', 'timestamptz'],
  askedAt: ['asked_at', 'timestamptz'], asks: ['asks', 'smallint'], leftMinutes: ['left_minutes', 'int'], pausedMinutes: ['paused_minutes', 'int'],
  pausedBusinessMinutes: ['paused_business_minutes', 'int'], answeredAt: ['answered_at', 'timestamptz'], answer: ['answer', 'text'], elapsedMinutes: ['elapsed_minutes', 'int'],
  businessMinutes: ['business_minutes', 'int'], seenAt: ['seen_at', 'timestamptz'], reason: ['reason', 'text'], side: ['side', 'text'], againOn: ['again_on', 'date'],
  waitPlace: ['wait_place', 'int'], waitWeeks: ['wait_weeks', 'int'], acceptedAt: ['accepted_at', 'timestamptz'], contactDueAt: ['contact_due_at', 'timestamptz'],
  contactedAt: ['contacted_at', 'timestamptz'], scheduledAt: ['scheduled_at', 'timestamptz'], startedAt: ['started_at', 'timestamptz'], toldAt: ['told_at', 'timestamptz'],
  updateDueAt: ['update_due_at', 'timestamptz'], outcomeDueAt: ['outcome_due_at', 'timestamptz'], outcome: ['outcome', 'text'], settledAt: ['settled_at', 'timestamptz'],
  disagreedAt: ['disagreed_at', 'timestamptz'],
};

const HIDDEN_FROM_ORGANISATIONS = ['step', 'position', 'summary', 'againOn'] as const;
/** The columns that everybody's reads have; what tells of the household is read elsewhere. */
export const SEEN = [
  'id', 'referral_id as "referralId"', 'case_id as "caseId"', 'organisation_id as "organisationId"', 'service_id as "serviceId"', 'need', 'tier', 'version', 'demo',
  ...Object.entries(COLUMNS).filter(([name]) => !HIDDEN_FROM_ORGANISATIONS.some((hidden) => hidden === name)).map(([name, [column]]) => `${column} as "${name}"`),
].join(', ');

const ENTER = statement('offers.enter', `
  select referral_id as "referralId", case_id as "caseId", referral_state as "referralState", case_state as "caseState", team_id as "teamId", owner_id as "ownerId", held from enter_offer($1)`);
const ENTERED = statement('offers.entered', `select ${SEEN}, referral_agreed(case_id, organisation_id) as agreed from offers where id = $1`);
const ONE = statement('offers.one', `select ${SEEN} from offers where id = $1`);
const OF_REFERRAL = statement('offers.of-referral', `select ${SEEN}, step, position, again_on as "againOn" from offers where referral_id = $1 order by step, position, id`);
const LOCK_ALL = statement('offers.lock-all', 'select id from offers where referral_id = $1 order by id for no key update');
const FREED = statement('offers.freed-by', `
  select service_id as "serviceId" from offers where id = any($1::uuid[]) and accepted_at is not null and outcome is null order by id`);
const NOT_AWAITED = statement('offers.not-awaited', `select id from offers where id = any($1::uuid[]) and state <> 'sent'`);
const RELEASE = statement('offers.release-others', 'select release_others($1)');
const ADD = statement('offers.add', `
  insert into offers (id, referral_id, case_id, organisation_id, service_id, need, tier, state, step, position)
  select id, referral_id, case_id, organisation_id, service_id, need, tier, 'drafted', step, position
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::int[], $9::int[])
    as o (id, referral_id, case_id, organisation_id, service_id, need, tier, step, position)`);
const CASE_OF = statement('offers.case-of', 'select case_id as "caseId" from offers where id = $1');

const DROP_DRAFTS = statement('offers.drop-drafts', "update offers set state = 'withdrawn', reason = $2, settled_at = $3 where referral_id = $1 and state = 'drafted'");

const RELEASED_BY = statement('offers.released-by', `
  select o.id, o.organisation_id as "organisationId", o.service_id as "serviceId", o.sent_at as "sentAt" from offers held
  join offers o on o.referral_id = held.referral_id and o.state = 'superseded' and o.settled_at >= held.accepted_at where held.id = any($1::uuid[]) order by o.id`);
const SENT_OF = statement('offers.sent-of', `
  select id, organisation_id as "organisationId", service_id as "serviceId", sent_at as "sentAt" from offers where id = any($1::uuid[]) and sent_at is not null order by id`);

const written = new Map<string, Statement>();
const ORDER = Object.keys(COLUMNS);

/** A statement that writes just these columns; each shape is prepared once, under a sign for each column, for Postgres cuts long names. */
function writing(names: readonly (keyof OfferPatch)[]): Statement {
  const shape = names.map((name) => String.fromCodePoint(48 + ORDER.indexOf(name))).join('');
  let found = written.get(shape);
  if (!found) {
    const sets = names.map((name, i) => `${COLUMNS[name][0]} = $${i + 2}::${COLUMNS[name][1]}`).join(', ');
    written.set(shape, (found = statement(`offers.write.${shape}`, `update offers set ${sets} where id = $1 returning version`)));
  }
  return found;
}

/** Offers: writes and by-id reads. */
@Injectable()
export class OffersStore {
  async add(tx: Tx, offers: readonly NewOffer[]): Promise<void> {
    await changed(tx, ADD, [
      offers.map((o) => o.id), offers.map((o) => o.referralId), offers.map((o) => o.caseId), offers.map((o) => o.organisationId), offers.map((o) => o.serviceId),
      offers.map((o) => o.need), offers.map((o) => o.tier), offers.map((o) => o.step), offers.map((o) => o.position),
    ]);
  }

  /** Locks an offer’s referral and then the offer, in one round trip, and reads both. Throws `NotFound` for what is not theirs. */
  async enter(tx: Tx, offerId: string): Promise<LockedOffer> {
    return lockedOf(...(await together(row<Around>(tx, ENTER, [offerId]), row<Found>(tx, ENTERED, [offerId]))));
  }

  /** What `enter` asks, for whoever sends it with the opening of a transaction. */
  entering(offerId: string): readonly Asked[] {
    return [ENTER, ENTERED].map((asked) => ({ statement: asked, values: [offerId] }));
  }

  /** Whom `entering` let in. Throws `NotFound` for what is not theirs. */
  entered([around, found]: readonly QueryResult[]): LockedOffer {
    return lockedOf(around?.rows[0] as Around | undefined, found?.rows[0] as Found | undefined);
  }

  /** Throws `NotFound`. */
  async byId(tx: Tx, offerId: string): Promise<OfferRow> {
    const offer = await row<OfferRow>(tx, ONE, [offerId]);
    if (!offer) throw new NotFound();
    return offer;
  }

  /** The case of an offer, for whoever must lock that first. Throws `NotFound`. */
  async caseOf(tx: Tx, offerId: string): Promise<string> {
    const found = await row<{ caseId: string }>(tx, CASE_OF, [offerId]);
    if (!found) throw new NotFound();
    return found.caseId;
  }

  /** All offers of a referral in the order in which they are asked; the caller holds the referral's lock. Not for organisations. */
  async ofReferral(tx: Tx, referralId: string): Promise<OfferRow[]> {
    const [, offers] = await together(rows(tx, LOCK_ALL, [referralId]), rows<OfferRow>(tx, OF_REFERRAL, [referralId]));
    return offers;
  }

  /** Writes some columns of a locked offer, and gives its version. */
  async write(tx: Tx, offerId: string, patch: OfferPatch): Promise<number> {
    const names = (Object.keys(patch) as (keyof OfferPatch)[]).filter((name) => patch[name] !== undefined).sort();
    const values = names.map((name) => (name === 'summary' ? JSON.stringify(patch[name]) : patch[name]));
    return (await one<{ version: number }>(tx, writing(names), [offerId, ...values])).version;
  }

  /** Those of a locked referral whom nobody has asked yet are not asked any more. */
  async dropDrafts(tx: Tx, referralId: string, reason: WithdrawOfferReason): Promise<void> {
    await changed(tx, DROP_DRAFTS, [referralId, reason, tx.at]);
  }

  /** Services whose place an offer had taken that came to nothing. */
  freedBy(tx: Tx, offerIds: readonly string[]): Promise<{ readonly serviceId: string }[]> {
    return offerIds.length === 0 ? Promise.resolve([]) : rows<{ serviceId: string }>(tx, FREED, [offerIds]);
  }

  /** Those among some offers of which no answer is awaited now. */
  async notAwaited(tx: Tx, offerIds: readonly string[]): Promise<string[]> {
    return offerIds.length === 0 ? [] : (await rows<{ id: string }>(tx, NOT_AWAITED, [offerIds])).map(({ id }) => id);
  }

  /** Whoever else was asked is released: the given offer was just accepted. */
  async releaseOthers(tx: Tx, offerId: string): Promise<void> {
    await row(tx, RELEASE, [offerId]);
  }

  /** Those that were released when given offers were accepted. */
  async releasedBy(tx: Tx, offerIds: readonly string[]): Promise<readonly AskedBefore[]> {
    return offerIds.length === 0 ? [] : rows<AskedBefore>(tx, RELEASED_BY, [offerIds]);
  }

  /** Those of given offers whose organisation was asked. */
  async sentOf(tx: Tx, offerIds: readonly string[]): Promise<readonly AskedBefore[]> {
    return offerIds.length === 0 ? [] : rows<AskedBefore>(tx, SENT_OF, [offerIds]);
  }
}
