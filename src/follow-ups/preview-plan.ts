import { Injectable } from '@nestjs/common';
import { opensAt } from '../../libs/calendar/business-time.js';
import { addDays, type CivilDate } from '../../libs/calendar/civil-date.js';
import { instantOf } from '../../libs/calendar/zone.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { newId } from '../../libs/sql/id.js';
import type { FirstStep } from '../cases/cases.door.js';
import { OfficeCalendars } from './office-calendars.js';
import type { Office } from './offset.rules.js';
import { plan, type PlanAnchors, type PlannedCheckpoint } from './plan.rules.js';
import type { Protocol, Tier } from './protocol.rules.js';
import { Protocols } from './protocols.js';

/** What a household's first days depend on, before it has a file. */
export interface FirstDaysRequest {
  readonly tier: Tier;
  readonly status?: string | undefined;
  readonly anchors: PlanAnchors;
  readonly teamId: string;
  readonly ownerId: string;
  /** Another version than the one in force, for a past that is written down later. */
  readonly protocol?: Protocol | undefined;
}

/** One promise as the preview shows it, with the identity it will have if it is kept. */
export interface FirstDay extends PlannedCheckpoint {
  readonly id: string;
  readonly ownerId: string;
}

/** The first days as they are promised: shown while registering, and written as they are. */
export interface FirstDays {
  readonly protocol: Protocol;
  readonly office: Office;
  readonly tier: Tier;
  readonly ownerId: string;
  /** In the order of their due times, what is past and superseded among them. */
  readonly checkpoints: readonly FirstDay[];
  /** What the case is opened with. */
  readonly first: FirstStep;
  /** When to ask whether they came; nothing for those who are here. */
  readonly askArrivalAt: Date | null;
}

/** Works the first days out without writing anything: the same pure plan for the preview and for the file. */
@Injectable()
export class PlanPreview {
  constructor(private readonly protocols: Protocols, private readonly calendars: OfficeCalendars) {}

  /** The plan by the protocol in force and the team's calendar. The transaction is used at most once a minute for each team. */
  async of(tx: Tx, request: FirstDaysRequest): Promise<FirstDays> {
    return this.by(await this.calendars.of(tx, request.teamId), request);
  }

  /** The same for an office already known: pure but for the new identities. */
  by(office: Office, { tier, status, anchors, ownerId, protocol = this.protocols.inForce() }: Omit<FirstDaysRequest, 'teamId'>): FirstDays {
    const checkpoints = plan({ ...office, protocol, tier, status, anchors }).map((each): FirstDay => ({ ...each, id: newId(), ownerId }));
    const first = checkpoints.find(({ superseded }) => !superseded);
    if (!first) throw new Error(`${protocol.id}@${protocol.version} promises nothing to ${tier}`);
    return {
      protocol, office, tier, ownerId, checkpoints,
      first: { checkpointId: first.id, code: first.code, dueAt: first.dueAt, ownerId },
      askArrivalAt: anchors.arrivalOn || !anchors.plannedArrivalOn ? null : askArrivalAt(anchors.plannedArrivalOn, office),
    };
  }
}

/** When the office opens on the first open day after the one planned. */
export function askArrivalAt(plannedOn: CivilDate, { calendar, zone }: Office): Date {
  const day = calendar.roll(addDays(plannedOn, 1), 'FORWARD');
  return opensAt(calendar, zone, day) ?? instantOf(day, '09:00', zone);
}
