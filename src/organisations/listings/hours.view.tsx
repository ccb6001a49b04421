import type { VNode } from 'preact';
import type { Typed } from '../../../libs/http/typed.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { HintAndFault } from '../../../libs/ui/form/field.js';
import { FormSection } from '../../../libs/ui/form/form.js';
import { RowGroup } from '../../../libs/ui/form/row-group.js';
import { DateField, TextField } from '../../../libs/ui/form/text-field.js';
import { Icon } from '../../../libs/ui/icon.js';
import { type Hours, WEEKDAYS, type Weekday } from './hours.rules.js';
import { sayHours } from './words.js';

const SHOWN_SPANS = 2;

/** A week of opening hours, and the days that are different. */
export function HoursTable({ t, now, hours: { week, different, others }, caption, openDaysOnly = false }: { readonly t: Translate; readonly now: Date; readonly hours: Hours; readonly caption: string; readonly openDaysOnly?: boolean }): VNode {
  const days = (from: string, to: string): string => (from === to ? t.dayShort(from, now) : t('organisations.listings.hours.days', { from: t.dayShort(from, now), to: t.dayShort(to, now) }));
  return (
    <div class="stack">
      <table class="hours">
        <caption class="visually-hidden">{caption}</caption>
        <tbody>{WEEKDAYS.filter((day) => !openDaysOnly || week[day].length > 0).map((day) => (
          <tr><th scope="row">{t(`organisations.listings.hours.weekdays.${day}`)}</th>
            <td>{week[day].length === 0 ? <span class="meta">{t('organisations.listings.hours.closed')}</span> : week[day].map(({ opens, closes }) => sayHours(t, opens, closes)).join(t('organisations.listings.hours.and'))}</td></tr>
        ))}</tbody>
      </table>
      {different.length > 0 && (
        <div class="stack-2">
          <h3>{t('organisations.listings.hours.different')}</h3>
          <ul class="ticks">{different.map(({ from, to, opens, closes, note }) => (
            <li><Icon name={opens ? 'clock' : 'calendar-x'} /><span><b>{days(from, to)}</b> {opens && closes ? sayHours(t, opens, closes) : t('organisations.listings.hours.closed')}{note && <span class="meta">, {note}</span>}</span></li>
          ))}</ul>
        </div>
      )}
      {others.length > 0 && <p class="meta">{t('organisations.listings.hours.others', { count: others.length })}</p>}
    </div>
  );
}

interface HoursFormProps {
  readonly t: Translate;
  readonly typed: Typed;
  readonly fields: Readonly<Record<string, string>>;
  readonly others: Hours['others'];
}

/** The week as a grid of from and to, and the different days as rows. */
export function HoursFields({ t, typed, fields, others }: HoursFormProps): VNode {
  return (
    <>
      <FormSection legend={t('organisations.listings.hours.week')} note={t('organisations.listings.hours.week-note')}>
        <div class="week" id="week">{WEEKDAYS.map((day) => <Day t={t} day={day} typed={typed} fields={fields} />)}</div>
        <div><button class="button button-quiet" type="submit" name="copy" value="MO" formnovalidate><Icon name="copy" />{t('organisations.listings.hours.copy')}</button></div>
      </FormSection>
      <FormSection legend={t('organisations.listings.hours.different')} note={t('organisations.listings.hours.different-note')}>
        <RowGroup name="different" rows={Math.max(1, typed.rows('different').length)} columns={5} row={(index) => <DifferentDay t={t} index={index} typed={typed} fields={fields} />}
          rowLabel={(number) => t('organisations.listings.hours.different-row', { number })} addLabel={t('organisations.listings.hours.add')} removeLabel={(number) => t('organisations.listings.hours.remove', { number })} />
        <Faults fields={fields} prefix="different." />
      </FormSection>
      {others.length > 0 && (
        <FormSection legend={t('organisations.listings.hours.others-legend')} note={t('organisations.listings.hours.others-note')}>
          <div class="stack-2">{others.map((other) => (
            <label class="choice choice-block"><input type="checkbox" name="keep" value={other.id} checked={typed.list('keep').includes(other.id)} /><span>{otherWords(t, other)}</span></label>
          ))}</div>
        </FormSection>
      )}
    </>
  );
}

/** What a schedule says that no week can say: its own words, else its parts as HSDS writes them. */
function otherWords(t: Translate, { description, notes, freq, byday, valid_from, valid_to, opens_at, closes_at }: Hours['others'][number]): string {
  const hours = [opens_at, closes_at].filter(Boolean).join(' – ');
  const days = [valid_from, valid_to].filter(Boolean).join(' – ');
  return [description ?? notes ?? [freq, byday].filter(Boolean).join(' '), days, hours].filter(Boolean).join(', ') || t('organisations.listings.hours.other');
}

function Day({ t, day, typed, fields }: { t: Translate; day: Weekday; typed: Typed; fields: HoursFormProps['fields'] }): VNode {
  const name = t(`organisations.listings.hours.weekdays.${day}`);
  const spans = Math.max(SHOWN_SPANS, typed.rows(`week.${day}`).length);
  return (
    <div class="week-day" role="group" aria-label={name}>
      <span class="label" aria-hidden="true">{name}</span>
      {Array.from({ length: spans }, (_, place) => (
        <span class="span">
          {(['opens', 'closes'] as const).map((half, i) => {
            const field = `week.${day}.${place}.${half}`;
            return (
              <>
                {i === 1 && <span class="meta" aria-hidden="true">{t('organisations.listings.hours.to')}</span>}
                <input class="input" type="time" step={300} id={field} name={field} value={typed.text(field)} autocomplete="off" aria-label={t(`organisations.listings.hours.${half}`, { day: name, place: place + 1 })}
                  aria-invalid={fields[field] ? 'true' : undefined} aria-describedby={fields[field] ? `${field}-fault` : undefined} />
              </>
            );
          })}
        </span>
      ))}
      <Faults fields={fields} prefix={`week.${day}.`} />
    </div>
  );
}

/** The faults of fields that have no room for words of their own, under their row. */
function Faults({ fields, prefix }: { readonly fields: HoursFormProps['fields']; readonly prefix: string }): VNode {
  const faulty = Object.entries(fields).filter(([name]) => name.startsWith(prefix) && prefix.startsWith('week'));
  return <>{faulty.map(([name, fault]) => <div class="week-fault"><HintAndFault name={name} fault={fault} /></div>)}</>;
}

function DifferentDay({ t, index, typed, fields }: { t: Translate; index: number | '__index__'; typed: Typed; fields: HoursFormProps['fields'] }): VNode {
  const at = (field: string): { name: string; value: string | undefined; fault: string | undefined; label: string } => {
    const name = `different.${index}.${field}`;
    return { name, value: typed.text(name), fault: fields[name], label: t(`organisations.listings.hours.fields.${field}`) };
  };
  return (
    <>
      <DateField {...at('from')} />
      <DateField {...at('to')} />
      <DateField {...at('opens')} kind="time" />
      <DateField {...at('closes')} kind="time" />
      <TextField {...at('note')} maxlength={200} />
    </>
  );
}
