import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readProtocol } from './protocol.dto.js';
import { concernsStatus, TIERS } from './protocol.rules.js';

const text = readFileSync(join(import.meta.dirname, '../../config/protocols/mtl-premiers-jours@1.yaml'), 'utf8');
const protocol = readProtocol(text, 'mtl-premiers-jours@1.yaml');

/** The published table: what each tier is promised, as an office would print it. */
const TABLE = {
  PRE: ['PLANNED_ARRIVAL', '-7 C', '-7 C', '-3 B', '—', 'BACK'],
  D01: ['ARRIVAL', '24 H', '1 C', '1 B', '3 B', 'NONE'],
  D03: ['ARRIVAL', '48 H', '3 C', '3 B', '5 B', 'BACK'],
  D07: ['ARRIVAL', '3 B', '5 B', '7 C', '7 B', 'FORWARD'],
  D14: ['ARRIVAL', '10 C', '14 C', '14 C', '14 C', 'FORWARD'],
  D30: ['ARRIVAL', '30 C', '30 C', '30 C', '30 C', 'BACK'],
  D60: ['ARRIVAL', '60 C', '60 C', '60 C', '—', 'FORWARD'],
  D90: ['ARRIVAL', '90 C', '90 C', '90 C', '90 C', 'BACK'],
  D165: ['ARRIVAL_PROVINCE', '165 C', '165 C', '165 C', '165 C', 'BACK'],
  D180: ['ARRIVAL', '180 C', '180 C', '180 C', '180 C', 'FORWARD'],
  D330: ['ARRIVAL', '330 C', '330 C', '330 C', '330 C', 'BACK'],
  D365: ['ARRIVAL', '365 C', '365 C', '365 C', '365 C', 'FORWARD'],
  MOVE: ['MOVE_IN', '7 C', '7 C', '7 C', '7 C', 'FORWARD'],
};

describe('the protocol of the first days', () => {
  it('promises what its table says', () => {
    const written = protocol.checkpoints.map(({ code, anchor, offsets, roll }) => [code, [anchor, ...TIERS.map((tier) => {
      const offset = offsets[tier];
      return offset ? `${offset.amount} ${offset.clock === 'ELAPSED' ? 'H' : offset.clock[0]}` : '—';
    }), roll]]);
    expect(Object.fromEntries(written)).toEqual(TABLE);
  });

  it('asks about support ending only those whose support ends', () => {
    const ending = protocol.checkpoints.find(({ code }) => code === 'D330') ?? { statuses: [] };
    expect(['REF_GAR', 'REF_BVOR', 'PR_FAMILY'].every((status) => concernsStatus(ending, status))).toBe(true);
    expect(['ASYLUM', 'PR_ECONOMIC', undefined].some((status) => concernsStatus(ending, status))).toBe(false);
  });

  it('says everything in French and in English, with the marks of good typography', () => {
    for (const { fr, en } of JSON.stringify(protocol).match(/\{"fr":"[^"]+","en":"[^"]+"\}/g)?.map((each) => JSON.parse(each) as { fr: string; en: string }) ?? []) {
      expect(`${fr}${en}`).not.toMatch(/['"]| [:;!?]/);
      expect(fr).not.toBe(en);
    }
  });
});

describe('a protocol that may not be published', () => {
  it.each([
    ['an offset nobody can read', /P2: 1 C, P3: 1 B/, 'P2: 1 day, P3: 1 B', /checkpoints\.1\.offsets\.P2: "1 day" is not an offset/],
    ['a first contact that a tier lacks', /P3: 1 B, P4: 3 B \}\n {4}roll: NONE/, 'P3: 1 B }\n    roll: NONE', /checkpoints\.1\.offsets\.P4: /],
    ['no first contact', /firstContact: true/, 'firstContact: false', /checkpoints: 0 checkpoints are the first contact/],
    ['a code used twice', /code: D07/, 'code: D03', /checkpoints\.3\.code: "D03" is already used/],
    ['a line asked twice', /code: money,/, 'code: food,', /checkpoints\.2\.checklist\.4\.code: "food" is already used/],
    ['an unknown channel', /P2: \[visit, call\]/, 'P2: [pigeon]', /checkpoints\.2\.channels\.P2\.0: Invalid/],
    ['a tier without a channel', /channels: \{ P1: \[visit\], P2: \[visit, call\]/, 'channels: { P1: [visit]', /channels\.P2: this tier has an offset, but no channel/],
    ['hours before an arrival', /P1: -7 C, P2: -7 C/, 'P1: -12 H, P2: -7 C', /checkpoints\.0\.offsets\.P1: hours are counted from ARRIVAL only/],
    ['an alarm before it is due', /lead: 1 H/, 'lead: -1 H', /escalation\.P1\.lead: must lie ahead/],
    ['an unknown roll', /roll: FORWARD/, 'roll: SIDEWAYS', /checkpoints\.3\.roll: Invalid/],
    ['no time of day', /dueTime: 17:00/, 'dueTime: evening', /dueTime: "evening" is not a time/],
    ['a misspelt key', /basis: Notices/, 'bases: Notices', /checkpoints\.0: Unrecognized key: "bases"/],
    ['no English', /, en: First contact/, '', /checkpoints\.1\.name\.en: /],
  ])('has %s, and is told where', (_, found, put, message) => {
    expect(text).toMatch(found);
    expect(() => readProtocol(text.replace(found, put), 'draft.yaml')).toThrow(message);
  });
});
