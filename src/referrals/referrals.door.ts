/** What other rooms may use of who helps. */
export { ReferralsModule } from './referrals.module.js';

// Deeds.
export { type ReferredCase, ReferMany } from './asking/refer-many.js';
export { manyInput, MOST_CASES } from './asking/referrals.dto.js';
export { mayRefer } from './referrals.policy.js';

// Reading.
export { needName, REFERRAL_KINDS, reasonText, referralText } from './timeline.js';

// Views that the front counter shows too.
export { leftText, OfferTag, ReferralLine, ReferralTag } from './office/standing.view.js';
export { type Standing, type StandingCode, standingOf } from './office/standing.rules.js';
export { referPath, referralPath } from './office/paths.js';
export { outcomePath } from './loop/outcome-form.view.js';

// Words.
export type { OfferRow } from './offers/offer.row.js';
export type { OfferState } from './offers/offer.rules.js';
export type { ReferralRow } from './referral.entity.js';
