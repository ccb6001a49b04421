import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import type { SignedIn } from '../../../libs/http/reader.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { mayMakeToken, mayRevokeToken } from '../accounts.policy.js';
import { officeSide } from '../office-side.js';
import type { NewToken } from './tokens.dto.js';
import { TokensStore } from './tokens.store.js';

/** Programs come in with a token of the person who answers for them. */
@Injectable()
export class KeepTokens {
  constructor(
    private readonly transactions: Transactions,
    private readonly tokens: TokensStore,
    private readonly audit: Audit,
  ) {}

  /** Makes a token, whose secret is in this answer and nowhere else: never kept for a repeated request. A token makes no token. */
  make(by: SignedIn, { name, days }: NewToken): Promise<{ id: string; secret: string; expiresAt: Date }> {
    if (!mayMakeToken(by) || by.sessionId === null) throw new Forbidden();
    return this.transactions.read(officeSide(by), async (tx) => {
      const token = await this.tokens.issue(tx, by.personId, name, days);
      await this.audit.record(tx, { chain: by.personId, action: 'token.made', subjectId: token.id, details: { days } });
      return token;
    });
  }

  /** From this moment the token opens nothing. */
  revoke(by: SignedIn, id: string): Promise<{ revoked: true }> {
    return this.transactions.run(officeSide(by), async (tx) => {
      const ownerId = await this.tokens.ownerOf(tx, id);
      if (!ownerId || !mayRevokeToken(by, ownerId)) throw new NotFound();
      await this.tokens.revoke(tx, id);
      await this.audit.record(tx, { chain: ownerId, action: 'token.revoked', subjectId: id });
      return { revoked: true as const };
    });
  }
}
