import { Injectable } from '@nestjs/common';
import type { Tx } from '../../libs/transaction/tx.js';
import { People } from '../accounts/accounts.door.js';
import type { EscalationStep } from './escalation.rules.js';
import type { Tier } from './protocol.rules.js';

/** A checkpoint about which somebody must hear. */
export interface Concern {
  readonly ownerId: string;
  readonly teamId: string;
  readonly tier: Tier;
  readonly what: EscalationStep;
  /** Stands in for the owner now. */
  readonly coverId: string | null;
}

/** Says who hears of a promise at risk or broken: the owner and whoever covers them, then the lead or whoever is on duty, then managers. */
@Injectable()
export class Whom {
  constructor(private readonly people: People) {}

  /** Answers for a set; each team is asked about once. */
  async hearOf(tx: Tx, concerns: readonly Concern[]): Promise<string[][]> {
    const asked = new Map<string, Promise<string[]>>();
    const once = (key: string, ask: () => Promise<string[]>): Promise<string[]> => {
      const known = asked.get(key) ?? ask();
      asked.set(key, known);
      return known;
    };
    const answers: string[][] = [];
    // One after the other: a transaction is one connection.
    for (const { what, ownerId, coverId, teamId, tier } of concerns) {
      if (what === 'nudge' || what === 'due') answers.push(present(coverId, ownerId));
      else if (what === 'lead') answers.push(await once(`lead ${teamId} ${tier === 'P1'}`, () => this.hearsOfLead(tx, teamId, tier)));
      else answers.push(await once('managers', () => this.hearsOfManagers(tx)));
    }
    return answers;
  }

  /** The owner, and whoever stands in while they are away. */
  async hearsOfOwner(tx: Tx, ownerId: string): Promise<string[]> {
    const cover = await this.people.coverFor(tx, ownerId, tx.at);
    return cover ? [cover, ownerId] : [ownerId];
  }

  /** The team's lead or, for what is urgent, whoever is on duty too. */
  async hearsOfLead(tx: Tx, teamId: string, tier: Tier): Promise<string[]> {
    const onDuty = tier === 'P1' ? await this.people.onDuty(tx, teamId, tx.at) : null;
    const lead = await this.people.leadOf(tx, teamId);
    return present(onDuty, lead);
  }

  private async hearsOfManagers(tx: Tx): Promise<string[]> {
    return (await this.people.managers(tx)).map(({ id }) => id);
  }
}

function present(...ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
