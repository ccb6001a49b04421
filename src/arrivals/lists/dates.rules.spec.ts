import { describe, expect, it } from '@jest/globals';
import { readDate, weighDates } from './dates.rules.js';

describe('the dates of a list', () => {
  it.each<[string, string[], string | null, string, string]>([
    ['years first', ['2026-11-23', '2026/1/5'], 'YMD', 'DMY', 'proved'],
    ['a day beyond 12 comes first', ['23/11/2026', '04/05/2026'], 'DMY', 'DMY', 'proved'],
    ['a day beyond 12 comes second', ['11/23/2026', '04/05/2026'], 'MDY', 'MDY', 'proved'],
    ['nothing proves it', ['04/05/2026', '01/02/1990'], 'DMY', 'DMY', 'assumed'],
    ['proved both ways', ['23/11/2026', '11/23/2026', '24/11/2026'], 'DMY', 'DMY', 'mixed'],
    ['one slip among twenty', ['11/23/2026', ...Array.from({ length: 20 }, () => '23/11/2026')], 'DMY', 'DMY', 'proved'],
    ['day and month are the same', ['05/05/2026'], 'DMY', 'DMY', 'proved'],
    ['no date at all', ['', 'soon'], null, 'DMY', 'proved'],
  ])('%s', (_, cells, order, slashed, evidence) => {
    expect(weighDates(cells)).toEqual({ order, slashed, evidence });
  });

  it.each<[string, string[], string, string]>([
    ['28-11-2026', ['28-11-2026'], '2026-11-28', 'plain'],
    ['28.11.2026', ['28.11.2026'], '2026-11-28', 'plain'],
    ['2026-11-23 00:00:00', ['2026-11-23 00:00:00'], '2026-11-23', 'plain'],
    ['2026-5-3', ['23/11/2026'], '2026-05-03', 'rewritten'],
    ['23/11/1990', ['2026-11-23', '2026-11-24'], '1990-11-23', 'rewritten'],
    ['04/05/1990', ['11/23/2026'], '1990-04-05', 'plain'],
    ['04/05/1990', ['04/05/1990'], '1990-05-04', 'ambiguous'],
    ['04/05/1990', ['23/11/2026', '11/23/2026', '24/11/2026'], '1990-05-04', 'ambiguous'],
    ['05/05/1990', ['04/05/1990'], '1990-05-05', 'plain'],
    ['05/28/1990', ['23/11/2026'], '1990-05-28', 'other_order'],
  ])('%s in a file with %j is %s (%s)', (cell, file, date, because) => {
    expect(readDate(cell, weighDates(file))).toEqual({ read: true, date, because });
  });

  it.each([
    ['31/02/1990', 'impossible'], ['2026-02-29', 'impossible'], ['13/13/2026', 'impossible'], ['00/01/2026', 'impossible'],
    ['soon', 'unreadable'], ['23/11/26', 'unreadable'], ['46349', 'unreadable'], ['2026-11', 'unreadable'], ['2026-11-23 14:30', 'unreadable'],
  ])('%s is %s', (cell, because) => {
    expect(readDate(cell, weighDates(['2026-11-23']))).toEqual({ read: false, because });
  });
});
