import type { SignedIn } from '../../libs/http/reader.js';

/** Where a reader finds an organisation: its own people at home, the office in the network. */
export const homeOf = (by: SignedIn, organisationId: string): string => (by.organisationId === organisationId ? '/my-organisation' : `/organisations/${organisationId}`);

/** Which entry of the rail a page of an organisation stands under. */
export const railOf = (by: SignedIn): string => (by.organisationId === null ? '/organisations' : '/my-organisation');
