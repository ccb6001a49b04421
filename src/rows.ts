import { DutyEntity } from './accounts/duties/duty.entity.js';
import { PersonEntity } from './accounts/people/person.entity.js';
import { TeamEntity } from './accounts/people/team.entity.js';
import { caseRows } from './cases/cases.door.js';
import { followUpRows } from './follow-ups/follow-ups.door.js';

/** Every row shape of every room, for the pools that serve them all. */
export const rowShapes: (new () => object)[] = [TeamEntity, PersonEntity, DutyEntity, ...caseRows, ...followUpRows];
