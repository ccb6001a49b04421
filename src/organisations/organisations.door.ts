/** What other rooms may use of the network. */
export { OrganisationsModule } from './organisations.module.js';
