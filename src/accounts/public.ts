import { SetMetadata } from '@nestjs/common';

/** The key under which `Authenticated` finds that a route is open to all. */
export const PUBLIC = 'accounts:public';

/** Opens a route, or a whole controller, to people who have not signed in. Everything else is closed. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);
