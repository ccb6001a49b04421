import { z } from 'zod';
import { many } from '../../../libs/http/forms.js';
import { isId } from '../../../libs/sql/id.js';
import { openingReason } from '../../cases/cases.door.js';
import { id } from '../asking/referrals.dto.js';
import { CHANCES, USUAL_CHANCE } from '../asking/waves.rules.js';
import { WAYS, type Way } from '../referral.rules.js';
import { DESPITE_REASONS, type Despite } from '../suggestions/memory.rules.js';
import type { Suggestion, Suggestions } from '../suggestions/suggest.js';
import { narrowingWords } from '../suggestions/suggestions.dto.js';

const empty = (text: unknown): unknown => (text === '' ? undefined : text);

/** What of the page stands in its address: codes and identities, never words. */
export const referAddress = z.object({
  need: z.preprocess(empty, z.string().max(40).optional()),
  for: z.preprocess(empty, id.optional()),
  /** A referral that is open already, for which more are asked. */
  referral: z.preprocess(empty, id.optional()),
  reason: openingReason.optional(),
  ...narrowingWords,
});
export type ReferAddress = z.output<typeof referAddress>;

const SWITCHES = ['speaks', 'openNow', 'hasRoom', 'unverified'] as const;
export type Switch = (typeof SWITCHES)[number];

/** The coded fields of an address, by name; what does not narrow is left out. */
export function referFields(address: ReferAddress, change: Partial<ReferAddress> = {}): [string, string][] {
  const { km, ...all } = { ...address, ...change };
  return [
    ...(['need', 'for', 'referral', 'reason'] as const).flatMap((name): [string, string][] => (all[name] ? [[name, all[name]]] : [])),
    ...SWITCHES.flatMap((name): [string, string][] => (all[name] ? [[name, '1']] : [])), ...(km === null ? [] : [['km', String(km)] as [string, string]]),
  ];
}

/** The page on which a household's need meets the network. */
export const referHref = (caseId: string, address: ReferAddress, change: Partial<ReferAddress> = {}): string =>
  `/cases/${caseId}/refer?${new URLSearchParams(referFields(address, change)).toString()}`;

/** The form as it stands: who is ticked in which order, and how they are to be asked. */
export interface ReferForm {
  /** Every service on the page, in the order in which those that are ticked will be asked. */
  readonly order: readonly string[];
  readonly chosen: readonly string[];
  readonly way: Way;
  readonly chance: number;
  readonly despite: Despite | null;
  readonly note: string;
  readonly text: string;
  /** Which fields are shared; nothing while they are as they were proposed: a proposal follows who is ticked. */
  readonly fields: readonly string[] | undefined;
  /** A restricted case is put to the network all the same. */
  readonly restrictedToo: boolean;
}

/** As many of the best are ticked at first as somebody would ask by hand. */
const TICKED_FIRST = 3;
const oneOf = <T extends string | number>(known: readonly T[], value: unknown): T | undefined => known.find((each) => String(each) === value);
const ids = (value: unknown): string[] => [...new Set(many(value).filter(isId))];

/** A form that nobody has touched: the best with which the household agrees to be shared are ticked. */
export const untouched = ({ suggested }: Pick<Suggestions, 'suggested'>, more: boolean): ReferForm => ({
  order: [], chosen: more ? [] : suggested.filter(({ agreed }) => agreed).slice(0, TICKED_FIRST).map((service) => service.id),
  way: 'order', chance: USUAL_CHANCE, despite: null, note: '', text: '', fields: undefined, restrictedToo: false,
});

/** A form as it was posted; what nobody could have sent is left out. A button may have moved one service up or down. */
export function postedForm(fields: Readonly<Record<string, unknown>>): ReferForm {
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const order = moved(ids(fields['order']), text('move'));
  const ticked = new Set(ids(fields['pick']));
  return {
    order, chosen: [...order.filter((each) => ticked.has(each)), ...[...ticked].filter((each) => !order.includes(each))], way: oneOf(WAYS, fields['way']) ?? 'order',
    chance: oneOf(CHANCES, fields['chance']) ?? USUAL_CHANCE, despite: oneOf(DESPITE_REASONS, fields['despite']) ?? null,
    note: text('note'), text: text('text').slice(0, 120), fields: fields['sharing'] === undefined || many(fields['fields']).join(',') === text('proposed') ? undefined : many(fields['fields']), restrictedToo: fields['restrictedToo'] !== undefined,
  };
}

/** `up.<identity>` or `down.<identity>`. */
function moved(order: readonly string[], move: string): string[] {
  const [way, which] = [move.startsWith('up.') ? -1 : 1, move.replace(/^(up|down)\./, '')];
  const at = order.indexOf(which);
  const to = at + way;
  if (at < 0 || to < 0 || to >= order.length) return [...order];
  const without = order.filter((each) => each !== which);
  return [...without.slice(0, to), which, ...without.slice(to)];
}

/** Services in the order of the form; those it does not know yet come after. */
export function inOrder(services: readonly Suggestion[], order: readonly string[]): Suggestion[] {
  const known = order.flatMap((each) => services.filter((service) => service.id === each));
  return [...known, ...services.filter((service) => !order.includes(service.id))];
}
