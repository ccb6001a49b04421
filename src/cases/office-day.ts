import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../config/env.js';
import { civilDateAt } from '../../libs/calendar/zone.js';

/** Which day it is at the office: ages, expiries and departures are counted in its zone. */
@Injectable()
export class OfficeDay {
  constructor(@Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>) {}

  /** The civil date of a moment, as `2026-11-23`. */
  of(at: Date): string {
    return civilDateAt(at, this.env.OFFICE_ZONE);
  }
}
