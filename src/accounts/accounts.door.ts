/** What other rooms may use of accounts: who is who, how to open a route to all or to organisations, and what guards a door without an account. */
export { AccountsModule } from './accounts.module.js';
export { People, type Colleague, type Team } from './people/people.js';
export { ForOrganisations, Public } from './public.js';
export { CreateAdministrator, type FirstAdministrator } from './people/create-administrator.js';
export { foldEmail } from './sign-in/check-password.js';
export { hashSecret, isSecret, mintSecret } from './secret.js';
export { SignInThrottle } from './sign-in/throttle.js';
export { StillSignedIn, type WhoNow } from './sign-in/still-signed-in.js';
