import { z } from 'zod';
import { MOST_PLACES } from './places.rules.js';

/** The identity of a service or of a figure. */
export const id = z.uuid();

const line = (most: number) => z.string().trim().min(1).max(most).refine((text) => !/\p{Cc}/u.test(text), 'http.faults.other');
/** A whole number between two others; what is no number at all is said so. */
export const wholeNumber = (least: number, most: number) =>
  z.int({ error: ({ code, input }) => (code === 'invalid_type' && input !== undefined && input !== null ? 'organisations.faults.not-a-number' : undefined) }).min(least).max(most);
const count = wholeNumber(0, MOST_PLACES);

const figureInput = z.strictObject({
  id: id.optional(),
  unit: line(60),
  description: line(200).nullable().default(null),
  available: count,
  maximum: count.nullable().default(null),
});

/** One figure as it is told: with its identity a change, without one a new figure. */
export type FigureInput = z.output<typeof figureInput>;

/** All figures of a service at once: one that is not told any more is removed. */
export const capacityInput = z.strictObject({ places: z.array(figureInput).max(20) }).superRefine(({ places }, context) => {
  const told = new Set<string>();
  for (const [n, { unit, description, available, maximum }] of places.entries()) {
    if (maximum !== null && available > maximum) context.addIssue({ code: 'custom', message: 'organisations.faults.above-maximum', path: ['places', n, 'available'] });
    const same = `${unit}\n${description ?? ''}`.toLocaleLowerCase('fr');
    if (told.has(same)) context.addIssue({ code: 'custom', message: 'organisations.faults.same-places', path: ['places', n, 'unit'] });
    told.add(same);
  }
}).meta({ id: 'CapacityInput' });
export type CapacityInput = z.output<typeof capacityInput>;

/** One tap: which figure, and one more or one fewer. */
export const tapInput = z.strictObject({ placeId: id, by: z.union([z.literal(1), z.literal(-1)], 'http.faults.choice') }).meta({ id: 'CapacityTap' });
export type Tap = z.output<typeof tapInput>;
