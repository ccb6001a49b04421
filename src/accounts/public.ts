import { SetMetadata } from '@nestjs/common';

/** The key under which `Authenticated` finds that a route is open to all. */
export const PUBLIC = 'accounts:public';

/** The key under which `Authenticated` finds that a route is open to people of organisations. */
export const FOR_ORGANISATIONS = 'accounts:for-organisations';

/** Opens a route, or a whole controller, to people who have not signed in. Everything else is closed. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/**
 * Opens a route, or a whole controller, to people of organisations too. Every other route is the office's: they are
 * refused there before anything is looked up, so that what they guessed makes no difference to the answer.
 */
export const ForOrganisations = (): MethodDecorator & ClassDecorator => SetMetadata(FOR_ORGANISATIONS, true);
