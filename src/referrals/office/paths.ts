/** The page of one referral. */
export const referralPath = (referralId: string, reason?: string): string => `/referrals/${referralId}${reason ? `?reason=${reason}` : ''}`;

/** A deed of the office on a referral, or on one of its offers. */
export const deedPath = (referralId: string, deed: string, offerId?: string): string => `/referrals/${referralId}/${offerId ? `offers/${offerId}/` : ''}${deed}`;

/** Where one chooses whom to ask: for a need, or for a referral that goes on. */
export const referPath = (caseId: string, need: string, { referral, reason }: { readonly referral?: string | undefined; readonly reason?: string | undefined } = {}): string =>
  `/cases/${caseId}/refer?${new URLSearchParams({ need, ...(referral ? { referral } : {}), ...(reason ? { reason } : {}) }).toString()}`;
