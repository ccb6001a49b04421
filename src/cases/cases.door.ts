/** What other rooms may use of the household's file. */
export { CasesModule } from './cases.module.js';

// Deeds.
export { OpenCase, type FirstStep, type OpenedCase } from './open-case.js';
export { CaseFiles, type Arrived } from './case-files.js';
export { OpenFile, type OpenedFile } from './open-file.js';
export { JoinHousehold } from './newcomers/join-household.js';
export { Chronicle, type Happening } from './chronicle.js';
export type { Pass } from './case-gate.js';
export type { NextStep } from './cases.store.js';

// Reading.
export { CasesQueries, type ConsentSheet, type HouseholdSheet, type NewcomerSheet, type ScoreSheet, type WaySheet } from './cases.queries.js';
export { OfficeDay } from './office-day.js';
export { timelineText, type TimelineEvent } from './timeline.js';
export { readReference, type Reference } from './reference.js';

// Who may do what.
export {
  type Act, ACTS, type Answer, answerFor, type CaseBelonging, may, OPENING_REASONS, type OpeningReason, relationOf, type Relation,
  VISIBLE_VALUES, visibleSql, visibleTo, visibleValues,
} from './cases.policy.js';

// The words of a file, and its rules.
export type { CaseFacts } from './case.entity.js';
export {
  type CaseState, CLOSE_REASONS, type CloseReason, HOUSING, type Housing, INTERPRETER, type Interpreter, type Move, movesFrom, REOPEN_REASONS,
  type ReopenReason, SOURCES, type Source, STATES, type Tier, type TierReason, TIERS, URGENCIES, type Urgency,
} from './case.rules.js';
export { type CaseDraft, type ConsentDraft, type ContactWayDraft, type DraftFault, faultsOfDraft, type NewcomerDraft } from './draft.rules.js';
export { ageOn, fullName, GENDERS, type Gender, isMinor, type Kinship, KINSHIPS } from './newcomers/newcomers.rules.js';
export { agreesTo, GIVERS, inForce, monthsAfter, PROOFS, PURPOSE_CODES, PURPOSES, standingOf, USUAL_MONTHS, USUAL_QUESTIONS, type Purpose } from './consents/consent.rules.js';
export { blocksMessages, type Channel, CHANNELS, judgeChannel, openChannels, safeWays, WAY_KINDS } from './contact/contact.rules.js';
export { readPhone, sayPhone, type PhoneFault } from './contact/phone.js';
export { callingForHelp, historyOf, type NeedStanding, SCORES, standings, wayOf } from './needs/needs.rules.js';

// Shapes for the forms and bodies of registration.
export { birthDay, boroughCode, closeReason, day, languageTag, longText, needCode, openingReason, personName, statusCode } from './cases.dto.js';
export { newcomerDraft } from './newcomers/newcomers.dto.js';
export { wayDraft } from './contact/contact.dto.js';
export { scoreInput } from './needs/needs.dto.js';
export { consentDraft } from './consents/consents.dto.js';

// Views that the front counter shows too.
export { CaseTabs, type CaseHeadProps, householdName, partPath, PARTS, type Part } from './case-head.view.js';
export { NoteForm } from './details.view.js';
export { NeedsList } from './needs/needs.view.js';

// Facts.
export type { AboutCase, CaseFact, CaseFactPayloads, CaseFactType } from './cases.events.js';
