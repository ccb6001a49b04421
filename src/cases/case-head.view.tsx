import type { VNode } from 'preact';
import type { Translate } from '../../libs/i18n/translate.js';
import { Icon } from '../../libs/ui/icon.js';
import { Dots } from '../../libs/ui/identity.js';
import { Tabs } from '../../libs/ui/tabs.js';
import { Tag } from '../../libs/ui/tag.js';
import { type Level, Tier } from '../../libs/ui/tier.js';
import type { CaseFacts } from './case.entity.js';

/** The parts of a case that have a page; the overview is the front counter's. */
export const PARTS = ['overview', 'newcomers', 'needs', 'consents', 'details'] as const;
export type Part = (typeof PARTS)[number];

/** What the head of a page needs to know. */
export interface CaseHeadProps {
  readonly t: Translate;
  readonly file: Pick<CaseFacts, 'id' | 'number' | 'state' | 'tier' | 'leadName' | 'size' | 'restricted'>;
  readonly part: Part;
  /** Why a restricted case is open; the other parts are reached with the same reason. */
  readonly reason?: string | undefined;
  /** What the reader may do: nobody is led to a part that would refuse them. */
  readonly mayEdit: boolean;
  readonly mayRead?: boolean;
}

/** How a household is called: its head, and how many are with them. */
export const householdName = (t: Translate, { leadName, size }: Pick<CaseFacts, 'leadName' | 'size'>): string =>
  t('cases.household', { name: leadName, others: size - 1 });

/** The address of a part of a case. */
export function partPath(caseId: string, part: Part, reason?: string): string {
  return `/cases/${caseId}${part === 'overview' ? '' : `/${part}`}${reason ? `?reason=${reason}` : ''}`;
}

/** The parts of a case as tabs. */
export function CaseTabs({ t, file, part, reason, mayEdit, mayRead = true }: CaseHeadProps): VNode {
  const parts = PARTS.filter((each) => (each === 'details' ? mayEdit : mayRead || each === 'overview' || each === 'consents'));
  return <Tabs label={t('cases.parts.label')} tabs={parts.map((each) => ({ href: partPath(file.id, each, reason), text: t(`cases.parts.${each}`), current: each === part }))} />;
}

/** Whom a page is about, always in view first. */
export function CaseHead({ t, file }: Pick<CaseHeadProps, 't' | 'file'>): VNode {
  return (
    <div class="page-head">
      <div>
        <h1>{householdName(t, file)} <Tier level={Number(file.tier.slice(1)) as Level} word /></h1>
        <Dots class="meta">{[t('cases.number', { number: file.number }), t(`cases.states.${file.state}`)]}</Dots>
        {file.restricted && <p><Tag tone="warn" icon="lock">{t('cases.restricted')}</Tag></p>}
      </div>
    </div>
  );
}

/** A way into a form, drawn as a button. */
export const EditLink = ({ href, text }: { readonly href: string; readonly text: string }): VNode => <a class="button button-small" href={href}><Icon name="pencil" />{text}</a>;
