import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.door.js';
import { CasesModule } from '../cases/cases.door.js';
import { OrganisationsModule } from '../organisations/organisations.door.js';
import { AnswerByLink } from './answering/answer-by-link.js';
import { InboxPages } from './answering/inbox.pages.js';
import { InboxQueries } from './answering/inbox.queries.js';
import { LetOrganisationKnow } from './answering/let-organisation-know.js';
import { MeetingsPages } from './answering/meetings.pages.js';
import { OfferLinks } from './answering/offer-links.store.js';
import { RequestDeeds } from './answering/request-deeds.js';
import { RequestPages } from './answering/request.pages.js';
import { TapPages } from './answering/tap.pages.js';
import { AppointmentsController } from './appointments/appointments.controller.js';
import { AppointmentsStore } from './appointments/appointments.store.js';
import { ScheduleOffer } from './appointments/schedule-offer.js';
import { AddOffers } from './asking/add-offers.js';
import { AskingController } from './asking/asking.controller.js';
import { AskDrafted } from './asking/ask-drafted.js';
import { AskNext } from './asking/ask-next.js';
import { DraftOffers } from './asking/draft-offers.js';
import { ReadGrounds } from './asking/grounds.js';
import { HearParts } from './asking/hear-parts.js';
import { ReferMany } from './asking/refer-many.js';
import { OpenReferral } from './asking/open-referral.js';
import { OpenUnmet } from './asking/open-unmet.js';
import { ReferralFile } from './asking/referral-file.js';
import { SendOffers } from './asking/send-offers.js';
import { OfferCareAlarms, OfferQuestionAlarms, OfferWaitlistAlarms } from './care/care.alarms.js';
import { OfferConsentAlarms } from './care/consent.alarms.js';
import { ConsentLapses } from './care/consent-lapses.js';
import { PlanCare } from './care/plan-care.js';
import { SplitReferral } from './asking/split-referral.js';
import { ChangeReferral } from './change-referral.js';
import { HearCases } from './hear-cases.js';
import { HearConsents } from './hear-consents.js';
import { HearOffers } from './hear-offers.js';
import { AskNewcomer } from './loop/ask-newcomer.js';
import { CloseLinks } from './loop/close-links.js';
import { CompareSides } from './loop/compare-sides.js';
import { ForgetNewcomerLinks } from './loop/forget-newcomer-links.js';
import { HearOutcomes } from './loop/hear-outcomes.js';
import { HearReach } from './loop/hear-reach.js';
import { LoopController } from './loop/loop.controller.js';
import { LoopStore } from './loop/loop.store.js';
import { NewcomerDoor } from './loop/newcomer-door.js';
import { NewcomerLinks } from './loop/newcomer-links.store.js';
import { NewcomerMails } from './loop/newcomer-mails.js';
import { NewcomerPages } from './loop/newcomer.pages.js';
import { NewcomerQueries } from './loop/newcomer.queries.js';
import { OutcomeQuestionAlarms } from './loop/outcome-question.alarms.js';
import { OutcomePages } from './loop/outcomes.pages.js';
import { ReadOutcome } from './loop/read-outcome.js';
import { SettleReview } from './loop/settle-review.js';
import { ShowTold } from './loop/show-told.js';
import { TellOutcome } from './loop/tell-outcome.js';
import { MoveReferral } from './move-referral.js';
import { AcceptOffer } from './offers/accept-offer.js';
import { OfferAnswerAlarms } from './offers/answer.alarms.js';
import { AnswerQuestion } from './offers/answer-question.js';
import { AskOffice } from './offers/ask-office.js';
import { CompleteOffer } from './offers/complete-offer.js';
import { Deadlines } from './offers/deadlines.js';
import { DeclineOffer } from './offers/decline-offer.js';
import { FailOffer } from './offers/fail-offer.js';
import { MoveOffer } from './offers/move-offer.js';
import { OfferAnswersController, OfferDeedsController } from './offers/offers.controller.js';
import { ReadOffers } from './offers/read-offers.js';
import { OffersController } from './offers/read-offers.controller.js';
import { OffersStore } from './offers/offers.store.js';
import { StartService } from './offers/start-service.js';
import { TellProgress } from './offers/tell-progress.js';
import { Thread } from './offers/thread.js';
import { UnacceptOffer } from './offers/unaccept-offer.js';
import { VoidOffer } from './offers/void-offer.js';
import { WaitlistOffer } from './offers/waitlist-offer.js';
import { WithdrawOffer } from './offers/withdraw-offer.js';
import { WriteMessage } from './offers/write-message.js';
import { DoOffice } from './office/do-office.js';
import { ReadReferral } from './office/read-referral.js';
import { ReadReferralController } from './office/referral.controller.js';
import { ReferralPages } from './office/referral.pages.js';
import { ReferralResumesAlarms } from './referral.alarms.js';
import { ReferralsController } from './referrals.controller.js';
import { ReferralsStore } from './referrals.store.js';
import { ReferPages } from './refer/refer.pages.js';
import { DisclosuresController } from './sharing/disclosures.controller.js';
import { DisclosuresPages } from './sharing/disclosures.pages.js';
import { ReadDisclosures } from './sharing/read-disclosures.js';
import { ReadShare } from './sharing/read-share.js';
import { SharePreview } from './sharing/share-preview.js';
import { ShareTemplates } from './sharing/share-templates.js';
import { SharesStore } from './sharing/shares.store.js';
import { ShareTemplatesController } from './sharing/templates.controller.js';
import { ShareTemplatePages } from './sharing/templates.pages.js';
import { AnswerHistory } from './suggestions/answer-history.js';
import { Suggest } from './suggestions/suggest.js';
import { SuggestionsController } from './suggestions/suggestions.controller.js';
import { HearReopening } from './unmet/hear-reopening.js';
import { HearRoom } from './unmet/hear-room.js';
import { Ledger } from './unmet/ledger.js';
import { ReopenUnmet } from './unmet/reopen-unmet.js';
import { UnmetController } from './unmet/unmet.controller.js';
import { UnmetLookAlarms } from './unmet/unmet-look.alarms.js';
import { UnmetPages } from './unmet/unmet.pages.js';
import { UnmetQueries } from './unmet/unmet.queries.js';

/** Who helps: a need put to the network, what is asked and shared, and what came of it. */
@Module({
  imports: [AccountsModule, CasesModule, OrganisationsModule],
  controllers: [
    ReferralsController, SuggestionsController, AskingController, ReferPages, OffersController, AppointmentsController, OfferAnswersController, OfferDeedsController,
    ShareTemplatesController, ShareTemplatePages, DisclosuresController, DisclosuresPages,
    InboxPages, RequestPages, MeetingsPages, TapPages,
    LoopController, NewcomerPages, OutcomePages, ReadReferralController, ReferralPages, UnmetController, UnmetPages,
  ],
  providers: [
    ReferralsStore, OffersStore, SharesStore, OfferLinks, Ledger,
    AnswerHistory, Suggest, ReferralFile, ReadGrounds, DraftOffers, SendOffers, AskNext, OpenReferral, OpenUnmet, SplitReferral, HearParts, ReferMany, AddOffers, MoveReferral, ChangeReferral, ReferralResumesAlarms,
    AppointmentsStore, ScheduleOffer, PlanCare, OfferCareAlarms, OfferQuestionAlarms, OfferWaitlistAlarms, ConsentLapses, OfferConsentAlarms,
    MoveOffer, Thread, Deadlines, OfferAnswerAlarms, AcceptOffer, DeclineOffer, WaitlistOffer, AskOffice, AnswerQuestion, StartService, CompleteOffer, FailOffer, UnacceptOffer, WithdrawOffer, VoidOffer,
    TellProgress, WriteMessage,
    ReadOffers, ReadShare, SharePreview, ShareTemplates, ReadDisclosures,
    LetOrganisationKnow, HearOffers, HearConsents, HearCases,
    InboxQueries, RequestDeeds, AnswerByLink,
    LoopStore, NewcomerLinks, NewcomerMails, NewcomerQueries, NewcomerDoor, AskNewcomer, CompareSides, TellOutcome, SettleReview, ReadOutcome, ShowTold, CloseLinks, OutcomeQuestionAlarms, HearOutcomes, HearReach, ForgetNewcomerLinks,
    ReadReferral, DoOffice,
    AskDrafted, ReopenUnmet, HearRoom, HearReopening, UnmetLookAlarms, UnmetQueries,
  ],
  exports: [ReferMany],
})
export class ReferralsModule {}
