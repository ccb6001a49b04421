/**
 * Who must not be asked again, or not now. An organisation that said no is left alone for that need of that household as long
 * as its reason says, and a household that did not want an organisation is not put to it twice. An agreement may hold so many
 * new households a month, and put some groups first.
 */
import { isGoing, type OfferState } from '../offers/offer.rules.js';

/** An earlier offer of the same need of the same household. */
export interface PastOffer {
  readonly organisationId: string;
  readonly serviceId: string;
  readonly state: OfferState;
  readonly reason: string | null;
  /** Not to be asked again before this day; `infinity` for never. */
  readonly againOn: string | null;
  /** Whom it was about; null for the household. */
  readonly newcomerId: string | null;
}

/** What is remembered of a service for a need. */
export type Memory =
  /** It is being asked, or holds it. */
  | { readonly kind: 'asking' }
  /** It said no; `until`: the day from which on it may be asked again, null for never. */
  | { readonly kind: 'said-no'; readonly reason: string | null; readonly until: string | null }
  | { readonly kind: 'household-declined' }
  /** It let its time pass; that alone forbids nothing. */
  | { readonly kind: 'silent' };

/** Why somebody is asked who must not be asked by itself: the caseworker knows more than the rules. */
export const DESPITE_REASONS = ['agreed_with_them', 'situation_changed', 'person_insists', 'other'] as const;
export type Despite = (typeof DESPITE_REASONS)[number];

/** A no to these says that the organisation's other services may still fit. */
const OF_THE_SERVICE = ['wrong_service'];

/** What is remembered of one service, the weightiest first; undefined when nothing is. `newcomerId`: whom it is about now. */
export function remembered(service: { readonly serviceId: string; readonly organisationId: string }, newcomerId: string | null, past: readonly PastOffer[], today: string): Memory | undefined {
  const about = past.filter((offer) => offer.newcomerId === null || newcomerId === null || offer.newcomerId === newcomerId);
  const ofService = about.filter(({ serviceId }) => serviceId === service.serviceId);
  if (ofService.some(({ state }) => isGoing(state))) return { kind: 'asking' };

  const ofOrganisation = about.filter(({ organisationId, serviceId, reason }) => organisationId === service.organisationId && (serviceId === service.serviceId || !OF_THE_SERVICE.includes(reason ?? '')));
  const noes = ofOrganisation.filter(({ againOn }) => againOn !== null && (againOn === 'infinity' || againOn > today));
  const longest = noes.reduce<PastOffer | undefined>((last, no) => (!last || last.againOn !== 'infinity' && (no.againOn === 'infinity' || (no.againOn ?? '') > (last.againOn ?? '')) ? no : last), undefined);
  if (longest) return { kind: 'said-no', reason: longest.reason, until: longest.againOn === 'infinity' ? null : longest.againOn };
  if (ofOrganisation.some(({ state }) => state === 'person_declined')) return { kind: 'household-declined' };
  return ofService.some(({ state }) => state === 'expired') ? { kind: 'silent' } : undefined;
}

/** Why a service is not asked by itself: `referrals.faults.<fault>`. */
export type MustNot = 'asked-already' | 'said-no' | 'household-declined' | 'quota-used';

/** Whether it must not be asked, and why; `left`: how many an agreement still holds this month, null without a quota. */
export function mustNotAsk(memory: Memory | undefined, left: number | null): MustNot | undefined {
  if (memory?.kind === 'asking') return 'asked-already';
  if (memory?.kind === 'said-no' || memory?.kind === 'household-declined') return memory.kind;
  return left === 0 ? 'quota-used' : undefined;
}

/** How many more households an agreement holds this calendar month; null when it sets no number. */
export const quotaLeft = (perMonth: number | null, accepted: number): number | null => (perMonth === null ? null : Math.max(0, perMonth - accepted));

/** Whether an agreement puts this household first. */
export const isPutFirst = (groups: readonly string[], household: { readonly statuses: readonly string[]; readonly kinds: readonly string[] }): boolean =>
  groups.some((group) => household.statuses.includes(group) || household.kinds.includes(group));
