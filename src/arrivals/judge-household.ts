import { Inject, Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { ENV, type Env } from '../../config/env.js';
import { projectRoot } from '../../config/root.js';
import { asCivilDate, type CivilDate } from '../../libs/calendar/civil-date.js';
import { civilDateAt, type ClockTime, instantOf } from '../../libs/calendar/zone.js';
import { type FieldFault, InvalidInput } from '../../libs/http/refusal.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { readReference, type Reference } from '../../config/reference.js';
import type { ArrivalInput, NoticeInput } from './arrivals.dto.js';
import { ChooseOwner, type ChosenOwner } from './choose-owner.js';
import { type Decision, proposalFor, type Proposal, settleTier, type TierFacts } from './household.rules.js';
import type { Coming, Opening } from './open-household.js';

/** When a household comes, as a form says it. */
export type ComingInput = { readonly arrivalOn: string; readonly arrivalTime?: string | undefined } | { readonly plannedArrivalOn: string; readonly noticeNumber?: string | undefined };

/** Decides what registration leaves open: the tier, the owner, the moment they came. */
@Injectable()
export class JudgeHousehold {
  readonly reference: Reference = readReference(join(projectRoot(), 'config'));

  constructor(
    private readonly owners: ChooseOwner,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  /** @throws InvalidInput naming every field that is wrong */
  async run(tx: Tx, input: ArrivalInput | NoticeInput): Promise<Opening & { readonly owner: ChosenOwner }> {
    const { teamId, owner: wish, tier: decision, ...rest } = input;
    const { arrivalOn: _on, arrivalTime: _time, plannedArrivalOn: _planned, noticeNumber: _notice, ...household } = { arrivalOn: '', arrivalTime: '', plannedArrivalOn: '', noticeNumber: '', ...rest };
    const coming = this.coming(tx, input);
    const tier = this.settle(this.propose(input, coming), decision);
    const owner = await this.owners.run(tx, { teamId, owner: wish, languages: languagesOf(input) });
    return { household, coming, tier, owner };
  }

  /** The tier that the rules propose, ages counted on the day of arrival. */
  propose(household: TierFacts, coming: Coming): Proposal {
    return proposalFor(household, {
      on: coming.state === 'open' ? coming.arrivalOn : coming.plannedArrivalOn,
      announced: coming.state === 'expected',
      statusTier: (code) => this.reference.status(code)?.countsTowards ?? 'P2',
    });
  }

  /** The day they came must have come, the day they are to come must not have gone. @throws InvalidInput */
  coming(tx: Tx, input: ComingInput): Coming {
    const today = civilDateAt(tx.at, this.env.OFFICE_ZONE);
    if ('plannedArrivalOn' in input) {
      if (input.plannedArrivalOn < today) throw wrong('plannedArrivalOn', 'planned-in-past');
      return { state: 'expected', plannedArrivalOn: asCivilDate(input.plannedArrivalOn), noticeNumber: input.noticeNumber ?? null };
    }
    return { state: 'open', ...this.arrived(tx, input, today) };
  }

  /** The moment they came. @throws InvalidInput when it has not come yet */
  arrived(tx: Tx, { arrivalOn, arrivalTime }: { readonly arrivalOn: string; readonly arrivalTime?: string | undefined }, today = civilDateAt(tx.at, this.env.OFFICE_ZONE)): { arrivalOn: CivilDate; arrivalAt?: Date } {
    if (arrivalOn > today) throw wrong('arrivalOn', 'arrival-in-future');
    const day = asCivilDate(arrivalOn);
    if (arrivalTime === undefined) return { arrivalOn: day };
    const arrivalAt = instantOf(day, arrivalTime as ClockTime, this.env.OFFICE_ZONE);
    if (arrivalAt > tx.at) throw wrong('arrivalTime', 'arrival-in-future');
    return { arrivalOn: day, arrivalAt };
  }

  private settle(proposal: Proposal, decision: Decision | undefined): Opening['tier'] {
    const verdict = settleTier(proposal, decision);
    if (!verdict.settled) throw new InvalidInput([{ path: 'tier.because', code: `arrivals.faults.${verdict.because}`, values: { proposed: verdict.proposed } }]);
    return verdict;
  }
}

/** What the household can be spoken to in. */
export const languagesOf = ({ language, languages = [] }: { readonly language: string; readonly languages?: readonly string[] }): string[] => [language, ...languages];

const wrong = (path: FieldFault['path'], fault: string): InvalidInput => new InvalidInput([{ path, code: `arrivals.faults.${fault}` }]);
