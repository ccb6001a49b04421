import { Injectable } from '@nestjs/common';
import { type Keyset, keyset, keysOf } from '../../libs/http/keyset.js';
import { one, rows, statement } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { People } from '../accounts/accounts.door.js';
import type { Giver, Proof } from './consents/consent.rules.js';
import type { WayKind } from './contact/contact.rules.js';
import type { Gender, Kinship } from './newcomers/newcomers.rules.js';

/** A person of the household, as the case page shows them. */
export interface NewcomerSheet {
  readonly id: string;
  readonly position: number;
  readonly head: boolean;
  readonly kinship: Kinship;
  readonly givenName: string;
  readonly familyName: string;
  readonly gender: Gender | null;
  readonly birthOn: string | null;
  readonly speaksFrench: boolean | null;
  readonly speaksEnglish: boolean | null;
  readonly languages: readonly string[];
  readonly immigrationStatus: string | null;
  readonly leftOn: string | null;
  readonly version: number;
}

/** A way to reach them. */
export interface WaySheet {
  readonly id: string;
  readonly newcomerId: string | null;
  readonly kind: WayKind;
  readonly value: string;
  readonly safeToCall: boolean;
  readonly safeToText: boolean;
  readonly voicemailOk: boolean;
  readonly codeWord: string | null;
  readonly preferred: boolean;
  readonly version: number;
}

/** One score of one need, newest first; moments are ISO texts. */
export interface ScoreSheet {
  readonly code: string;
  readonly score: number;
  readonly note: string | null;
  readonly scoredAt: string;
  readonly scoredBy: string | null;
}

/** A consent as it was recorded; moments are ISO texts. */
export interface ConsentSheet {
  readonly id: string;
  readonly newcomerId: string;
  readonly purpose: string;
  readonly recipient: string;
  readonly language: string;
  readonly interpreted: boolean;
  readonly proof: Proof;
  readonly givenBy: Giver;
  readonly givenAt: string;
  readonly recordedBy: string | null;
  readonly expiresOn: string;
  readonly withdrawnAt: string | null;
}

/** Everything in a file besides its own row, its timeline and its plan. */
export interface HouseholdSheet {
  readonly newcomers: readonly NewcomerSheet[];
  readonly contactWays: readonly WaySheet[];
  readonly scores: readonly ScoreSheet[];
  readonly consents: readonly ConsentSheet[];
}

/** One line of a case's audit. */
export interface AuditLine {
  readonly seq: number;
  readonly at: Date;
  readonly actorId: string | null;
  /** The roles somebody acted in, or the name of the engine. */
  readonly actor: string;
  readonly actorName: string | null;
  readonly action: string;
  readonly subjectId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

const list = (columns: string, table: string, order: string): string =>
  `(select coalesce(json_agg(r order by ${order}), '[]') from (select ${columns} from ${table} x where x.case_id = $1) r)`;

const HOUSEHOLD = statement('cases.household', `
  select ${list(`id, position, head, kinship, given_name as "givenName", family_name as "familyName", gender, birth_on as "birthOn",
    speaks_french as "speaksFrench", speaks_english as "speaksEnglish", languages, immigration_status as "immigrationStatus", left_on as "leftOn", version`, 'newcomers', 'r.position')} as newcomers,
  ${list(`id, newcomer_id as "newcomerId", kind, value, safe_to_call as "safeToCall", safe_to_text as "safeToText", voicemail_ok as "voicemailOk",
    code_word as "codeWord", preferred, version`, 'contact_ways', 'r.preferred desc, r.id')} as "contactWays",
  ${list('code, score, note, scored_at as "scoredAt", scored_by as "scoredBy"', 'needs', 'r."scoredAt" desc')} as scores,
  ${list(`id, newcomer_id as "newcomerId", purpose, recipient, language, interpreted, proof, given_by as "givenBy", given_at as "givenAt",
    recorded_by as "recordedBy", expires_on as "expiresOn", withdrawn_at as "withdrawnAt"`, 'consents', 'r."givenAt" desc, r.id desc')} as consents`);

const AUDIT = statement('cases.audit', `
  select seq, at, actor_id as "actorId", actor, action, subject_id as "subjectId", details
  from audit_entries where chain = $1 and ($2::bigint is null or seq < $2) order by seq desc limit $3`);

/** What the pages and the JSON side read of a file. Whoever asks has been let in by the gate. */
@Injectable()
export class CasesQueries {
  constructor(private readonly people: People) {}

  /** The household in one round trip. */
  household(tx: Tx, caseId: string): Promise<HouseholdSheet> {
    return one<HouseholdSheet>(tx, HOUSEHOLD, [caseId]);
  }

  /** Who opened or changed what, and when; the newest first. */
  async audit(tx: Tx, caseId: string, { after, limit }: { readonly after?: string | undefined; readonly limit: number }): Promise<Keyset<AuditLine>> {
    const [before = null] = keysOf(after, 1) ?? [];
    const entries = await rows<Omit<AuditLine, 'actorName'>>(tx, AUDIT, [caseId, before, limit + 1]);
    const names = await this.people.byIds(tx, entries.flatMap(({ actorId }) => actorId ?? []));
    const lines = entries.map((entry) => ({ ...entry, actorName: (entry.actorId && names.get(entry.actorId)?.name) || null }));
    return keyset(lines, limit, ({ seq }) => [seq]);
  }
}
