/** What other rooms may use of the household's file. */
export { CasesModule } from './cases.module.js';

// Deeds.
export { OpenCase, type FirstStep, type OpenedCase } from './open-case.js';
export { CaseFiles, type Arrived } from './case-files.js';
export { WithdrawConsent } from './consents/withdraw-consent.js';
export { JoinHousehold } from './newcomers/join-household.js';
export { Chronicle } from './chronicle.js';
export type { Pass } from './case-gate.js';
export type { NextStep } from './cases.store.js';

// Reading.
export { OpenFile } from './open-file.js';
export { CasesQueries, type ConsentSheet, type HouseholdSheet, type NewcomerSheet, type WaySheet } from './cases.queries.js';
export { OfficeDay } from './office-day.js';
export { CaseBelongings } from './case-belongings.js';
export { timelineText } from './timeline.js';

// Who may do what.
export { type Act, answerFor, type CaseBelonging, may, OPENING_REASONS, type OpeningReason, VISIBLE_VALUES, visibleSql, visibleValues } from './cases.policy.js';

// The words of a file, and its rules.
export type { CaseFacts } from './case.entity.js';
export {
  type CaseState, CLOSE_REASONS, type CloseReason, HOUSING, type Housing, INTERPRETER, type Interpreter, type Move, movesFrom, REOPEN_REASONS,
  type ReopenReason, SOURCES, type Source, type Tier, type TierReason, TIERS, URGENCIES, type Urgency,
} from './case.rules.js';
export type { CaseDraft, NewcomerDraft } from './draft.rules.js';
export { ageOn, isMinor, KINSHIPS } from './newcomers/newcomers.rules.js';
export { openChannels } from './contact/contact.rules.js';
export { sayPhone } from './contact/phone.js';

// Shapes for the forms and bodies of registration.
export { boroughCode, day, languageTag, longText, openingReason, statusCode } from './cases.dto.js';
export { newcomerDraft } from './newcomers/newcomers.dto.js';
export { wayDraft } from './contact/contact.dto.js';
export { scoreInput } from './needs/needs.dto.js';
export { consentDraft } from './consents/consents.dto.js';

// Views that the front counter shows too.
export { CaseTabs, householdName, partPath } from './case-head.view.js';
export { NoteForm } from './details.view.js';

// Facts.
export type { CaseFactPayloads } from './cases.events.js';
