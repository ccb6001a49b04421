import type { CaseDraft, ContactWayDraft, NewcomerDraft } from './draft.rules.js';
import type { CaseRow, FileLists } from './open-case.sql.js';
import { fullName } from './newcomers/newcomers.rules.js';

/** The rows that a draft becomes, keyed by column. */
export interface FileRows {
  readonly caseId: string;
  readonly newcomerIds: readonly string[];
  readonly row: CaseRow;
  readonly lists: FileLists;
}

/** What the rows need that the draft does not know. */
interface Opening {
  readonly at: Date;
  readonly by: string | null;
  readonly newId: () => string;
}

/** Lays a draft out as rows; the office's moment and the identities come from outside. */
export function fileOf(draft: CaseDraft, first: { readonly checkpointId: string; readonly code: string; readonly dueAt: Date }, opening: Opening): FileRows {
  const { by, newId } = opening;
  const at = draft.registeredAt ?? opening.at;
  const caseId = draft.id ?? newId();
  const newcomerIds = draft.newcomers.map(({ id }) => id ?? newId());
  const idAt = (place: number | null | undefined): string | null => (typeof place === 'number' ? newcomerIds[place] ?? null : null);

  return {
    caseId,
    newcomerIds,
    row: caseRow(draft, caseId, at, first),
    lists: {
      newcomers: draft.newcomers.map((newcomer, position) => newcomerRow(newcomer, { id: newcomerIds[position], case_id: caseId, position })),
      contact_ways: (draft.contactWays ?? []).map((way) => wayRow(way, { id: newId(), case_id: caseId, newcomer_id: idAt(way.newcomer) })),
      needs: (draft.needs ?? []).map(({ code, score, note = null }) => ({ id: newId(), case_id: caseId, code, score, note, scored_at: at, scored_by: by })),
      consents: (draft.consents ?? []).map(({ newcomer, purpose, recipient, language, interpreted, proof, givenBy, expiresOn }) => ({
        id: newId(), case_id: caseId, newcomer_id: idAt(newcomer), purpose, recipient, language, interpreted, proof,
        given_by: givenBy, given_at: at, recorded_by: by, expires_on: expiresOn,
      })),
      notes: draft.note ? [{ id: newId(), case_id: caseId, author_id: by, body: draft.note, written_at: at }] : [],
    },
  };
}

function caseRow(draft: CaseDraft, id: string, at: Date, first: { readonly checkpointId: string; readonly code: string; readonly dueAt: Date }): CaseRow {
  const head = draft.newcomers.find(({ kinship }) => kinship === 'head');
  return {
    id, state: draft.state, tier: draft.tier, tier_reasons: JSON.stringify(draft.tierReasons), tier_confirmed_by: draft.tierConfirmedBy,
    team_id: draft.teamId, owner_id: draft.ownerId, assigned_at: draft.assigned ? at : null,
    protocol_code: draft.protocol.code, protocol_version: draft.protocol.version, source: draft.source, notice_number: draft.noticeNumber ?? null,
    planned_arrival_on: draft.plannedArrivalOn ?? null, arrival_on: draft.arrivalOn ?? null, arrival_at: draft.arrivalAt ?? null,
    province_arrival_on: draft.provinceArrivalOn ?? null, moved_in_on: draft.movedInOn ?? null, registered_at: at,
    immigration_status: draft.immigrationStatus, language: draft.language, languages: draft.languages ?? [], interpreter: draft.interpreter,
    borough: draft.borough ?? null, address: draft.address ?? null, housing: draft.housing ?? null, urgencies: draft.urgencies ?? [],
    restricted: draft.restricted ?? false, lead_name: head ? fullName({ givenName: head.givenName, familyName: head.familyName ?? '' }) : '',
    size: draft.newcomers.length, next_checkpoint_id: first.checkpointId, next_code: first.code, next_due_at: first.dueAt,
    demo: draft.demo ?? false, version: 1,
  };
}

const newcomerRow = (newcomer: NewcomerDraft, place: object): object => ({
  ...place, head: newcomer.kinship === 'head', kinship: newcomer.kinship, given_name: newcomer.givenName, family_name: newcomer.familyName ?? '',
  gender: newcomer.gender ?? null, birth_on: newcomer.birthOn ?? null, speaks_french: newcomer.speaksFrench ?? null, speaks_english: newcomer.speaksEnglish ?? null,
  languages: newcomer.languages ?? [], immigration_status: newcomer.immigrationStatus ?? null, fingerprint: newcomer.fingerprint ?? null, version: 1,
});

const wayRow = (way: ContactWayDraft, place: object): object => ({
  ...place, kind: way.kind, value: way.value, safe_to_call: way.safeToCall ?? false, safe_to_text: way.safeToText ?? false,
  voicemail_ok: way.voicemailOk ?? false, code_word: way.codeWord ?? null, preferred: way.preferred ?? false, version: 1,
});
