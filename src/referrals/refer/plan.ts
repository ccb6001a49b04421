import type { Tier } from '../../cases/cases.door.js';
import type { ServicesToAsk, ServiceToAsk } from '../../organisations/organisations.door.js';
import { answerTime } from '../asking/answer-promise.js';
import { chanceOfAny, wavesOf } from '../asking/waves.rules.js';
import type { Way } from '../referral.rules.js';
import type { Suggestion } from '../suggestions/suggest.js';

/** What would come of sending the form as it stands. */
export interface Plan {
  /** By service: when its answer would be due at the latest. */
  readonly dueAt: ReadonlyMap<string, Date>;
  /** How many would be asked at once, how many mails that is, and how likely one of them says yes in time. */
  readonly wave: { readonly services: number; readonly mails: number; readonly chance: number };
  /** How likely the first alone says yes in time. */
  readonly first: number;
}

/** Works out when whom is asked. In order, the time of one begins when that of the one before has passed. */
export function planOf(chosen: readonly Suggestion[], { way, chance }: { readonly way: Way; readonly chance: number },
  { tier, at, asked, services }: { readonly tier: Tier; readonly at: Date; readonly asked: ReadonlyMap<string, ServiceToAsk>; readonly services: Pick<ServicesToAsk, 'hours' | 'recipients'> }): Plan {
  const chances = chosen.map((service) => service.chance);
  const waves = wavesOf(chances, chance);
  const dueAt = new Map<string, Date>();
  // What is sent when everybody before was silent: the worst case, which is what a deadline promises.
  let from = at;
  let latest = at;
  for (const [i, { id }] of chosen.entries()) {
    const service = asked.get(id);
    if (!service) continue;
    if (way !== 'wave' || waves[i] !== (waves[i - 1] ?? 0)) from = latest;
    const due = answerTime(tier, service, from, services).dueAt;
    dueAt.set(id, due);
    if (due > latest) latest = due;
  }
  const first = chosen.filter((_, i) => waves[i] === 0);
  const mails = first.reduce((sum, { id }) => { const service = asked.get(id); return sum + (service ? services.recipients(service).length : 0); }, 0);
  return { dueAt, wave: { services: first.length, mails, chance: chanceOfAny(first.map((service) => service.chance)) }, first: chances[0] ?? 0 };
}
