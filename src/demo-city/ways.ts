import { fold } from './fold.js';
import type { Channel } from '../follow-ups/protocol.rules.js';
import type { Way } from '../follow-ups/attempts.rules.js';
import type { Chance } from './chance.js';
import type { Household } from './household.js';

/** One way to reach a household of the demo city, as its row has it. */
export interface ContactWay {
  readonly id: string;
  readonly position: number | null;
  readonly kind: 'phone' | 'email';
  readonly value: string;
  readonly safeToCall: boolean;
  readonly safeToText: boolean;
  readonly voicemailOk: boolean;
  readonly codeWord: string | null;
  readonly preferred: boolean;
}

/** Telephone numbers of the range kept for stories, and addresses that no mail can reach. */
export function drawWays(chance: Chance, household: Household, at: Date, codeWords: readonly string[]): ContactWay[] {
  const { urgencies, people, status, restricted } = household;
  const guarded = restricted || urgencies.includes('violence');
  const phone = (): string => `+151455501${String(chance.whole(0, 99)).padStart(2, '0')}`;
  const ways: ContactWay[] = [];

  if (chance.happens(status === 'ASYLUM' || status === 'NO_STATUS' ? 0.9 : 0.97)) {
    const safeToCall = guarded ? chance.happens(0.5) : chance.happens(0.96);
    const safeToText = !guarded && chance.happens(0.9);
    ways.push({
      id: chance.id(at), position: 0, kind: 'phone', value: phone(), safeToCall, safeToText, voicemailOk: safeToCall && !guarded && chance.happens(0.72),
      codeWord: guarded ? chance.pick(codeWords) : null, preferred: safeToCall || safeToText,
    });
  }
  if (people.some(({ kinship }) => kinship === 'spouse') && chance.happens(0.35)) {
    const safeToCall = !guarded && chance.happens(0.9);
    ways.push({ id: chance.id(at), position: 1, kind: 'phone', value: phone(), safeToCall, safeToText: safeToCall, voicemailOk: false, codeWord: null, preferred: false });
  }
  if (chance.happens(ways.length === 0 ? 0.75 : 0.5)) {
    const head = people[0];
    const name = [head?.givenName, head?.familyName].filter(Boolean).map((part) => fold(part ?? '')).join('.');
    ways.push({
      id: chance.id(at), position: 0, kind: 'email', value: `${name}${chance.whole(2, 99)}@courriel.example`, safeToCall: false, safeToText: !guarded || chance.happens(0.4),
      voicemailOk: false, codeWord: null, preferred: false,
    });
  }
  return ways;
}

/** The channels behind the ways, the preferred one first, as attempts are planned with them. */
export function channelsOf(ways: readonly ContactWay[]): Way[] {
  const phones = ways.filter(({ kind }) => kind === 'phone');
  const mails = ways.filter(({ kind }) => kind === 'email');
  const channel = (name: Channel, among: readonly ContactWay[], safe: (way: ContactWay) => boolean): Way[] =>
    (among.length > 0 ? [{ channel: name, safe: among.some(safe) }] : []);
  return [
    ...channel('call', phones, (way) => way.safeToCall), ...channel('sms', phones, (way) => way.safeToText),
    ...channel('email', mails, (way) => way.safeToText), { channel: 'visit', safe: true },
  ];
}

/** The channel that is taken when a promise asks for one: never one that is unsafe or that they do not have. */
export function safeChannel(wanted: Channel, ways: readonly Way[]): Channel {
  if (['visit', 'in_person', 'file', 'partner'].includes(wanted)) return wanted;
  const open = ways.filter(({ safe }) => safe).map(({ channel }) => channel);
  return open.includes(wanted) ? wanted : (open[0] ?? 'visit');
}
