import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Forbidden, InvalidInput, NotFound } from '../../libs/http/refusal.js';
import { newId } from '../../libs/sql/id.js';
import { followUpsRoom, type FollowUpsRoom } from '../support/follow-ups-room.js';

let room: FollowUpsRoom;
beforeAll(async () => { room = await followUpsRoom(); });
afterAll(() => room.stop());

// A Monday morning in Montréal: 09:00. The first contact is due on Tuesday at closing time.
const MONDAY = '2026-03-02T14:00:00Z';
const [LATE, VERY_LATE, TOO_LATE] = [['2026-03-03T22:00:01Z'], ['2026-03-04T22:00:01Z', '2026-03-06T22:00:01Z'], ['2026-03-17T21:00:01Z']];
beforeEach(async () => {
  await room.see("update alarms set state = 'cancelled' where state = 'pending'");
  await room.clockTo(MONDAY);
});

const spoke = { channel: 'call', outcome: 'spoke' } as const;
const ringAt = async (...moments: readonly string[]) => {
  for (const at of moments) {
    await room.clockTo(at);
    await room.ring();
  }
};
/** A first contact that nobody made, up to a moment. */
const silent = async (...moments: readonly string[]) => {
  const caseId = await room.arrive({ arrivalOn: '2026-03-02' });
  await ringAt(...moments);
  return { caseId, id: (await room.checkpoint(caseId, 'D01')).id };
};
const breachOf = async (id: string) => (await room.see('select code, due_at, broken_at, reason, explained_at, explained_by from breaches where checkpoint_id = $1', [id]))[0];
const told = (caseId: string) => room.see("select actor_id, details from case_events where case_id = $1 and kind = 'breach.explained' order by id", [caseId]);
const recorded = (id: string) => room.see("select details from audit_entries where subject_id = $1 and action = 'breach.explained' order by seq", [id]);

describe('explaining a broken promise', () => {
  it('annotates the breach and erases nothing of it; the latest reason stands, the timeline and the audit keep all', async () => {
    const { caseId, id } = await silent(...LATE);
    const before = await breachOf(id);
    expect(before).toMatchObject({ reason: null, explained_at: null });
    await room.explain.run(room.awa, id, 'unreachable');
    expect(await room.explain.run(room.lead, id, 'wrong_contact_details')).toMatchObject({ id, reason: 'wrong_contact_details' });
    expect(await breachOf(id)).toEqual({ ...before, reason: 'wrong_contact_details', explained_at: expect.any(Date), explained_by: room.lead.personId });
    expect(await told(caseId)).toEqual([
      { actor_id: room.awa.personId, details: { code: 'D01', reason: 'unreachable' } }, { actor_id: room.lead.personId, details: { code: 'D01', reason: 'wrong_contact_details' } },
    ]);
    expect(await recorded(id)).toMatchObject([{ details: { reason: 'unreachable' } }, { details: { reason: 'wrong_contact_details' } }]);
  });

  it('does not make stale what a colleague is reading, and is still possible once the promise is kept', async () => {
    const { caseId, id } = await silent(...LATE);
    const { version } = await room.checkpoint(caseId, 'D01');
    await room.explain.run(room.awa, id, 'workload');
    await expect(room.complete.run(room.awa, id, { contact: spoke }, version)).resolves.toMatchObject({ missed: true });
    await room.explain.run(room.bruno, id, 'written_down_late');
    expect(await breachOf(id)).toMatchObject({ reason: 'written_down_late', explained_by: room.bruno.personId });
  });

  it('is refused when nothing was broken', async () => {
    const { caseId, id } = await silent();
    await expect(room.explain.run(room.awa, id, 'workload')).rejects.toMatchObject({ code: 'follow-ups.no-breach' });
    await expect(room.explain.run(room.awa, newId(), 'workload')).rejects.toBeInstanceOf(NotFound);
    expect(await told(caseId)).toEqual([]);
  });

  it('is for the team, and for whoever stands in', async () => {
    const { id } = await silent(...LATE);
    for (const by of [room.manager, room.southerner]) await expect(room.explain.run(by, id, 'workload')).rejects.toBeInstanceOf(Forbidden);
    await room.see("insert into duties (id, kind, person_id, for_person_id, from_at, until_at) values ($1, 'cover', $2, $3, '2026-03-01Z', '2026-04-01Z')", [newId(), room.southerner.personId, room.awa.personId]);
    await expect(room.explain.run(room.southerner, id, 'absence_without_cover')).resolves.toMatchObject({ reason: 'absence_without_cover' });
    await room.see('delete from duties');
  });
});

describe('settling a promise of which the head of office has heard', () => {
  it('takes a reason, which is written down with the deed or not at all', async () => {
    const { caseId, id } = await silent(...LATE, ...VERY_LATE, ...TOO_LATE);
    const refused = await room.complete.run(room.awa, id, { contact: spoke }).catch((fault: unknown) => fault);
    expect(refused).toBeInstanceOf(InvalidInput);
    expect(refused).toMatchObject({ faults: [{ path: 'lateBecause', code: 'follow-ups.faults.late-because' }] });
    await expect(room.complete.run(room.awa, id, { contact: { channel: 'sms', outcome: 'replied' }, lateBecause: 'workload' })).rejects.toMatchObject({ code: 'follow-ups.unsafe-channel' });
    expect([await breachOf(id), await told(caseId)]).toMatchObject([{ reason: null }, []]);

    await room.complete.run(room.awa, id, { contact: spoke, lateBecause: 'no_interpreter' });
    expect([await breachOf(id), await room.checkpoint(caseId, 'D01')]).toMatchObject([{ reason: 'no_interpreter', explained_by: room.awa.personId }, { state: 'done' }]);
    expect(await told(caseId)).toMatchObject([{ details: { code: 'D01', reason: 'no_interpreter' } }]);
  });

  it('takes one for waiving too, and for a contact that completes it', async () => {
    const [one, two] = [await silent(), await silent()];
    await ringAt(...LATE, ...VERY_LATE, ...TOO_LATE);
    await expect(room.waive.run(room.lead, one.id, 'done_elsewhere')).rejects.toBeInstanceOf(InvalidInput);
    await expect(room.waive.run(room.lead, one.id, 'done_elsewhere', undefined, 'household_away')).resolves.toMatchObject({ state: 'waived' });
    await expect(room.attempt.run(room.awa, two.id, { ...spoke, completes: [two.id] })).rejects.toBeInstanceOf(InvalidInput);
    await expect(room.attempt.run(room.awa, two.id, spoke)).resolves.toMatchObject({ contact: true, completed: null });
    await expect(room.attempt.run(room.awa, two.id, { ...spoke, completes: [two.id], lateBecause: 'unreachable' })).resolves.toMatchObject({ completed: { state: 'done' } });
    expect([await breachOf(one.id), await breachOf(two.id)]).toMatchObject([{ reason: 'household_away' }, { reason: 'unreachable' }]);
  });

  it('takes one for putting it off, which would begin the ladder anew', async () => {
    const { id } = await silent(...LATE, ...VERY_LATE, ...TOO_LATE);
    const later = { dueAt: new Date('2026-12-18T22:00:00Z'), reason: 'household_asked' } as const;
    await expect(room.move.run(room.awa, id, later)).rejects.toMatchObject({ faults: [{ path: 'lateBecause' }] });
    await expect(room.move.run(room.awa, id, { ...later, lateBecause: 'unreachable' })).resolves.toMatchObject({ state: 'scheduled' });
    expect(await breachOf(id)).toMatchObject({ reason: 'unreachable' });
  });

  it('asks nothing before the head of office has heard, nor of what is explained already', async () => {
    const early = await silent(...LATE, ...VERY_LATE);
    await expect(room.complete.run(room.awa, early.id, { contact: spoke })).resolves.toMatchObject({ state: 'done' });
    await room.clockTo(MONDAY);
    const { id } = await silent(...LATE, ...VERY_LATE, ...TOO_LATE);
    await room.explain.run(room.awa, id, 'workload');
    await expect(room.complete.run(room.awa, id, { contact: spoke, lateBecause: 'other_priority' })).resolves.toMatchObject({ state: 'done' });
    expect(await breachOf(id)).toMatchObject({ reason: 'workload' });
  });

  it('asks once for everything that one contact keeps, and annotates only what was broken', async () => {
    const { caseId, id } = await silent(...LATE, ...VERY_LATE, ...TOO_LATE);
    const [second, ahead] = [await room.checkpoint(caseId, 'D03'), await room.checkpoint(caseId, 'D60')];
    await room.explain.run(room.awa, id, 'no_interpreter');
    // The one it was made for is explained; another that it keeps has climbed as far and is not.
    await room.see('update checkpoints set step = 4 where id = $1', [second.id]);
    const all = { contact: spoke, also: [second.id, ahead.id] };
    await expect(room.complete.run(room.awa, id, all)).rejects.toBeInstanceOf(InvalidInput);
    await room.complete.run(room.awa, id, { ...all, lateBecause: 'workload' });
    expect([await breachOf(id), await breachOf(second.id), await breachOf(ahead.id)]).toMatchObject([{ reason: 'no_interpreter' }, { reason: 'workload' }, undefined] as object[]);
  });
});
