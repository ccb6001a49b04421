import { describe, expect, it } from '@jest/globals';
import { blocksMessages, CHANNELS, faultOfWay, judgeChannel, openChannels, safeWays, type WayFacts } from './contact.rules.js';

const unsafe: WayFacts = { kind: 'phone', safeToCall: false, safeToText: false, voicemailOk: false, codeWord: null, preferred: false };
const phone: WayFacts = { ...unsafe, safeToCall: true, safeToText: true, voicemailOk: true };
const email: WayFacts = { ...unsafe, kind: 'email', safeToText: true };

describe('a way to reach somebody', () => {
  it.each(CHANNELS)('about which nothing was said is not safe for a %s', (channel) => {
    expect(judgeChannel(unsafe, channel).allowed).toBe(false);
    expect(judgeChannel({ ...unsafe, kind: 'email' }, channel).allowed).toBe(false);
  });

  it.each([
    [phone, 'call', true], [phone, 'text', true], [phone, 'voicemail', true], [phone, 'email', 'wrong-kind'],
    [email, 'email', true], [email, 'text', 'wrong-kind'], [email, 'call', 'wrong-kind'], [email, 'voicemail', 'wrong-kind'],
    [{ ...phone, safeToCall: false }, 'call', 'unsafe-to-call'], [{ ...phone, safeToCall: false }, 'voicemail', 'no-voicemail'],
    [{ ...phone, safeToText: false }, 'text', 'unsafe-to-text'], [{ ...email, safeToText: false }, 'email', 'unsafe-to-text'],
    [{ ...phone, voicemailOk: false }, 'voicemail', 'no-voicemail'], [{ ...phone, voicemailOk: false }, 'call', true],
  ] as const)('is judged for each channel by itself (%#)', (way, channel, expected) => {
    const verdict = judgeChannel(way, channel);
    expect(verdict.allowed ? true : verdict.because).toBe(expected);
  });

  it('tells the word to say before anything else', () => {
    expect(judgeChannel({ ...phone, codeWord: 'érable' }, 'call')).toEqual({ allowed: true, sayFirst: 'érable' });
  });

  it('cannot promise a voicemail on a number that must not be called, nor prefer what is safe for nothing', () => {
    expect(faultOfWay({ ...phone, safeToCall: false })).toEqual({ path: 'voicemailOk', fault: 'voicemail-without-call' });
    expect(faultOfWay({ ...unsafe, preferred: true })).toEqual({ path: 'preferred', fault: 'preferred-but-unsafe' });
    expect(faultOfWay({ ...email, safeToCall: true })).toEqual({ path: 'safeToCall', fault: 'email-cannot-be-called' });
    expect(faultOfWay(phone)).toBeUndefined();
  });
});

describe('the ways of a household', () => {
  it('give the preferred one first', () => {
    const second = { ...phone, preferred: true };
    expect(safeWays([phone, second, unsafe], 'call')).toEqual([second, phone]);
  });

  it('block every message until somebody said that one may write', () => {
    expect(blocksMessages([])).toBe(true);
    expect(blocksMessages([unsafe, { ...phone, safeToText: false }])).toBe(true);
    expect(blocksMessages([unsafe, email])).toBe(false);
  });

  it('say which channels are open', () => {
    expect(openChannels([{ ...phone, voicemailOk: false }, email])).toEqual(['call', 'text', 'email']);
    expect(openChannels([unsafe])).toEqual([]);
  });
});
