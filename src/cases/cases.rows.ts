import { CaseRow } from './case.entity.js';
import { ConsentRow } from './consents/consent.entity.js';
import { ContactWayRow } from './contact/contact-way.entity.js';
import { NeedScoreRow } from './needs/need-score.entity.js';
import { NewcomerRow } from './newcomers/newcomer.entity.js';
import { NoteRow } from './note.entity.js';

/** The row shapes of this room, for the pools. */
export const caseRows = [CaseRow, NewcomerRow, ContactWayRow, NeedScoreRow, ConsentRow, NoteRow];
