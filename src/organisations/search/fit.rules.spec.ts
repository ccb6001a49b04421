import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HouseholdFacts } from './eligibility.rules.js';
import { type Asked, type FitFacts, judgeFit, REASON_CODES, REASONS, type ReasonCode, verdictOf } from './fit.rules.js';

const at = new Date('2026-11-23T15:00:00Z');
const now = { at, today: '2026-11-23' } as const;
const ago = (days: number): Date => new Date(at.getTime() - days * 86_400_000);
const place = (available: number, days = 0) => ({ available, maximum: null, updatedAt: ago(days) });
const open = [{ from: ago(0.1), to: new Date('2026-11-23T20:00:00Z') }];
const service: FitFacts = {
  forStatuses: [], minimumAge: null, maximumAge: null, forGenders: [], forHouseholds: [], forLanguages: [], forBoroughs: [], needs: ['WORK'], speaks: ['es'], serves: [],
  status: 'active', closedUntil: null, pausedUntil: null, listingState: 'assured', openings: [], places: [place(4)], waitlist: false,
};
const household: HouseholdFacts = { statuses: ['ASYLUM'], people: [{ age: 30, gender: 'female' }], languages: ['es'], borough: 'anjou' };

describe('A service', () => {
  it.each<[string, Partial<FitFacts>, Partial<Asked>, string, ReasonCode[]]>([
    ['with room fits', {}, {}, 'fits', ['need.answered', 'room.free']],
    ['that is open says so', { openings: open }, {}, 'fits', ['need.answered', 'room.free', 'open.now']],
    ['that opens later is no worse for it', { openings: [{ from: new Date('2026-11-24T14:00:00Z'), to: new Date('2026-11-24T15:00:00Z') }] }, {}, 'fits', ['need.answered', 'room.free', 'open.later']],
    ['that speaks their language and serves their borough says so', { serves: ['anjou'] }, { household }, 'fits', ['need.answered', 'speaks.theirs', 'area.served', 'room.free']],
    ['in another language leaves a doubt', { speaks: ['uk'] }, { household }, 'maybe', ['need.answered', 'room.free', 'speaks.others']],
    ['for another borough is out', { serves: ['verdun'] }, { household }, 'no', ['need.answered', 'speaks.theirs', 'room.free', 'area.elsewhere']],
    ['without figures leaves a doubt', { places: [] }, {}, 'maybe', ['need.answered', 'room.unknown']],
    ['whose last place was told a while ago leaves a doubt', { places: [place(1, 6)] }, {}, 'maybe', ['need.answered', 'room.unsure']],
    ['whose figures are old leaves a doubt, however many', { places: [place(40, 20)] }, {}, 'maybe', ['need.answered', 'room.free', 'room.stale']],
    ['that is full is out', { places: [place(0), place(0)] }, {}, 'no', ['need.answered', 'room.full']],
    ['that is full and has a waiting list leaves a doubt', { places: [place(0)], waitlist: true }, {}, 'maybe', ['need.answered', 'room.waitlist']],
    ['that is closed until a day is out', { status: 'temporarily closed', closedUntil: '2026-11-23' }, {}, 'no', ['need.answered', 'room.free', 'running.closed']],
    ['whose closing is over is open again', { status: 'temporarily closed', closedUntil: '2026-11-22' }, {}, 'fits', ['need.answered', 'room.free']],
    ['that is no more is out', { status: 'defunct' }, {}, 'no', ['need.answered', 'room.free', 'running.defunct']],
    ['of an organisation that pauses is out', { pausedUntil: '2026-11-23' }, {}, 'no', ['need.answered', 'room.free', 'organisation.paused']],
    ['of an organisation whose pause is over is back', { pausedUntil: '2026-11-22' }, {}, 'fits', ['need.answered', 'room.free']],
    ['that must be confirmed leaves a doubt', { listingState: 'due' }, {}, 'maybe', ['need.answered', 'room.free', 'listing.due']],
    ['for whom they are not is out', { forStatuses: ['STUDENT'], minimumAge: 18 }, { household }, 'no', ['need.answered', 'speaks.theirs', 'room.free', 'age.met', 'status.not-met']],
    ['of whose rules too little is known leaves a doubt', { forGenders: ['female'] }, { household: { ...household, people: [] } }, 'maybe', ['need.answered', 'speaks.theirs', 'room.free', 'gender.unknown']],
    ['is not asked about a household that nobody named', { forStatuses: ['STUDENT'], serves: ['verdun'] }, {}, 'fits', ['need.answered', 'room.free']],
  ])('%s', (_, said, asked, verdict, reasons) => {
    expect(judgeFit({ ...service, ...said }, { needs: ['WORK'], household: null, ...asked }, now)).toEqual({ verdict, reasons });
  });
});

describe('A verdict', () => {
  it('is the heaviest of its reasons, in whatever order they come', () => {
    fc.assert(fc.property(fc.subarray([...REASON_CODES]), (reasons) => {
      const weights = reasons.map((code) => REASONS[code]);
      return verdictOf(reasons) === (weights.includes('out') ? 'no' : weights.includes('doubt') ? 'maybe' : 'fits') && verdictOf([...reasons].reverse()) === verdictOf(reasons);
    }));
  });
});
