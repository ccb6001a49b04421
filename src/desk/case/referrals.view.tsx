import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { Icon } from '../../../libs/ui/icon.js';
import { needName, ReferralLine, referPath, referralPath } from '../../referrals/referrals.door.js';
import type { ReferralNow, WholeFile } from './file.js';

interface ReferralsCardProps {
  readonly t: Translate;
  readonly file: WholeFile;
  readonly mayEdit: boolean;
  readonly reason?: string | undefined;
}

/** How many of those that are over stand open. */
const OVER_SHOWN = 3;

/** What was put to the network for this household, those that go on first, with the time that runs. */
export function ReferralsCard({ t, file, mayEdit, reason }: ReferralsCardProps): VNode {
  const [going, over] = [file.referrals.filter(isGoing), file.referrals.filter((each) => !isGoing(each))];
  const need = file.needs[0]?.code;
  const line = (referral: ReferralNow): VNode => <ReferralLine t={t} referral={referral} now={file.at} href={referralPath(referral.id, reason)} name={nameOf(t, file, referral)} />;
  return (
    <Card id="referrals" title={t('desk.case.referrals')} bare
      side={mayEdit && file.state !== 'closed' && need && <a class="button button-small no-print" href={referPath(file.id, need, { reason })}><Icon name="plus" />{t('desk.case.new-referral')}</a>}>
      {file.referrals.length === 0 && <EmptyState title={t('desk.case.no-referrals')} icon="route">{t('desk.case.no-referrals-note')}</EmptyState>}
      {file.referrals.length > 0 && <ul class="rows">{[...going, ...over.slice(0, OVER_SHOWN)].map(line)}</ul>}
      {over.length > OVER_SHOWN && (
        <div class="card-body"><details class="more"><summary><Icon name="chevron-right" kind="turn" />{t('desk.case.older-referrals', { count: over.length - OVER_SHOWN })}</summary><ul class="rows">{over.slice(OVER_SHOWN).map(line)}</ul></details></div>
      )}
    </Card>
  );
}

const isGoing = ({ state }: ReferralNow): boolean => state === 'open' || state === 'paused';

/** The need, and for whom it is when it is not for all. */
function nameOf(t: Translate, { newcomers }: WholeFile, { need, newcomerId }: ReferralNow): string {
  const person = newcomers.find(({ id }) => id === newcomerId);
  return person ? t('desk.case.need-of', { need: needName(t, need), name: person.givenName }) : needName(t, need);
}

/** The referral by which a need is judged: one that goes on or, without one, the latest. */
export const referralOf = ({ referrals }: WholeFile, need: string): ReferralNow | undefined =>
  referrals.find((each) => each.need === need && isGoing(each)) ?? referrals.find((each) => each.need === need);
