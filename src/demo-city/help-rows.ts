import { remindAt, type Hours } from '../referrals/offers/deadlines.rules.js';
import { ANSWER_ALARM } from '../referrals/offers/deadlines.js';
import { contentOf, type Shareable, summaryOf } from '../referrals/sharing/share.rules.js';
import type { Chance } from './chance.js';
import type { Rows } from './city-rows.js';
import type { ToldOffer, ToldReferral } from './helping.js';
import { dayOf, type Scene } from './scene.js';
import type { Story } from './story.js';

/** What helping is in the tables of the house. */
export interface HelpRows {
  readonly referrals: Rows;
  readonly offers: Rows;
  readonly offer_shares: Rows;
  readonly disclosures: Rows;
  readonly offer_messages: Rows;
  readonly appointments: Rows;
  readonly outcome_questions: Rows;
  readonly outcome_reviews: Rows;
  readonly unmet_needs: Rows;
  readonly case_events: Rows;
  readonly alarms: Rows;
}

/** Lays out who was asked to help whom, and what came of it. */
export function helpRowsOf(chance: Chance, scene: Scene, told: readonly ToldReferral[], hoursOf: (calendar: string) => Hours): HelpRows {
  const each = (rows: (referral: ToldReferral) => Rows): Rows => told.flatMap(rows);
  const offers = (row: (offer: ToldOffer, referral: ToldReferral) => Rows): Rows => each((referral) => referral.offers.flatMap((offer) => row(offer, referral)));
  return {
    referrals: told.map((referral) => referralRow(referral)),
    offers: offers((offer, referral) => [offerRow(scene, offer, referral)]),
    offer_shares: offers((offer, { story, fields, consent }) => [{
      offer_id: offer.id, organisation_id: offer.organisationId, case_id: story.file.id, consent_id: consent.id, fields, content: contentOf(shareable(scene, story, offer.sentAt), fields), frozen_at: offer.sentAt,
    }]),
    disclosures: offers((offer, { story, need, fields }) => {
      const about = { case_id: story.file.id, organisation_id: offer.organisationId, offer_id: offer.id, need, fields };
      return [{ ...about, kind: 'sent', at: offer.sentAt }, ...(offer.seenAt ? [{ ...about, kind: 'opened', at: offer.seenAt }] : [])];
    }),
    offer_messages: offers(({ id, organisationId, question }) => (question ? [{
      id: question.id, organisation_id: organisationId, offer_id: id, side: 'organisation', kind: 'question', body: chance.pick(QUESTIONS), author_id: null, at: question.at,
    }] : [])),
    appointments: offers((offer) => offer.meetings.map(({ id, startsAt, state, madeAt }) => ({
      id, organisation_id: offer.organisationId, offer_id: offer.id, starts_at: startsAt, minutes: 60, place: chance.pick(PLACES), bring: chance.pick(BRING), state, made_at: madeAt,
      settled_at: state === 'planned' ? null : startsAt, version: 1,
    }))),
    outcome_questions: offers(({ id, personSays }, { story }) => (personSays ? [{
      offer_id: id, case_id: story.file.id, asked_at: personSays.askedAt, asks: personSays.asks, answer: personSays.answer, answered_at: personSays.answeredAt,
      source: personSays.answer === null ? null : personSays.asks === 'link' ? 'link' : 'contact', recorded_by: personSays.answer !== null && personSays.asks === 'caseworker' ? story.file.ownerId : null, version: 1,
    }] : [])),
    outcome_reviews: offers((offer, referral) => reviewRows(chance, offer, referral)),
    unmet_needs: each(({ id, story, need, unmet, settledAt }) => (unmet ? [{
      id: chance.id(settledAt ?? scene.asOf), referral_id: id, case_id: story.file.id, need, tier: story.file.household.tier, borough: story.file.household.borough, languages: [story.file.household.language], reason: unmet,
      since: settledAt, settled_at: story.closedAt, settled_by: story.closedAt ? 'case_closed' : null, demo: true,
    }] : [])),
    case_events: each((referral) => eventRows(referral)),
    alarms: offers((offer) => alarmRows(scene, offer, hoursOf)),
  };
}

const PLACES = ['À l’organisme, à l’accueil', 'À l’organisme, salle 2', 'Au local du quartier', 'Par téléphone'];
const QUESTIONS = ['Combien de pièces faut-il à la famille, et jusqu’à quand peut-elle rester où elle est ?', 'La personne est-elle libre en journée, ou seulement le soir ?', 'Y a-t-il une demande en cours ailleurs pour le même besoin ?'];
const BRING = ['Une pièce d’identité', 'Les papiers reçus à l’arrivée', null, 'La lettre du propriétaire', 'Le carnet de vaccination'];

const referralRow = ({ id, story: { file }, need, state, fields, openedAt, reason, settledAt, lookedAt }: ToldReferral): Readonly<Record<string, unknown>> => ({
  id, case_id: file.id, newcomer_id: null, need, tier: file.household.tier, state, way: 'order', fields, reason, opened_at: openedAt, opened_by: file.ownerId, settled_at: settledAt, looked_at: lookedAt, demo: true, version: 1,
});

function offerRow(scene: Scene, offer: ToldOffer, { id, story, need }: ToldReferral): Readonly<Record<string, unknown>> {
  return {
    id: offer.id, referral_id: id, case_id: story.file.id, organisation_id: offer.organisationId, service_id: offer.serviceId, need, tier: story.file.household.tier, state: offer.state, step: offer.step, position: 0,
    summary: summaryOf(shareable(scene, story, offer.sentAt)), clock: offer.clock, calendar: offer.calendar, allowance_minutes: offer.allowanceMinutes, sent_at: offer.sentAt, standard_due_at: offer.dueAt, due_at: offer.dueAt,
    asked_at: offer.question?.at ?? null, asks: offer.question ? 1 : 0, left_minutes: offer.question && offer.clock && offer.dueAt ? Math.max(1, Math.round((offer.allowanceMinutes ?? 1) / 2)) : null, said_at: offer.question?.at ?? null, paused_minutes: 0, paused_business_minutes: 0, answered_at: offer.answeredAt, answer: offer.answer, elapsed_minutes: offer.elapsedMinutes, business_minutes: offer.businessMinutes, seen_at: offer.seenAt,
    reason: offer.reason, side: offer.side, again_on: offer.againOn, wait_weeks: offer.waitWeeks, accepted_at: offer.acceptedAt, contact_due_at: offer.contactDueAt, contacted_at: offer.contactedAt, scheduled_at: offer.scheduledAt,
    started_at: offer.startedAt, told_at: offer.toldAt, update_due_at: offer.updateDueAt, outcome_due_at: offer.outcomeDueAt, outcome: offer.outcome, settled_at: offer.settledAt, demo: true, version: 1,
  };
}

/** What a file said on the day an offer was sent. */
function shareable(scene: Scene, { file }: Story, sentAt: Date | null): Shareable {
  const { household, ways, newcomerIds } = file;
  return {
    today: dayOf(scene, sentAt ?? scene.asOf), newcomerId: null,
    file: {
      language: household.language, languages: [household.language], interpreter: household.interpreter, borough: household.borough, address: household.address, housing: household.housing, urgencies: household.urgencies,
      immigrationStatus: household.status,
    },
    household: {
      newcomers: household.people.map((person, position) => ({
        id: newcomerIds[position] ?? '', position, head: person.kinship === 'head', kinship: person.kinship, givenName: person.givenName, familyName: person.familyName, gender: person.gender, birthOn: person.birthOn,
        speaksFrench: person.speaksFrench, speaksEnglish: person.speaksEnglish, languages: person.languages, immigrationStatus: null, leftOn: null, version: 1,
      })),
      contactWays: ways.map((way) => ({ ...way, newcomerId: way.position === null ? null : (newcomerIds[way.position] ?? null), version: 1 })),
      scores: [], consents: [],
    },
  };
}

/** Both sides said how it went, and not the same; or help was partial. */
function reviewRows(chance: Chance, { id, outcome, settledAt, personSays, decidedAt }: ToldOffer, { id: referralId, story }: ToldReferral): Rows {
  if (outcome === null || settledAt === null) return [];
  const disagrees = outcome === 'helped' && personSays !== null && personSays.answer !== null && personSays.answer !== 'helped';
  if (!disagrees && outcome !== 'partly') return [];
  const openedAt = disagrees ? (personSays.answeredAt ?? settledAt) : settledAt;
  const decided = decidedAt ?? story.closedAt;
  return [{
    id: chance.id(openedAt), offer_id: id, referral_id: referralId, case_id: story.file.id, because: disagrees ? 'person_disagrees' : 'partly', opened_at: openedAt, settled_at: decided,
    settled_by: decided ? story.file.ownerId : null, decision: decided ? 'helped' : null, version: 1,
  }];
}

/** The timeline, as the deeds and their listeners would have told it. */
function eventRows({ id, story: { file }, need, openedAt, state, settledAt, reason, offers }: ToldReferral): Rows {
  const event = (at: Date | null, kind: string, actor: string | null, details: object): Rows => (at ? [{ case_id: file.id, at, kind, actor_id: actor, details: { referralId: id, need, ...details } }] : []);
  return [
    ...event(openedAt, 'referral.opened', file.ownerId, {}),
    ...offers.flatMap((offer) => {
      const about = { organisationId: offer.organisationId, serviceId: offer.serviceId };
      const ended: Readonly<Record<string, string>> = { declined: 'offer.declined', expired: 'offer.expired', unsuccessful: 'offer.unsuccessful', completed: 'offer.completed', withdrawn: 'offer.withdrawn' };
      return [
        ...event(offer.sentAt, 'offer.sent', offer.step === 0 ? file.ownerId : null, about), ...event(offer.acceptedAt, 'offer.accepted', null, about),
        ...(offer.answer === 'waitlisted' ? event(offer.answeredAt, 'offer.waitlisted', null, about) : []), ...event(offer.scheduledAt, 'offer.scheduled', null, about), ...event(offer.startedAt, 'offer.started', null, about),
        ...event(offer.settledAt, ended[offer.state] ?? 'offer.withdrawn', null, { ...about, ...(offer.reason ? { reason: offer.reason } : {}), ...(offer.outcome ? { outcome: offer.outcome } : {}) }),
      ];
    }),
    ...(state === 'open' ? [] : event(settledAt ?? offers.at(-1)?.settledAt ?? null, `referral.${state}`, null, reason ? { reason } : {})),
  ];
}

/** The end of an organisation's time to answer, and the reminder before it. */
function alarmRows({ asOf }: Scene, { id, state, clock, calendar, sentAt, dueAt }: ToldOffer, hoursOf: (calendar: string) => Hours): Rows {
  if (state !== 'sent' || !clock || !sentAt || !dueAt) return [];
  const reminder = remindAt(clock, sentAt, dueAt, hoursOf(calendar ?? ''));
  const next = reminder > asOf ? { step: 0, at: reminder } : { step: 1, at: dueAt };
  return [{ kind: ANSWER_ALARM, subject_id: id, step: next.step, at: new Date(Math.ceil(next.at.getTime() / 1_000) * 1_000) }];
}
