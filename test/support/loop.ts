import { until } from './clockwork.js';
import type { Product } from './product.js';
import { aReferral, aSharedCase, offersOf, type Referring } from './referrals.js';
import type { Client } from './signed-in.js';

/** A household that agreed to be shared and to be written to, at an address where that is safe. Gives its case. */
export const aReachableCase = (client: Client, over: Readonly<Record<string, unknown>> = {}): Promise<string> => aSharedCase(client, {
  contactWays: [{ newcomer: 0, kind: 'email', value: 'amal@courriel.example', safeToText: true, preferred: true }],
  consents: [['referral', 'network'], ['messages', 'office']].map(([purpose, recipient]) => (
    { newcomer: 0, purpose, recipient, language: 'ar', interpreted: true, proof: 'signed', givenBy: 'self', expiresOn: '2027-03-01' })),
  ...over,
});

/** A referral that a helper of the room took on, and of which it said what came: `helped`, `partly`, or why it stopped. */
export async function anEndedOffer(product: Product, room: Referring, caseId: string, { helper = 0, ends = 'helped', need = 'FOOD' }: { readonly helper?: number; readonly ends?: 'helped' | 'partly' | 'stopped'; readonly need?: string } = {}): Promise<{ referralId: string; offerId: string }> {
  const { serviceId = '', client } = room.helpers[helper] ?? {};
  const referralId = await aReferral(room.awa, caseId, [serviceId], { need });
  const offerId = (await offersOf(product, referralId))[0]?.id ?? '';
  const say = async (deed: string, body?: object): Promise<void> => {
    const answer = await client?.post(`/api/offers/${offerId}/${deed}`, body);
    if (answer?.status !== 200) throw new Error(`${deed} was answered ${answer?.status}: ${await answer?.text()}`);
  };
  await say('accept');
  await (ends === 'stopped' ? say('fail', { reason: ends }) : say('complete', { outcome: ends }));
  await until('somebody asks the newcomer', async () => (await questionOf(product, offerId)) !== undefined);
  return { referralId, offerId };
}

/** What a newcomer was asked of an offer, and said. */
export const questionOf = async (product: Product, offerId: string) =>
  (await product.sql<{ asks: string; answer: string | null; source: string | null; because: string | null }>('select asks, answer, source, because from outcome_questions where offer_id = $1', [offerId]))[0];

/** The reviews of an offer, in their order. */
export const reviewsOf = (product: Product, offerId: string) => product.sql<{ id: string; because: string; decision: string | null; settled_by: string | null }>(
  'select id, because, decision, settled_by from outcome_reviews where offer_id = $1 order by opened_at, id', [offerId]);

/** The paths of the links that were mailed about a case, oldest first. */
export async function linksOf(product: Product, caseId: string, count = 1): Promise<string[]> {
  const mailed = () => product.sql<{ content: { url: string } }>("select m.content from mails m join newcomer_links l on m.key = 'newcomer-link:' || l.id where l.case_id = $1 order by m.created_at, m.id", [caseId]);
  await until(`${count} link(s) were mailed`, async () => (await mailed()).length >= count);
  return (await mailed()).map(({ content }) => new URL(content.url).pathname);
}
