import { z } from 'zod';
import { UNSCHEDULE_REASONS } from '../offers/reasons.rules.js';

/** A meeting takes an hour unless somebody says otherwise. */
const USUAL_MINUTES = 60;

const meeting = z.strictObject({
  startsAt: z.iso.datetime({ offset: true }).meta({ description: 'With its offset from universal time.' }),
  minutes: z.number().int().min(5).max(1_440).default(USUAL_MINUTES),
  place: z.string().trim().min(1).max(300).meta({ description: 'Where: an address, a room, a telephone call.' }),
  bring: z.string().trim().min(1).max(1_000).nullable().default(null).meta({ description: 'What the household is to bring.' }),
});

/** When and where the household is met. */
export const scheduleInput = meeting.meta({ id: 'ScheduleInput' });
export type ScheduleInput = z.output<typeof scheduleInput>;
/** The meeting is called off. */
export const unscheduleInput = z.strictObject({ reason: z.enum(UNSCHEDULE_REASONS) }).meta({ id: 'UnscheduleInput' });
/** Nobody came; with another meeting, if one was agreed. */
export const noShowInput = z.strictObject({ rebook: meeting.nullable().default(null) }).meta({ id: 'NoShowInput' });
export type NoShowInput = z.output<typeof noShowInput>;
