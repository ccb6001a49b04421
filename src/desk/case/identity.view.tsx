import type { ComponentChildren, VNode } from 'preact';
import { daysBetween } from '../../../libs/i18n/moments.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Icon } from '../../../libs/ui/icon.js';
import { Identity, type IdentityFact } from '../../../libs/ui/identity.js';
import { PrintButton } from '../../../libs/ui/print-button.js';
import { Tag } from '../../../libs/ui/tag.js';
import { Tier } from '../../../libs/ui/tier.js';
import type { Reference } from '../../../config/reference.js';
import { ageOn, householdName, isMinor, openChannels, partPath, sayPhone } from '../../cases/cases.door.js';
import { referPath } from '../../referrals/referrals.door.js';
import { languageName } from '../language-name.js';
import { checkpointHref } from '../links.js';
import { levelOf } from '../work-columns.js';
import type { WholeFile } from './file.js';

export interface HeadProps {
  readonly t: Translate;
  readonly file: WholeFile;
  readonly reference: Reference;
  /** The office's day: ages are counted to it. */
  readonly today: string;
  readonly mayEdit: boolean;
}

/** Whom the page is about and how to reach them without harm, always in view first. */
export function Head({ t, file, reference, today, mayEdit }: HeadProps): VNode {
  const title = <>{householdName(t, file)} <Tier level={levelOf(file.tier)} word />{file.restricted && <> <Tag tone="warn" icon="lock">{t('desk.restricted')}</Tag></>}</>;
  return (
    <Identity label={t('desk.case.identity')} title={title} meta={metaOf(t, file, today)} deeds={<Deeds t={t} file={file} mayEdit={mayEdit} />}
      facts={[
        { icon: 'languages', name: t('desk.case.language'), value: languageName(t, file.language), note: t(`cases.interpreter.${file.interpreter}`) },
        householdFact(t, file, today),
        reachFact(t, file),
        { icon: 'map-pin', name: t('desk.case.place'), value: file.borough ? reference.borough(file.borough)?.name ?? file.borough : t('desk.case.unknown'), note: file.housing ? t(`cases.housing.${file.housing}`) : undefined },
        consentFact(t, file),
        { icon: 'user-round', name: t('desk.case.owner'), value: file.ownerName ?? t('desk.nobody'), note: file.assignedAt ? t('desk.case.since', { day: t.dayShort(file.assignedAt, file.at) }) : t('desk.case.to-give', { team: file.teamName }) },
      ]} />
  );
}

function metaOf(t: Translate, { number, state, arrivalOn, plannedArrivalOn, at }: WholeFile, today: string): ComponentChildren[] {
  const day = arrivalOn ? daysBetween(arrivalOn, today, t.zone) : null;
  return [
    t('cases.number', { number }), t(`cases.states.${state}`), day !== null && day >= 0 && t('desk.day-number', { day }),
    arrivalOn ? t('desk.case.arrived', { day: t.date(arrivalOn) }) : plannedArrivalOn && t('desk.expected-on', { day: t.dayNear(plannedArrivalOn, at) }),
  ];
}

function Deeds({ t, file, mayEdit }: { t: Translate; file: WholeFile; mayEdit: boolean }): VNode {
  const need = mayEdit && file.state !== 'closed' ? file.needs[0]?.code : undefined;
  return (
    <>
      {mayEdit && <a class={need ? 'button wide-only-flex' : 'button'} href="#note"><Icon name="sticky-note" />{t('desk.case.write-note')}</a>}
      {mayEdit && file.nextCheckpointId && <a class={need ? 'button' : 'button button-primary'} href={checkpointHref(file.nextCheckpointId, 'attempt')}><Icon name="phone" />{t('desk.case.log-contact')}</a>}
      {need && <a class="button button-primary" href={referPath(file.id, need)}><Icon name="send" />{t('desk.case.refer')}</a>}
      <PrintButton text={t('desk.case.print')} iconOnly />
    </>
  );
}

function householdFact(t: Translate, { newcomers, id }: WholeFile, today: string): IdentityFact {
  const present = newcomers.filter(({ leftOn }) => leftOn === null);
  const children = present.filter((person) => isMinor(person, today)).length;
  const ages = present.flatMap(({ birthOn }) => (birthOn ? [ageOn(birthOn, today)] : [])).sort((one, other) => other - one).map((age) => t.number(age));
  return {
    icon: 'users', name: t('desk.case.household'),
    value: <a href={partPath(id, 'newcomers')}>{t('desk.case.adults-children', { adults: present.length - children, children })}</a>,
    note: ages.length > 0 ? t('desk.case.ages', { ages: t.list(ages) }) : undefined,
  };
}

/** The way that is safest to try first, what it may be used for, and the word to say before anything else. */
function reachFact(t: Translate, { contactWays, id }: WholeFile): IdentityFact {
  const name = t('desk.case.reach');
  const way = contactWays.find((each) => openChannels([each]).length > 0);
  const others = contactWays.length - (way ? 1 : 0);
  const more = others > 0 && <>{' '}<a href={partPath(id, 'newcomers')}>{t('desk.case.other-ways', { count: others })}</a></>;
  if (!way) return { icon: 'phone-off', name, value: t('desk.case.no-safe-way'), note: more || t('desk.case.no-safe-way-note') };
  const channels = openChannels([way]).map((channel) => t(`desk.case.channel.${channel}`));
  return {
    icon: way.kind === 'email' ? 'mail' : 'phone', name,
    value: <span class="ltr">{way.kind === 'phone' ? sayPhone(way.value) : way.value}</span>,
    note: <>{t.list(channels)}{way.kind === 'phone' && !way.voicemailOk && `, ${t('desk.case.no-voicemail')}`}{way.codeWord && <>. <b>{t('desk.case.code-word', { word: way.codeWord })}</b></>}{more}</>,
  };
}

function consentFact(t: Translate, { consents, id }: WholeFile): IdentityFact {
  const purposes = [...new Set(consents.filter(({ inForce }) => inForce).map(({ purpose }) => purpose))];
  return {
    icon: 'shield-check', name: t('desk.case.consents'),
    value: <a href={partPath(id, 'consents')}>{t('desk.case.in-force', { count: consents.filter(({ inForce }) => inForce).length })}</a>,
    note: purposes.length > 0 ? t.list(purposes.map((purpose) => t(`desk.case.purpose.${purpose}`))) : t('desk.case.no-consent'),
  };
}
