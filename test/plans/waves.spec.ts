import { describe, expect, it } from '@jest/globals';
import { ANSWER_DAYS, type Answer, ANSWERS } from '../../src/demo-city/helping.js';
import { Chance } from '../../src/demo-city/chance.js';
import { USUAL_CHANCE, wavesOf } from '../../src/referrals/asking/waves.rules.js';
import { type AnswerFigures, BUSINESS_DAY, type Curve, curveOf, minutesToYes, yesBy } from '../../src/referrals/suggestions/curve.rules.js';
import { rank } from '../../src/referrals/suggestions/rank.rules.js';

/**
 * Waves against one after the other, on the demo city's response curves: how often it says what, how long it takes, its quick and
 * slow and obliging organisations. What Passerelle knows of them is what it learned from the answers it got; who answers after
 * their time is recorded as silent, and their yes still counts while nobody else has said it. Business time, so that no weekend blurs it.
 */
const ORGANISATIONS = 60;
/** One city of sixty has its own luck (46 to 52 % of the time); what is said holds for many of them together. */
const CITIES = 20;
const REFERRALS = 1_000;
const ASKED = 6;
const PAST = 80;
type TierShare = readonly [tier: 'P1' | 'P2' | 'P3' | 'P4', share: number];
const TIERS: readonly TierShare[] = [['P1', 10], ['P2', 35], ['P3', 40], ['P4', 15]];
const [TIER_DAYS, P90] = [{ P2: 1, P3: 2, P4: 5 }, 1.2816];

interface Organisation { readonly pace: number; readonly yes: number }
interface Reply { readonly kind: Answer; readonly minutes: number }

/** Somebody obliging says yes more often; all together they say what the demo city says. */
const organisations = (chance: Chance): Organisation[] => Array.from({ length: ORGANISATIONS }, () => ({ pace: chance.weighted([[0.45, 3], [1, 5], [1.9, 2]]), yes: chance.happens(0.6) ? 1.14 : 0.79 }));

function reply(chance: Chance, { pace, yes }: Organisation): Reply {
  const shares = ANSWERS.map(([kind, share]) => [kind, kind === 'accepted' ? share * yes : share * (100 - 70 * yes) / 30] as const);
  const normal = Math.sqrt(-2 * Math.log(1 - chance.unit())) * Math.cos(2 * Math.PI * chance.unit());
  return { kind: chance.weighted(shares), minutes: ANSWER_DAYS.median * BUSINESS_DAY * pace * Math.exp(Math.log(ANSWER_DAYS.p90 / ANSWER_DAYS.median) / P90 * normal) };
}

/** The office's time to answer in business minutes: four hours, or until doors close so many days later. */
function allowance(chance: Chance): number {
  const tier = chance.weighted(TIERS);
  return tier === 'P1' ? 240 : (1 - chance.unit() + TIER_DAYS[tier]) * BUSINESS_DAY;
}

/** What the rows of past offers say of an organisation. */
function learn(chance: Chance, organisation: Organisation): AnswerFigures {
  const past = Array.from({ length: PAST }, () => ({ ...reply(chance, organisation), allowed: allowance(chance) }));
  const answered = past.filter(({ kind, minutes, allowed }) => kind !== 'expired' && minutes <= allowed).sort((one, other) => one.minutes - other.minutes);
  const at = (share: number): number => answered[Math.min(answered.length - 1, Math.floor(answered.length * share))]?.minutes ?? 0;
  return { asked: PAST, answered: answered.length, accepted: answered.filter(({ kind }) => kind === 'accepted').length, median: at(0.5), p90: at(0.9) };
}

/** When the first yes comes, and how many were asked until then; a step is asked when the one before came to nothing. */
function told(replies: readonly Reply[], steps: readonly number[], allowed: number): { readonly yesAt: number | undefined; readonly mails: number } {
  const yeses: number[] = [];
  let [at, mails] = [0, 0];
  const earliest = (): number => Math.min(...yeses);
  for (let step = 0; steps.includes(step); step += 1) {
    const asked = replies.filter((_, i) => steps[i] === step);
    mails += asked.length;
    for (const { kind, minutes } of asked) if (kind === 'accepted') yeses.push(at + minutes);
    const over = at + Math.max(...asked.map(({ kind, minutes }) => (kind !== 'expired' && minutes <= allowed ? minutes : allowed)));
    if (earliest() <= over) return { yesAt: earliest(), mails };
    at = over;
  }
  return { yesAt: yeses.length > 0 ? earliest() : undefined, mails };
}

const median = (numbers: readonly number[]): number => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

interface Told { readonly times: number[]; mails: number }
interface Ways { readonly order: Told; readonly wave: Told }

function simulate(seed: string): Ways {
  const ways: Ways = { order: { times: [], mails: 0 }, wave: { times: [], mails: 0 } };
  for (let city = 0; city < CITIES; city += 1) simulateCity(new Chance(`${seed} ${city}`), ways);
  return ways;
}

function simulateCity(chance: Chance, ways: Ways): void {
  const network = organisations(chance.branch('network')).map((organisation, i) => ({ organisation, curve: curveOf({ organisation: learn(chance.branch(`past ${i}`), organisation) }) }));
  for (let n = 0; n < REFERRALS; n += 1) {
    const own = chance.branch(`referral ${n}`);
    const allowed = allowance(own);
    const { suggested } = rank(own.shuffled(network).slice(0, ASKED).map((each) => ({ ...each, verdict: 'fits' as const, putFirst: false, mustNot: null, yesMinutes: minutesToYes(each.curve) })));
    const replies = suggested.map(({ organisation }) => reply(own, organisation));
    const chances = suggested.map(({ curve }: { readonly curve: Curve }) => yesBy(curve, allowed));
    for (const [way, steps] of [['order', replies.map((_, i) => i)], ['wave', wavesOf(chances, USUAL_CHANCE)]] as const) {
      const { yesAt, mails } = told(replies, steps, allowed);
      ways[way].mails += mails;
      if (yesAt !== undefined) ways[way].times.push(yesAt);
    }
  }
}

describe('Asking as few at once as reach a chance of four in five', () => {
  it('at least halves the median time to a yes against one after the other', () => {
    const { order, wave } = simulate('waves');
    const all = CITIES * REFERRALS;
    const line = (name: string, { times, mails }: Told): string => (
      `  ${name}: half have a yes within ${(median(times) / BUSINESS_DAY).toFixed(2)} business days, ${(times.length / all * 100).toFixed(1)} % get one at all, ${(mails / all).toFixed(2)} mails each`);
    process.stdout.write(`${line('one after the other', order)}\n${line('waves', wave)}\n  ${(median(wave.times) / median(order.times) * 100).toFixed(1)} % of the time for ${(wave.mails / order.mails).toFixed(2)} times the mails\n`);
    expect(median(wave.times)).toBeLessThanOrEqual(median(order.times) / 2);
    expect(wave.times.length).toBeGreaterThanOrEqual(order.times.length * 0.98);
  });
});
