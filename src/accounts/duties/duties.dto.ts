import { z } from 'zod';

const span = {
  fromAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)).meta({ description: 'From this moment, RFC 3339.' }),
  untilAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)).meta({ description: 'Until this moment, RFC 3339.' }),
};

/** A turn of duty to be put on the roster. */
export const NewDuty = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('on_call'), personId: z.uuid(), teamId: z.uuid().nullable().default(null), ...span }),
  z.strictObject({ kind: z.literal('cover'), personId: z.uuid(), forPersonId: z.uuid(), ...span }),
]).meta({ id: 'NewDuty' });
export type NewDuty = z.infer<typeof NewDuty>;
