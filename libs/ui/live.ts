/**
 * What a page, or a part of one with an `id`, shows: the script draws it anew when something of it changes. `topics` are words of
 * `cases follow-ups arrivals referrals network notices`, with a space between; the identities narrow them to one case or referral.
 * Where nothing else is said, the part is taken out of the page's own address, which must answer a GET.
 */
export interface Live {
  readonly topics: string;
  readonly caseId?: string;
  readonly referralId?: string;
  /** A lighter address that answers with the part alone. */
  readonly from?: string;
}

/** The attributes that say so. */
export const live = ({ topics, caseId, referralId, from }: Live) =>
  ({ 'data-live': topics, 'data-live-case': caseId, 'data-live-referral': referralId, 'data-live-from': from });
