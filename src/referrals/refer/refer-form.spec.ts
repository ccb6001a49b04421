import { describe, expect, it } from '@jest/globals';
import { newId } from '../../../libs/sql/id.js';
import { postedForm, referAddress, referHref } from './refer-form.js';

const [one, two, three] = [newId(), newId(), newId()] as [string, string, string];

describe('The form of whom to ask', () => {
  it('asks those that are ticked, in the order of the page', () => {
    expect(postedForm({ order: [one, two, three], pick: [three, one], way: 'wave', chance: '0.95' })).toMatchObject({ chosen: [one, three], way: 'wave', chance: 0.95 });
  });

  it('moves one up or down, and nothing beyond an end', () => {
    const order = (move: string) => postedForm({ order: [one, two, three], move }).order;
    expect(order(`up.${three}`)).toEqual([one, three, two]);
    expect(order(`down.${one}`)).toEqual([two, one, three]);
    expect(order(`up.${one}`)).toEqual([one, two, three]);
    expect(order(`down.${newId()}`)).toEqual([one, two, three]);
  });

  it('leaves out what nobody could have sent', () => {
    expect(postedForm({ order: ['x', one, one], pick: 'y', way: 'by pigeon', chance: '2', despite: 'because' })).toEqual({
      order: [one], chosen: [], way: 'order', chance: 0.8, despite: null, note: '', text: '', fields: undefined, restrictedToo: false,
    });
  });

  it('knows whether fields were unticked, or left as they were proposed', () => {
    expect(postedForm({ sharing: '1', proposed: 'phone' }).fields).toEqual([]);
    expect(postedForm({ sharing: '1', proposed: 'phone,language', fields: ['phone', 'language'] }).fields).toBeUndefined();
    expect(postedForm({ sharing: '1', fields: ['phone'] }).fields).toEqual(['phone']);
  });
});

describe('Its address', () => {
  it('holds codes, and what does not narrow is not in it', () => {
    const address = referAddress.parse({ need: 'FOOD', km: '5', speaks: '1', openNow: '' });
    expect(referHref('c', address)).toBe('/cases/c/refer?need=FOOD&speaks=1&km=5');
    expect(referHref('c', address, { km: null, hasRoom: true })).toBe('/cases/c/refer?need=FOOD&speaks=1&hasRoom=1');
  });
});
