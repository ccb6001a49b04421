/** What other rooms may use of the network. */
export { OrganisationsModule } from './organisations.module.js';
export { AdjustPlaces } from './places/adjust-places.js';
export { PlanAlarms } from './plan-alarms.js';
