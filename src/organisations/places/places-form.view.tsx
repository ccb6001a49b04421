import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { RowGroup } from '../../../libs/ui/form/row-group.js';
import { TextField } from '../../../libs/ui/form/text-field.js';
import type { ToldPlaces } from './told-places.js';

/** One row as it was typed, or as it stands. */
export type TypedFigure = Readonly<Record<string, string>>;

export interface PlacesFormProps {
  readonly t: Translate;
  readonly action: string;
  readonly hidden: Readonly<Record<string, string | number>>;
  readonly typed: readonly TypedFigure[];
  readonly faults: FormFaults;
  /** The way back without a change; a page of one form has none. */
  readonly cancel?: string;
}

/** All figures of a service at once, in rows that can be added and removed. */
export function PlacesForm({ t, action, hidden, typed, faults, cancel }: PlacesFormProps): VNode {
  const row = (index: number | '__index__'): VNode => <Row t={t} index={index} typed={(index === '__index__' ? undefined : typed[index]) ?? {}} faults={faults.fields} />;
  return (
    <Form action={action} hidden={hidden}>
      <ErrorSummary faults={faults.summary} />
      <FormSection legend={t('organisations.places.form.legend')} note={t('organisations.places.form.note')}>
        <RowGroup name="places" rows={Math.max(1, typed.length)} columns={4} row={row} rowLabel={(number) => t('organisations.places.form.row', { number })}
          addLabel={t('organisations.places.form.add')} removeLabel={(number) => t('organisations.places.form.remove', { number })} />
      </FormSection>
      <FormBar>
        <button class="button button-primary" type="submit">{t('organisations.places.form.save')}</button>
        {cancel && <a class="button" href={cancel}>{t('organisations.cancel')}</a>}
      </FormBar>
    </Form>
  );
}

function Row({ t, index, typed, faults }: { t: Translate; index: number | '__index__'; typed: TypedFigure; faults: Readonly<Record<string, string>> }): VNode {
  const field = (name: string) => ({ name: `places.${index}.${name}`, label: t(`organisations.places.form.${name === 'description' ? 'group' : name}`), value: typed[name] ?? null, fault: faults[`places.${index}.${name}`] ?? null });
  return (
    <>
      <TextField {...field('unit')} value={typed['unit'] ?? t('organisations.places.form.usual-unit')} maxlength={60} />
      <TextField {...field('description')} maxlength={200} optional />
      <TextField {...field('available')} inputmode="numeric" maxlength={6} />
      <TextField {...field('maximum')} inputmode="numeric" maxlength={6} optional />
      {typed['id'] && <input type="hidden" name={`places.${index}.id`} value={typed['id']} />}
    </>
  );
}

/** The figures as they stand, for the form. */
export const typedFigures = ({ places }: ToldPlaces): TypedFigure[] => places.map(({ id, unit, description, available, maximum }) => ({
  id, unit, available: String(available), ...(description === null ? {} : { description }), ...(maximum === null ? {} : { maximum: String(maximum) }),
}));

/** What a posted form says, row by row; `input` is what the API would take. */
export function readFigures(fields: Readonly<Record<string, unknown>>): { readonly typed: TypedFigure[]; readonly input: { readonly places: readonly Record<string, unknown>[] } } {
  const rows = Array.isArray(fields['places']) ? (fields['places'] as Record<string, unknown>[]) : [];
  // A row that says nothing but its unit is the blank one that an empty form begins with.
  const typed = rows.map((row) => Object.fromEntries(Object.entries(row).filter((entry): entry is [string, string] => typeof entry[1] === 'string')))
    .filter((row) => Object.keys(row).some((name) => name !== 'unit'));
  const said = typed.map(({ available, maximum, ...row }) => ({ ...row, ...(available === undefined ? {} : { available: figure(available) }), ...(maximum === undefined ? {} : { maximum: figure(maximum) }) }));
  return { typed, input: { places: said } };
}

/** What the buttons of rows ask for: the rows with one more, or without one; undefined when the form was sent. */
export function turnedRows(typed: readonly TypedFigure[], { add, remove }: Readonly<Record<string, unknown>>): TypedFigure[] | undefined {
  if (add === 'places') return [...typed, {}];
  const gone = typeof remove === 'string' ? /^places\.(\d{1,3})$/.exec(remove)?.[1] : undefined;
  return gone === undefined ? undefined : typed.filter((_, n) => n !== Number(gone));
}

/** Digits as people write them, with or without a space between thousands; anything else is left to be refused. */
const figure = (text: string): number | string => (/^\d{1,3}(?:[\s\u00a0\u202f]?\d{3})*$|^\d+$/.test(text) ? Number(text.replace(/\s/g, '')) : text);
