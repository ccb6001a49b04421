import { describe, expect, it } from '@jest/globals';
import { readPhone, sayPhone } from './phone.js';

describe('a telephone number', () => {
  it.each([
    ['514-555-0119', '+15145550119'], ['(514) 555 0119', '+15145550119'], ['1 514 555-0119', '+15145550119'], ['+33 6 12 34 56 78', '+33612345678'],
    ['514 555-0119 poste 204', '+15145550119;ext=204'], ['514 555-0119 ext. 204', '+15145550119;ext=204'],
  ])('written %s is kept as %s', (written, value) => {
    expect(readPhone(written)).toEqual({ value });
  });

  it.each([
    ['514-555-011', 'too-short'], ['514-555-01199', 'too-long'], ['514', 'too-short'], ['7', 'too-short'], ['chez ma sœur', 'not-a-number'],
  ])('written %s is refused as %s', (written, fault) => {
    expect(readPhone(written)).toEqual({ fault });
  });

  it('is said the way people here read it', () => {
    expect(sayPhone('+15145550119')).toBe('514\u00a0555-0119');
    expect(sayPhone('+15145550119;ext=204')).toBe('514\u00a0555-0119\u00a0#204');
    expect(sayPhone('+33612345678')).toBe('+33\u00a06\u00a012\u00a034\u00a056\u00a078');
  });
});
