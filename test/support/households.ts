import { newId } from '../../libs/sql/id.js';
import type { PersonActor } from '../../libs/transaction/actor.js';
import type { Tx } from '../../libs/transaction/tx.js';
import type { CaseDraft, FirstStep, OpenCase, OpenedCase } from '../../src/cases/cases.door.js';
import type { Office } from './office.js';

/** A family of four that speaks Arabic, as registration would hand it over. */
export const aHousehold = (office: Office, owner: PersonActor, over: Partial<CaseDraft> = {}): CaseDraft => ({
  state: 'open', tier: 'P2', tierReasons: [{ tier: 'P2', code: 'status_priority', field: 'newcomers.0.status' }], tierConfirmedBy: owner.personId,
  teamId: owner.teamId ?? office.north, ownerId: owner.personId, assigned: true, protocol: office.protocol, source: 'person',
  arrivalOn: '2026-11-20', immigrationStatus: 'ASYLUM', language: 'ar', languages: ['en-CA'], interpreter: 'needed', borough: 'verdun',
  housing: 'temporary', urgencies: ['needs_shelter'],
  newcomers: [
    { kinship: 'head', givenName: 'Samira', familyName: 'Haddad', gender: 'F', birthOn: '1990-05-01', speaksFrench: false, speaksEnglish: true, languages: ['ar'] },
    { kinship: 'spouse', givenName: 'Omar', familyName: 'Haddad', gender: 'M', birthOn: '1988-02-29' },
    { kinship: 'child', givenName: 'Lina', familyName: 'Haddad', birthOn: '2015-01-01' },
    { kinship: 'child', givenName: 'Hana', familyName: 'Haddad', birthOn: '2019-06-30' },
  ],
  contactWays: [{ newcomer: 0, kind: 'phone', value: '+15145550119', safeToCall: true, preferred: true }],
  needs: [{ code: 'SHELTER', score: 0 }, { code: 'FOOD', score: 1, note: 'Rien depuis hier' }],
  consents: [{ newcomer: 0, purpose: 'follow_up', recipient: 'office', language: 'ar', interpreted: true, proof: 'verbal_witnessed', givenBy: 'self', expiresOn: '2027-11-01' }],
  note: 'Logés chez une tante jusqu’à dimanche.',
  ...over,
});

/** A first checkpoint of a case, written as follow-ups would in the same transaction. */
export async function aFirstStep(tx: Tx, caseId: string, first: FirstStep): Promise<void> {
  await tx.query(`insert into checkpoints (id, case_id, code, tier, state, owner_id, channel, started_at, standard_due_at, due_at)
    values ($1, $2, $3, 'P2', 'scheduled', $4, 'call', $5, $6, $6)`, [first.checkpointId, caseId, first.code, first.ownerId, tx.at, first.dueAt]);
}

/** Opens a case with its first step, in one transaction. */
export function opened(office: Office, open: OpenCase, by: PersonActor, draft: CaseDraft = aHousehold(office, by)): Promise<OpenedCase> {
  return office.transactions.run(by, async (tx) => {
    const first = { checkpointId: newId(), code: 'D01', dueAt: new Date(tx.at.getTime() + 86_400_000), ownerId: draft.ownerId };
    const result = await open.run(tx, draft, first);
    await aFirstStep(tx, result.caseId, first);
    return result;
  });
}
