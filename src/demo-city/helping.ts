import type { CivilDate } from '../../libs/calendar/civil-date.js';
import type { UnmetReason } from '../referrals/referral.rules.js';
import { answerSpan, dueAt, type Hours, laterOn, minutesOn, type Span, STANDARDS } from '../referrals/offers/deadlines.rules.js';
import { againOn, asksReassessing, type DeclineReason, type FailReason, meaningOf } from '../referrals/offers/reasons.rules.js';
import type { OfferRow } from '../referrals/offers/offer.row.js';
import { usualFields } from '../referrals/sharing/share.rules.js';
import type { Chance } from './chance.js';
import type { DemoNetwork } from './network.js';
import { dayOf, later, type Scene } from './scene.js';
import type { Agreed, Story } from './story.js';

/** Domain §5.1: what a hundred offers are answered with, and how it goes on with those that were accepted. */
export const ANSWERS = [['accepted', 70], ['declined', 12], ['waitlisted', 10], ['expired', 8]] as const;
export type Answer = (typeof ANSWERS)[number][0];
/** Of a hundred offers that were sent, so many services begin. */
export const STARTED = 40;
/** Of a hundred first appointments, so many come to nothing: nobody is reminded yet. */
export const NO_SHOW = 22;

/** An answer takes so long in business days: the middle, and what nine of ten stay under. */
export const ANSWER_DAYS = { median: 1.1, p90: 4.5 };
/** Nine of ten, in standard deviations. */
const P90 = 1.2816;
/** Open minutes of an office day. */
const DAY = 510;

const DECLINES: readonly (readonly [DeclineReason, number])[] = [
  ['no_capacity', 46], ['not_eligible', 16], ['language', 7], ['wrong_service', 7], ['distance', 6], ['other', 4], ['already_served', 4], ['unreachable', 6], ['person_declined', 4],
];
const FAILS: readonly (readonly [FailReason, number])[] = [['no_contact', 42], ['no_show', 30], ['stopped', 18], ['no_place', 10]];

/** A service that may be asked, with how its organisation is: quick or slow, obliging or not. */
export interface Asked {
  readonly organisationId: string;
  readonly serviceId: string;
  readonly needs: readonly string[];
  readonly calendar: string;
  readonly promise: Span | null;
  /** How much longer than others it takes. */
  readonly pace: number;
  readonly obliging: boolean;
  /** Its people have accounts. */
  readonly manned: boolean;
}

/** A meeting of an organisation with the household. */
export interface Meeting { readonly id: string; readonly startsAt: Date; readonly state: 'planned' | 'kept' | 'no_show'; readonly madeAt: Date }

/** One offer of the story, as its row will be. */
export interface ToldOffer extends Pick<OfferRow, 'id' | 'organisationId' | 'serviceId' | 'state' | 'step' | 'clock' | 'calendar' | 'allowanceMinutes' | 'sentAt' | 'dueAt' | 'answeredAt' | 'answer' | 'elapsedMinutes' | 'businessMinutes' | 'reason' | 'side' | 'againOn' | 'waitWeeks' | 'acceptedAt' | 'contactDueAt' | 'contactedAt' | 'scheduledAt' | 'startedAt' | 'toldAt' | 'updateDueAt' | 'outcomeDueAt' | 'outcome' | 'settledAt' | 'seenAt'> {
  readonly meetings: readonly Meeting[];
  /** What the organisation needs to know first. */
  readonly question: { readonly id: string; readonly at: Date } | null;
  /** When the office decided what came of it, where both sides differ or help was partial. */
  readonly decidedAt: Date | null;
  readonly personSays: { readonly askedAt: Date; readonly answer: 'helped' | 'partly' | 'not_helped' | null; readonly answeredAt: Date | null; readonly asks: 'link' | 'caseworker' } | null;
}

/** A referral of the story with its offers. */
export interface ToldReferral {
  readonly id: string;
  readonly story: Story;
  readonly consent: Agreed;
  readonly need: string;
  readonly fields: readonly string[];
  readonly openedAt: Date;
  readonly state: 'open' | 'paused' | 'met' | 'unmet' | 'withdrawn';
  readonly reason: string | null;
  readonly settledAt: Date | null;
  /** When the office last looked and let it go on. */
  readonly lookedAt: Date | null;
  readonly offers: readonly ToldOffer[];
  readonly unmet: UnmetReason | null;
}

/** Cards of which every hundred has exactly its share; whoever obliges takes the better of the next two, others the worse. */
class Deck {
  private cards: Answer[] = [];

  constructor(private readonly chance: Chance) {}

  draw(obliging: boolean): Answer {
    while (this.cards.length < 2) this.cards.push(...this.chance.deal(ANSWERS, 100));
    const place = (this.cards[0] === 'accepted') === obliging ? 0 : 1;
    return this.cards.splice(place, 1)[0] ?? 'expired';
  }
}

/** Tells who was asked to help whom, and what came of it, up to the morning of the demo. */
export function drawHelp(chance: Chance, scene: Scene, stories: readonly Story[], network: DemoNetwork, hoursOf: (calendar: string) => Hours): ToldReferral[] {
  const asked = askable(chance.branch('manners'), network);
  const deck = new Deck(chance.branch('answers'));
  const told: ToldReferral[] = [];
  for (const { story, need, consent, at } of needsOf(chance.branch('needs'), scene, stories)) {
    const own = chance.branch(`referral ${story.file.place} ${need}`);
    const row = whomToAsk(own, asked, need, at, scene);
    told.push(endedWith(story, new Referring(own, scene, deck, hoursOf).tell({ story, consent, need, openedAt: at, row })));
  }
  return [...told, ...drawWaiting(chance.branch('waiting'), scene, stories, asked, { told, deck, hoursOf })];
}

/** So many requests lie before each organisation whose people have accounts: there is something to answer when they sign in. */
const LYING = 4;

/** Requests of the last hours, of needs that nobody was asked about yet. */
function drawWaiting(chance: Chance, scene: Scene, stories: readonly Story[], asked: readonly Asked[], { told, deck, hoursOf }: { readonly told: readonly ToldReferral[]; readonly deck: Deck; readonly hoursOf: (calendar: string) => Hours }): ToldReferral[] {
  const taken = new Set(told.map(({ story, need }) => `${story.file.id} ${need}`));
  const open = chance.shuffled(stories.flatMap((story) => {
    const consent = story.consents.find(({ purpose, recipient, withdrawnAt }) => purpose === 'referral' && recipient === 'network' && withdrawnAt === null);
    return story.state === 'open' && consent && !story.file.household.restricted ? [{ story, consent, needs: new Set(story.scores.filter(({ score }) => score <= 2).map(({ code }) => code)) }] : [];
  }));
  const manned = [...new Set(asked.filter((each) => each.manned).map(({ organisationId }) => organisationId))];
  return manned.flatMap((organisationId) => {
    const services = asked.filter((each) => each.organisationId === organisationId);
    const lying: ToldReferral[] = [];
    for (const { story, consent, needs } of open) {
      const service = services.find((each) => each.needs.some((need) => needs.has(need) && !taken.has(`${story.file.id} ${need}`)));
      const need = service?.needs.find((each) => needs.has(each) && !taken.has(`${story.file.id} ${each}`));
      if (!service || !need || lying.length >= LYING) continue;
      taken.add(`${story.file.id} ${need}`);
      const sentAt = new Date(scene.asOf.getTime() - chance.whole(20, 75) * 60_000);
      lying.push(new Referring(chance.branch(`${story.file.place} ${need}`), scene, deck, hoursOf).waiting({ story, consent, need, sentAt, asked: service, asks: lying.length === LYING - 1 }));
    }
    return lying;
  });
}

/** The needs that called for help once the household had agreed to be shared, in the order in which they were put to the network. */
function needsOf(chance: Chance, scene: Scene, stories: readonly Story[]): { story: Story; need: string; consent: Agreed; at: Date }[] {
  return stories.flatMap((story) => {
    const consent = story.consents.find(({ purpose, recipient, withdrawnAt }) => purpose === 'referral' && recipient === 'network' && withdrawnAt === null);
    if (!consent || story.state === 'expected') return [];
    const seen = new Set<string>();
    const end = story.closedAt ?? scene.asOf;
    return story.scores.filter(({ code, score }) => score <= 1 && !seen.has(code) && Boolean(seen.add(code))).slice(0, 4).flatMap(({ code, at }) => {
      const from = at > consent.at ? at : consent.at;
      const opened = later(scene, from, 30 + chance.delay(1.2 * DAY));
      return opened < end && consent.expiresOn > dayOf(scene, opened) ? [{ story, need: code, consent, at: opened }] : [];
    });
  }).sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** A case that closed took with it what was still going. */
function endedWith({ closedAt }: Story, told: ToldReferral): ToldReferral {
  return closedAt && (told.state === 'open' || told.state === 'paused') ? { ...told, state: 'withdrawn', reason: 'case_closed', settledAt: closedAt } : told;
}

function askable(chance: Chance, network: DemoNetwork): Asked[] {
  const manned = new Set(network.members.map(({ organisationId }) => organisationId));
  const manners = new Map(network.organisations.map(({ id }) => [id, { pace: chance.weighted([[0.45, 3], [1, 5], [1.9, 2]]), obliging: chance.happens(0.6) }]));
  return network.services.filter(({ status }) => status === 'active').map((service) => {
    const organisation = network.organisations.find(({ id }) => id === service.organisationId);
    const agreement = network.agreements.find((each) => each.organisationId === service.organisationId && (each.serviceId === null || each.serviceId === service.id));
    const { answerWithin: within, answerUnit: unit, answerClock: clock } = agreement ?? { answerWithin: null, answerUnit: null, answerClock: null };
    return {
      organisationId: service.organisationId, serviceId: service.id, needs: needsGiven(service), calendar: organisation?.calendar ?? '',
      promise: within !== null && unit !== null && clock !== null ? { within, unit, clock } : null, manned: manned.has(service.organisationId),
      ...(manners.get(service.organisationId) ?? { pace: 1, obliging: true }),
    };
  });
}

/** The needs of a service, as its listing says them. */
const needsGiven = (service: DemoNetwork['services'][number]): string[] =>
  (service.listing.attributes ?? []).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));

/** Up to three that answer the need; in the last days those with an account come first, so that there is something to see when they sign in. */
function whomToAsk(chance: Chance, asked: readonly Asked[], need: string, at: Date, scene: Scene): Asked[] {
  const able = chance.shuffled(asked.filter(({ needs }) => needs.includes(need)));
  const recent = scene.asOf.getTime() - at.getTime() < 21 * 86_400_000;
  const ordered = recent ? able.toSorted((one, other) => Number(other.manned) - Number(one.manned)) : able;
  const different = ordered.filter(({ organisationId }, i) => ordered.findIndex((each) => each.organisationId === organisationId) === i);
  return different.slice(0, 3);
}

/** One referral, told offer by offer. */
class Referring {
  constructor(private readonly chance: Chance, private readonly scene: Scene, private readonly deck: Deck, private readonly hoursOf: (calendar: string) => Hours) {}

  tell({ story, consent, need, openedAt, row }: { story: Story; consent: Agreed; need: string; openedAt: Date; row: readonly Asked[] }): ToldReferral {
    const about = { id: this.chance.id(openedAt), story, consent, need, fields: usualFields(need), openedAt, reason: null, lookedAt: null as Date | null };
    const end = story.closedAt ?? this.scene.asOf;
    const offers: ToldOffer[] = [];
    let at = openedAt;
    for (const [step, asked] of row.entries()) {
      const offer = this.offer(story, asked, step, at, end);
      offers.push(offer);
      if ((!offer.settledAt && offer.state !== 'waitlisted') || offer.state === 'withdrawn') return { ...about, state: 'open', settledAt: null, offers, unmet: null };
      if (offer.state === 'completed' && offer.settledAt) {
        const metAt = offer.outcome === 'helped' ? offer.settledAt : offer.decidedAt;
        return { ...about, state: metAt ? 'met' : 'open', settledAt: metAt, offers, unmet: null };
      }
      if (offer.reason && offer.settledAt && offer.side === 'person' && asksReassessing(offer.reason)) {
        const decided = later(this.scene, offer.settledAt, this.chance.delay(1.5 * DAY));
        if (decided >= end) return { ...about, state: 'paused', reason: 'reassess', settledAt: null, offers, unmet: null };
        if (this.chance.happens(0.3)) return { ...about, state: 'withdrawn', reason: 'person_declined', settledAt: decided, offers, unmet: null };
        about.lookedAt = decided;
      }
      at = later(this.scene, about.lookedAt ?? offer.settledAt ?? offer.answeredAt ?? at, 1);
      if (at >= end) break;
    }
    if (offers.some(({ state }) => state === 'waitlisted')) return { ...about, state: 'open', settledAt: null, offers, unmet: null };
    const reason: UnmetReason = offers.length === 0 ? 'nobody_fits' : offers.every((each) => each.state === 'expired') ? 'nobody_answered' : offers.every((each) => each.reason === 'no_capacity') ? 'no_room' : 'all_declined';
    const since = offers.at(-1)?.settledAt ?? openedAt;
    return { ...about, state: 'unmet', reason, settledAt: since, offers, unmet: reason };
  }

  private offer({ file }: Story, asked: Asked, step: number, sentAt: Date, end: Date): ToldOffer {
    const { chance } = this;
    const hours = this.hoursOf(asked.calendar);
    const span = answerSpan(file.household.tier, asked.promise);
    const due = dueAt(span, sentAt, hours);
    const allowance = Math.max(1, minutesOn(span.clock, sentAt, due, hours));
    const answer = this.deck.draw(asked.obliging);
    const answeredAt = answer === 'expired' ? due : this.answeredBy(asked, sentAt, due, hours);
    const base: ToldOffer = {
      ...BLANK, id: chance.id(sentAt), organisationId: asked.organisationId, serviceId: asked.serviceId, step, state: 'sent', clock: span.clock, calendar: asked.calendar, allowanceMinutes: allowance,
      sentAt, dueAt: due,
    };
    if (answeredAt >= end) return end < this.scene.asOf ? { ...base, state: 'withdrawn', reason: 'case_closed', settledAt: end } : base;
    const answered = {
      ...base, answer, answeredAt, seenAt: answer === 'expired' ? null : answeredAt, elapsedMinutes: minutesOn('elapsed', sentAt, answeredAt, hours), businessMinutes: minutesOn('business', sentAt, answeredAt, hours),
    };
    if (answer === 'expired') return { ...answered, state: 'expired', reason: 'no_response', side: 'provider', settledAt: due };
    if (answer === 'waitlisted') return this.waitlisted(answered, answeredAt, end);
    if (answer === 'declined') {
      const reason = chance.weighted(DECLINES);
      return { ...answered, state: 'declined', reason, side: meaningOf(reason).side, againOn: againOn(reason, dayOf(this.scene, answeredAt)), settledAt: answeredAt };
    }
    return this.accepted(answered, file.household.tier, answeredAt, end, hours);
  }

  /** Cut to what the organisation had time for: an answer after that would be none. */
  private answeredBy({ pace }: Asked, sentAt: Date, due: Date, hours: Hours): Date {
    const most = Math.max(2, minutesOn('business', sentAt, due, hours) - 1);
    const spread = Math.log(ANSWER_DAYS.p90 / ANSWER_DAYS.median) / P90;
    for (let tries = 0; tries < 40; tries += 1) {
      const minutes = ANSWER_DAYS.median * DAY * pace * Math.exp(spread * this.normal());
      if (minutes < most) return laterOn('business', sentAt, Math.max(2, minutes), hours);
    }
    return laterOn('business', sentAt, most * (0.5 + 0.5 * this.chance.unit()), hours);
  }

  private normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.chance.unit())) * Math.cos(2 * Math.PI * this.chance.unit());
  }

  private waitlisted(offer: ToldOffer, at: Date, end: Date): ToldOffer {
    const waiting: ToldOffer = { ...offer, state: 'waitlisted', waitWeeks: this.chance.whole(2, 12) };
    const over = later(this.scene, at, this.chance.delay(20 * DAY));
    if (over >= end) return end < this.scene.asOf ? { ...waiting, state: 'withdrawn', reason: 'case_closed', settledAt: end } : waiting;
    return this.chance.happens(0.5) ? { ...waiting, state: 'unsuccessful', reason: 'no_place', side: 'provider', toldAt: over, settledAt: over } : waiting;
  }

  private accepted(offer: ToldOffer, tier: keyof typeof STANDARDS.contact, at: Date, end: Date, hours: Hours): ToldOffer {
    const { chance, scene } = this;
    const held: ToldOffer = {
      ...offer, state: 'accepted', acceptedAt: at, contactDueAt: dueAt(STANDARDS.contact[tier], at, hours), updateDueAt: dueAt(STANDARDS.update[tier], at, hours), outcomeDueAt: dueAt(STANDARDS.outcome[tier], at, hours),
    };
    const contactedAt = later(scene, at, chance.delay(1.4 * DAY));
    if (contactedAt >= end) return this.over(held, end);
    const contacted: ToldOffer = { ...held, contactedAt, toldAt: contactedAt };
    const starts = chance.happens(STARTED / 70 * 1.06);
    const meets = chance.happens(0.75);
    const first = later(scene, contactedAt, DAY * (1 + chance.delay(3)));
    const meeting = (state: Meeting['state'], startsAt: Date, madeAt: Date): Meeting => ({ id: chance.id(madeAt), startsAt: onHalfHour(startsAt), state, madeAt });
    if (first >= end) return this.over(meets ? { ...contacted, state: 'scheduled', scheduledAt: contactedAt, meetings: [meeting('planned', first, contactedAt)] } : contacted, end);
    const missed = meets && chance.happens(NO_SHOW / 100);
    const meetings = meets ? [meeting(missed ? 'no_show' : 'kept', first, contactedAt)] : [];
    if (!starts) {
      const over = later(scene, first, chance.delay(4 * DAY));
      const reason = chance.weighted(FAILS);
      return over >= end ? this.over({ ...contacted, state: 'accepted', meetings }, end)
        : { ...contacted, meetings, state: 'unsuccessful', reason, side: meaningOf(reason).side, againOn: againOn(reason, dayOf(scene, over)), toldAt: over, settledAt: over };
    }
    const startedAt = missed ? later(scene, first, 2 * DAY + chance.delay(3 * DAY)) : later(scene, first, 20);
    if (startedAt >= end) return this.over({ ...contacted, meetings, state: 'accepted' }, end);
    const started: ToldOffer = { ...contacted, meetings, state: 'in_service', startedAt, toldAt: startedAt, updateDueAt: dueAt(STANDARDS.update[tier], startedAt, hours) };
    const completedAt = later(scene, startedAt, DAY * (2 + chance.delay(14)));
    if (completedAt >= end) return this.over(started, end);
    const outcome = chance.happens(0.84) ? 'helped' : 'partly';
    const personSays = this.personSays(completedAt, outcome);
    const differ = outcome === 'partly' || (personSays?.answer ?? 'helped') !== 'helped';
    const decided = later(scene, personSays?.answeredAt ?? completedAt, chance.delay(2 * DAY));
    return { ...started, state: 'completed', outcome, toldAt: completedAt, updateDueAt: null, settledAt: completedAt, personSays, decidedAt: differ && decided < end ? decided : null };
  }

  /** Most say the same; some say otherwise, and some nothing. */
  private personSays(at: Date, outcome: 'helped' | 'partly'): ToldOffer['personSays'] {
    const { chance, scene } = this;
    const askedAt = later(scene, at, 2);
    const answeredAt = later(scene, askedAt, chance.delay(4 * DAY));
    const asks = chance.happens(0.4) ? 'link' : 'caseworker';
    if (answeredAt >= scene.asOf || chance.happens(0.3)) return { askedAt, answer: null, answeredAt: null, asks };
    return { askedAt, answeredAt, asks, answer: outcome === 'partly' ? chance.weighted([['partly', 3], ['helped', 1]]) : chance.weighted([['helped', 88], ['partly', 8], ['not_helped', 4]]) };
  }

  /** Most organisations say how it goes when they should. */
  private keptUp(offer: ToldOffer): ToldOffer {
    const { chance, scene } = this;
    const { updateDueAt, toldAt } = offer;
    if (!updateDueAt || !toldAt || updateDueAt >= scene.asOf || chance.happens(0.15)) return offer;
    const told = new Date(scene.asOf.getTime() - chance.whole(2, 50) * 3_600_000);
    return { ...offer, toldAt: told, updateDueAt: new Date(told.getTime() + (updateDueAt.getTime() - toldAt.getTime())) };
  }

  /** A question just asked, or a request that nobody has looked at yet. */
  waiting({ story, consent, need, sentAt, asked, asks }: { story: Story; consent: Agreed; need: string; sentAt: Date; asked: Asked; asks: boolean }): ToldReferral {
    const { file } = story;
    const hours = this.hoursOf(asked.calendar);
    const span = answerSpan(file.household.tier, asked.promise);
    const due = dueAt(span, sentAt, hours);
    const question = asks ? { id: this.chance.id(sentAt), at: laterOn('business', sentAt, 40, hours) } : null;
    const offer: ToldOffer = {
      ...BLANK, id: this.chance.id(sentAt), organisationId: asked.organisationId, serviceId: asked.serviceId, step: 0, state: question ? 'information_requested' : 'sent', clock: span.clock, calendar: asked.calendar,
      allowanceMinutes: Math.max(1, minutesOn(span.clock, sentAt, due, hours)), sentAt, dueAt: due, question, seenAt: question?.at ?? null,
    };
    return { id: this.chance.id(sentAt), story, consent, need, fields: usualFields(need), openedAt: sentAt, state: 'open', reason: null, settledAt: null, lookedAt: null, offers: [offer], unmet: null };
  }

  /** A story that ended meanwhile takes its offers with it. */
  private over(offer: ToldOffer, end: Date): ToldOffer {
    if (end >= this.scene.asOf) return this.keptUp(offer);
    return { ...offer, state: 'completed', outcome: 'helped', contactedAt: offer.contactedAt ?? end, startedAt: offer.startedAt ?? end, toldAt: end, updateDueAt: null, settledAt: end,
      meetings: offer.meetings.map((each) => (each.state === 'planned' ? { ...each, state: 'kept' } : each)), personSays: null };
  }
}

const onHalfHour = (at: Date): Date => new Date(Math.ceil(at.getTime() / 1_800_000) * 1_800_000);

const BLANK = {
  answeredAt: null, answer: null, elapsedMinutes: null, businessMinutes: null, reason: null, side: null, againOn: null as CivilDate | 'infinity' | null, waitWeeks: null, acceptedAt: null, contactDueAt: null,
  contactedAt: null, scheduledAt: null, startedAt: null, toldAt: null, updateDueAt: null, outcomeDueAt: null, outcome: null, settledAt: null, seenAt: null, meetings: [] as readonly Meeting[], personSays: null, question: null, decidedAt: null,
};
