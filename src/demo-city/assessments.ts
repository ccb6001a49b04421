import { monthsAfter, USUAL_MONTHS, type Purpose } from '../cases/consents/consent.rules.js';
import type { Chance } from './chance.js';
import { dayOf, later, type Scene } from './scene.js';
import type { Agreed, Scored, Story, Told } from './story.js';

/** What an assessment leaves behind. */
export interface Findings {
  readonly scores: readonly Scored[];
  readonly events: readonly Told[];
}

/** Needs that everybody is asked about; with those that only some have it is never fewer than twelve. */
const ALWAYS = ['HOUSING', 'FOOD', 'INCOME', 'FINANCE', 'HEALTH_COVER', 'HEALTH', 'FRENCH', 'WORK', 'STATUS', 'TRANSIT', 'DIGITAL', 'COMMUNITY'] as const;
const SOMETIMES = ['GOODS', 'MENTAL', 'ENGLISH', 'SKILLS', 'RIGHTS_WORK', 'LEGAL', 'DISCRIM', 'CULTURE', 'CIVIC'] as const;

/** Where households of each tier begin, from 0 crisis to 4 thriving. */
const BEGINNING = { P1: 1.35, P2: 1.75, P3: 2.45, P4: 3 } as const;

/** The first assessment: at least twelve needs, those that are this household's among them. */
export function assess(chance: Chance, story: Story, at: Date, notes: readonly string[]): Findings {
  const { household } = story.file;
  const children = household.people.filter(({ kinship }) => kinship === 'child').length;
  const codes: string[] = [...ALWAYS, ...chance.shuffled(SOMETIMES).slice(0, chance.whole(1, 4))];
  if (household.housing !== 'stable') codes.push('SHELTER');
  if (children > 0) codes.push('SCHOOL', 'CHILDCARE', 'FAMILY');
  if (household.interpreter === 'needed') codes.push('INTERPRET');
  if (household.urgencies.includes('violence')) codes.push('SAFETY');
  if (household.urgencies.includes('perinatal')) codes.push('PERINATAL');
  if (household.urgencies.includes('disability')) codes.push('DISABILITY');
  const hard = new Set(household.housing === 'stable' ? [] : ['SHELTER', 'HOUSING']);
  if (!household.french) hard.add('FRENCH');
  if (household.status === 'ASYLUM') ['STATUS', 'LEGAL', 'INCOME', 'WORK'].forEach((code) => hard.add(code));
  const middle = BEGINNING[household.tier];
  return scoring(chance, story, at, codes.map((code) => ({ code, score: grade(middle + (hard.has(code) ? -0.9 : 0.1) + spread(chance)) })), notes);
}

/** The same needs again: most went better, a few worse. */
export function assessAgain(chance: Chance, story: Story, at: Date, notes: readonly string[]): Findings {
  const newest = new Map(story.scores.map(({ code, score }) => [code, score]));
  const scores = [...newest].map(([code, score]) => ({ code, score: grade(score + chance.weighted([[1, 46], [0, 40], [2, 8], [-1, 6]])) }));
  return scoring(chance, story, at, scores, notes);
}

function scoring(chance: Chance, { file }: Story, at: Date, scores: readonly { code: string; score: number }[], notes: readonly string[]): Findings {
  return {
    scores: scores.map(({ code, score }) => ({ id: chance.id(at), code, score, at, by: file.ownerId, note: score <= 1 && chance.happens(0.15) ? chance.pick(notes) : null })),
    events: [{ at, kind: 'need.scored', by: file.ownerId, details: { scores } }],
  };
}

const grade = (value: number): number => Math.max(0, Math.min(4, Math.round(value)));
const spread = (chance: Chance): number => (chance.unit() + chance.unit() + chance.unit() - 1.5) * 1.4;

/** Purposes asked about at the first assessment, with how many of a hundred agree. */
const ASKED: readonly { purpose: Purpose; recipient: string; agree: number; when?: 'children' | 'interpreter' | 'sponsor' }[] = [
  { purpose: 'follow_up', recipient: 'office', agree: 99 },
  { purpose: 'messages', recipient: 'office', agree: 84 },
  { purpose: 'referral', recipient: 'network', agree: 76 },
  { purpose: 'health', recipient: 'health_services', agree: 62 },
  { purpose: 'interpretation', recipient: 'interpreter', agree: 97, when: 'interpreter' },
  { purpose: 'school', recipient: 'school', agree: 80, when: 'children' },
  { purpose: 'ask_partner', recipient: 'sponsor', agree: 70, when: 'sponsor' },
];

/** What the head of the household agreed to, one purpose and recipient at a time; a few take one back later. */
export function askConsents(chance: Chance, scene: Scene, { file }: Story, at: Date): { consents: Agreed[]; events: Told[] } {
  const { household, newcomerIds, ownerId, coming } = file;
  const applies = {
    children: household.people.some(({ kinship }) => kinship === 'child'), interpreter: household.interpreter !== 'not_needed', sponsor: coming.source === 'sponsor',
  };
  const interpreted = household.interpreter === 'needed';
  const consents = ASKED.filter(({ when, agree }) => (!when || applies[when]) && chance.happens(agree / 100)).map(({ purpose, recipient }): Agreed => {
    const withdrawn = later(scene, at, 480 * chance.whole(8, 90));
    return {
      id: chance.id(at), newcomerId: newcomerIds[0] ?? '', purpose, recipient, language: household.language, interpreted, at, by: ownerId,
      proof: chance.weighted([['signed', 68], ['verbal_witnessed', 24], ['electronic', 8]]),
      expiresOn: monthsAfter(dayOf(scene, at), USUAL_MONTHS), withdrawnAt: chance.happens(0.015) && withdrawn < scene.asOf ? withdrawn : null,
    };
  });
  const events = consents.flatMap(({ id, purpose, recipient, withdrawnAt }): Told[] => [
    { at, kind: 'consent.recorded', by: ownerId, details: { purpose, recipient, consentId: id } },
    ...(withdrawnAt ? [{ at: withdrawnAt, kind: 'consent.withdrawn', by: ownerId, details: { purpose, recipient, consentId: id } }] : []),
  ]);
  return { consents, events };
}
