import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import { keyset, type Keyset } from '../../../libs/http/keyset.js';
import { NotFound } from '../../../libs/http/refusal.js';
import { engine } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Hsds } from '../hsds/hsds.shape.js';
import { type DirectoryQuestion, directoryStatement, LISTED_SERVICE, PAGE } from './directory.sql.js';

interface Span { readonly from: string; readonly to: string }

/** A place where a service is given. */
export interface Door {
  readonly name: string | null;
  readonly borough: string | null;
  readonly address: Partial<Hsds<'address'>> | null;
}

/** A service in the public list. */
export interface DirectoryRow {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly needs: readonly string[];
  readonly speaks: readonly string[];
  /** The opening that is or that comes next, as far as they are known. */
  readonly opening: Span | null;
  readonly door: Door | null;
  readonly phone: string | null;
}

/** A service as the public may know it. */
export interface DirectoryService extends Omit<DirectoryRow, 'door' | 'phone'> {
  readonly description: string | null;
  readonly alert: string | null;
  readonly email: string | null;
  readonly url: string | null;
  readonly serves: readonly string[];
  readonly assuredOn: string | null;
  readonly eligibility: string | null;
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly application: string | null;
  readonly fees: string | null;
  readonly costs: readonly Partial<Hsds<'cost_option'>>[];
  readonly documents: readonly Partial<Hsds<'required_document'>>[];
  readonly interpretation: string | null;
  readonly hasHours: boolean;
  /** The openings of seven days. */
  readonly openings: readonly Span[];
  readonly phones: readonly Partial<Hsds<'phone'>>[];
  readonly doors: readonly (Door & { readonly transportation: string | null; readonly accessibility: readonly Partial<Hsds<'accessibility'>>[] })[];
}

/** A page of the public directory. */
export interface DirectoryPageOf extends Keyset<DirectoryRow> {
  readonly at: Date;
  /** One more than a thousand means more than a thousand. */
  readonly count: number;
}

/** Reads what anybody may read; nobody is asked who they are, and nothing is recorded. */
@Injectable()
export class ReadDirectory {
  constructor(
    private readonly transactions: Transactions,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  async list(question: DirectoryQuestion): Promise<DirectoryPageOf> {
    const { asked, values } = directoryStatement(question, this.env.OFFICE_ZONE);
    const [found] = await this.transactions.ask<{ at: Date; count: number; items: DirectoryRow[] }>(PUBLIC, asked, values);
    if (!found) throw new Error('the directory gave no answer');
    return { at: found.at, count: found.count, ...keyset(found.items, PAGE, ({ name, id }) => [name, id]) };
  }

  async service(id: string): Promise<{ readonly at: Date; readonly service: DirectoryService }> {
    const [found] = await this.transactions.ask<{ at: Date; service: DirectoryService }>(PUBLIC, LISTED_SERVICE, [this.env.OFFICE_ZONE, id]);
    if (!found) throw new NotFound();
    return found;
  }
}

const PUBLIC = engine('directory');
