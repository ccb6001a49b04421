import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import type { Translate } from '../../../libs/i18n/translate.js';
import type { Remark } from './documents.rules.js';
import type { ImportReport } from './imports.store.js';

/** Why, in words: reasons of our own, and those that every form knows. */
export const reasonOf = ({ code, values }: Pick<Remark, 'code' | 'values'>, t: Translate): string => t(code.includes('.') ? code : `organisations.hsds.reasons.${code}`, values);

/** Where, in words: a row of a table, or a pointer into a document. */
export const whereOf = ({ row, pointer }: Pick<Remark, 'row' | 'pointer'>, t: Translate): string =>
  [row === undefined ? '' : t('organisations.hsds.row', { row: t.number(row) }), pointer || ''].filter(Boolean).join(' ');

/**
 * The report as CSV: every fault and every warning, with its file, row or pointer, field, value and reason. UTF-8 with its mark, so that
 * every spreadsheet shows the accents; cells that a spreadsheet would run as a formula begin with an apostrophe.
 */
export function sendReport(reply: FastifyReply, { faults, warnings }: Pick<ImportReport, 'faults' | 'warnings'>, t: Translate): void {
  const heading = ['severity', 'file', 'row', 'pointer', 'object', 'field', 'value', 'reason'].map((name) => t(`organisations.hsds.report.${name}`));
  const line = (severity: 'fault' | 'warning') => (remark: Remark): string[] => [
    t(`organisations.hsds.severities.${severity}`), remark.file, remark.row === undefined ? '' : String(remark.row), remark.pointer ?? '', remark.object ?? '', remark.field ?? '',
    remark.value ?? '', reasonOf(remark, t),
  ];
  const text = stringify([heading, ...faults.map(line('fault')), ...warnings.map(line('warning'))], { record_delimiter: '\r\n', quoted_match: /[\r\n]/, escape_formulas: true, bom: true });
  void reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="${t('organisations.hsds.report.file-name')}"`).type('text/csv; charset=utf-8').send(Buffer.from(text));
}
