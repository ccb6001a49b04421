import { moments } from '../follow-ups/escalation.rules.js';
import { escalationOf } from '../follow-ups/planning.js';
import type { Chance } from './chance.js';
import type { Rows } from './city-rows.js';
import type { City } from './draw-city.js';
import { later } from './scene.js';
import type { Broken } from './story.js';

/** Older news has been read and put away. */
const DAYS_BACK = 14;
const UNREAD_DAYS = 2;

interface Heard { readonly personId: string; readonly broken: Broken; readonly what: string; readonly at: Date }

/** What leads and managers were told of broken promises: the recent and unsettled is unread. */
export function noticeRows(chance: Chance, city: City): Rows {
  const told = new Map<string, { last: Heard; times: number }>();
  for (const heard of heardOf(city).sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const key = `${heard.personId} ${heard.broken.step.caseId}`;
    told.set(key, { last: heard, times: (told.get(key)?.times ?? 0) + 1 });
  }
  const { asOf } = city.scene;
  return [...told.values()].map(({ last: { personId, broken: { step, dueAt }, what, at }, times }) => {
    const read = later(city.scene, at, chance.whole(10, 400));
    const unread = read > asOf || (step.state === 'scheduled' && at > daysBefore(asOf, UNREAD_DAYS));
    return {
      id: chance.id(at), person_id: personId, kind: 'escalated', subject_id: step.caseId, case_id: step.caseId,
      details: { checkpointId: step.id, code: step.code, what, dueAt: dueAt.toISOString() }, times, told_at: at, read_at: unread ? null : read,
    };
  });
}

function heardOf({ scene, office, stories }: City): Heard[] {
  const managers = office.people.filter(({ role }) => role === 'manager').map(({ id }) => id);
  const since = daysBefore(scene.asOf, DAYS_BACK);
  return stories.flatMap(({ file, broken }) => broken.flatMap((each) => {
    const until = each.step.movedReason === null ? (each.step.settledAt ?? scene.asOf) : each.dueAt;
    const ladder = moments({ ...escalationOf(each.step, scene.protocol, scene.office), dueAt: each.dueAt });
    return ladder.filter(({ what, at }) => what !== 'nudge' && what !== 'due' && at <= until && at <= scene.asOf && at > since)
      .flatMap(({ what, at }) => (what === 'lead' ? [file.leadId] : managers).map((personId): Heard => ({ personId, broken: each, what, at })));
  }));
}

const daysBefore = (at: Date, days: number): Date => new Date(at.getTime() - days * 86_400_000);
