/** What other rooms may use of the network. */
export { OrganisationsModule } from './organisations.module.js';
export { AdjustPlaces } from './places/adjust-places.js';
export { OurPlaces } from './places/our-places.js';
export { PlanAlarms } from './plan-alarms.js';
export { WhoHasRoom, type ServiceWithRoom } from './asked/who-has-room.js';
export { ServicesToAsk, type ServiceToAsk } from './asked/services-to-ask.js';

// Who can help with what, for whom.
export { SearchServices } from './search/search-services.js';
export { servicesSearch } from './search/search.dto.js';
export type { FoundCounts, FoundService } from './search/found-service.js';
export { type HouseholdFacts, householdKinds } from './search/eligibility.rules.js';
export { reasonWords } from './search/reason-words.js';
export { REASONS, type ReasonCode } from './search/fit.rules.js';
