import { Injectable } from '@nestjs/common';
import { keyset, type Keyset, keysAs } from '../../../libs/http/keyset.js';
import { Forbidden } from '../../../libs/http/refusal.js';
import { rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { mayKeepNetwork } from '../organisations.policy.js';
import type { TermsQuery } from './terms.dto.js';

/** A term of somebody else's taxonomy, with what it means to us and how many services have it. */
export interface TermLine {
  readonly id: string;
  readonly code: string | null;
  readonly name: string;
  readonly taxonomy: string | null;
  readonly need: string | null;
  readonly services: number;
}

// Those that nobody understands come first: they are why somebody looks.
const TERMS = statement('hsds-terms.lines', `
  select t.id, t.code, t.name, coalesce(x.listing ->> 'name', t.listing ->> 'taxonomy') as taxonomy, t.need,
    (select count(*) from services s where s.listing -> 'attributes' @> jsonb_build_array(jsonb_build_object('taxonomy_term', jsonb_build_object('id', t.id::text)))
      or s.listing -> 'attributes' @> jsonb_build_array(jsonb_build_object('taxonomy_term_id', t.id::text))) as services
  from taxonomy_terms t left join taxonomies x on x.id = t.taxonomy_id
  where ($1::boolean is null or (t.need is not null, t.name, t.id) > ($1, $2::text, $3::uuid)) order by t.need is not null, t.name, t.id limit $4`);

/** Terms of others, as those who keep the network read them. */
@Injectable()
export class TermsQueries {
  /** Those that mean nothing to us first, then by name. @throws Forbidden */
  async list(tx: Tx, { after, limit }: TermsQuery): Promise<Keyset<TermLine>> {
    if (!mayKeepNetwork(tx.by)) throw new Forbidden();
    const [understood, name, id] = keysAs(after, 'int', 'text', 'uuid') ?? [null, null, null];
    return keyset(await rows<TermLine>(tx, TERMS, [understood === null ? null : understood === 1, name, id, limit + 1]), limit, (term) => [term.need === null ? 0 : 1, term.name, term.id]);
  }
}
