import { DutyEntity } from './accounts/duties/duty.entity.js';
import { PersonEntity } from './accounts/people/person.entity.js';
import { TeamEntity } from './accounts/people/team.entity.js';
import { CaseRow } from './cases/case.entity.js';
import { ConsentRow } from './cases/consents/consent.entity.js';
import { ContactWayRow } from './cases/contact/contact-way.entity.js';
import { NeedScoreRow } from './cases/needs/need-score.entity.js';
import { NewcomerRow } from './cases/newcomers/newcomer.entity.js';
import { NoteRow } from './cases/note.entity.js';
import { Attempt } from './follow-ups/attempt.entity.js';
import { Checkpoint } from './follow-ups/checkpoint.entity.js';
import { AgreementRow } from './organisations/agreements/agreement.entity.js';
import { LocationRow, ServiceLocationRow } from './organisations/listings/location.entity.js';
import { OrganisationRow } from './organisations/listings/organisation.entity.js';
import { ServiceRow } from './organisations/listings/service.entity.js';
import { PlaceRow } from './organisations/places/place.entity.js';
import { ReferralRow } from './referrals/referral.entity.js';

/** Every row shape of every room, for the pools that serve them all. */
export const rowShapes: (new () => object)[] = [
  TeamEntity, PersonEntity, DutyEntity,
  CaseRow, NewcomerRow, ContactWayRow, NeedScoreRow, ConsentRow, NoteRow,
  Attempt, Checkpoint,
  OrganisationRow, ServiceRow, LocationRow, ServiceLocationRow, PlaceRow, AgreementRow,
  ReferralRow,
];
