import { Injectable } from '@nestjs/common';
import type { CivilDate } from '../../libs/calendar/civil-date.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import { newId } from '../../libs/sql/id.js';
import { together } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { OpenCase, type TierReason } from '../cases/cases.door.js';
import { type FirstDays, PlanPreview, ScheduleFirstDays } from '../follow-ups/follow-ups.door.js';
import { fact } from './arrivals.events.js';
import type { Household } from './household.rules.js';
import type { Tier } from './tier.rules.js';

/** When they come or came; what is planned is counted from it. */
export type Coming =
  | { readonly state: 'open'; readonly arrivalOn: CivilDate; readonly arrivalAt?: Date | undefined; readonly noticeNumber?: string | null }
  | { readonly state: 'expected'; readonly plannedArrivalOn: CivilDate; readonly noticeNumber?: string | null };

/** A household with everything that was decided about it. */
export interface Opening {
  readonly household: Household;
  readonly coming: Coming;
  readonly tier: { readonly tier: Tier; readonly reasons: readonly TierReason[]; readonly confirmed: boolean };
  readonly owner: { readonly teamId: string; readonly ownerId: string; readonly assigned: boolean };
  readonly importId?: string;
}

/** A file that was just opened, with the first days it was opened with. */
export interface OpenedHousehold {
  readonly caseId: string;
  readonly number: string;
  readonly opening: Opening;
  readonly days: FirstDays;
}

/** A household gets its file and its first days in one commit, however it came: by hand, by notice or by list. */
@Injectable()
export class OpenHousehold {
  constructor(
    private readonly plans: PlanPreview,
    private readonly openCase: OpenCase,
    private readonly schedule: ScheduleFirstDays,
    private readonly outbox: Outbox,
  ) {}

  /** The plan that this household would get now; the same function shows it while registering. */
  preview(tx: Tx, { coming, household, tier, owner }: Pick<Opening, 'coming' | 'tier' | 'owner'> & { readonly household: Pick<Household, 'immigrationStatus' | 'provinceArrivalOn'> }): Promise<FirstDays> {
    return this.plans.of(tx, {
      tier: tier.tier, status: household.immigrationStatus, teamId: owner.teamId, ownerId: owner.ownerId,
      anchors: {
        registeredAt: tx.at,
        provinceArrivalOn: (household.provinceArrivalOn ?? undefined) as CivilDate | undefined,
        ...(coming.state === 'open' ? { arrivalOn: coming.arrivalOn, arrivalAt: coming.arrivalAt } : { plannedArrivalOn: coming.plannedArrivalOn }),
      },
    });
  }

  /** Opens one file with its promises: both are on their way together. */
  async openOne(tx: Tx, opening: Opening): Promise<OpenedHousehold> {
    const days = await this.preview(tx, opening);
    const caseId = newId();
    const [number] = await together(this.write(tx, { caseId, opening, days }), this.schedule.run(tx, { caseId, days }));
    const opened = { caseId, number, opening, days };
    await this.tell(tx, [opened]);
    return opened;
  }

  /** Opens the file. Its promises must follow in the same transaction: `promise`, once for all that were opened. */
  async open(tx: Tx, opening: Opening): Promise<OpenedHousehold> {
    const days = await this.preview(tx, opening);
    const caseId = newId();
    return { caseId, number: await this.write(tx, { caseId, opening, days }), opening, days };
  }

  /** Writes the first days of what was opened, and tells the other rooms. */
  async promise(tx: Tx, opened: readonly OpenedHousehold[]): Promise<void> {
    await this.schedule.run(tx, ...opened);
    await this.tell(tx, opened);
  }

  private async write(tx: Tx, { caseId, opening: { household, coming, tier, owner }, days }: Omit<OpenedHousehold, 'number'>): Promise<string> {
    const { hasJobOrSchool: _job, agreesToMessages: _agrees, ...file } = household;
    const { number } = await this.openCase.run(tx, {
      ...file, ...coming, ...owner, id: caseId,
      tier: tier.tier, tierReasons: tier.reasons, tierConfirmedBy: tier.confirmed && tx.by.kind === 'person' ? tx.by.personId : null,
      protocol: { code: days.protocol.id, version: days.protocol.version },
    }, days.first);
    return number;
  }

  private tell(tx: Tx, opened: readonly OpenedHousehold[]): Promise<void> {
    return this.outbox.add(tx, ...opened.map(({ caseId, opening: { coming, tier, owner: { teamId, ownerId, assigned }, household, importId = null } }) => fact('arrival.registered', caseId, {
      caseId, teamId, ownerId, assigned, state: coming.state, tier: tier.tier, tierConfirmed: tier.confirmed, source: household.source, importId,
    })));
  }
}
