import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import type { MailText } from '../../../libs/mail/mail-templates.js';
import type { MailState, WrittenMail } from '../../../libs/mail/written-mails.js';
import { Card } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Tag, type Tone } from '../../../libs/ui/tag.js';
import { WorkTable } from '../../../libs/ui/work-table.js';

const TONES = { pending: 'wait', sending: 'wait', sent: 'ok', unknown: 'warn', dead: 'critical' } as const satisfies Record<MailState, Tone>;
const State = ({ t, state }: { t: Translate; state: MailState }): VNode => <Tag tone={TONES[state]}>{t(`accounts.mail.states.${state}`)}</Tag>;

/** The newest mails. */
export function OutboxPage({ t, mails, now }: { t: Translate; mails: readonly (WrittenMail & { readonly subject: string })[]; now: Date }): VNode {
  return (
    <div class="stack-6">
      <PageHead title={t('accounts.mail.title')} lead={t('accounts.mail.lead')} />
      {mails.length === 0 ? <EmptyState icon="mail" title={t('accounts.mail.none')} /> : (
        <WorkTable compact caption={t('accounts.mail.caption')} rows={mails} rowKey={({ id }) => id} columns={[
          { title: t('accounts.mail.about'), kind: 'head', cell: ({ id, subject }) => <a class="name" href={`/mail/${id}`}>{subject}</a> },
          { title: t('accounts.mail.to'), cell: ({ address }) => address },
          { title: t('accounts.mail.state'), cell: ({ state }) => <State t={t} state={state} /> },
          { title: t('accounts.mail.written'), cell: ({ createdAt }) => t.ago(createdAt, now) },
        ]} />
      )}
    </div>
  );
}

/** One mail as its reader gets it. */
export function MailPage({ t, mail, text, now }: { t: Translate; mail: WrittenMail; text: MailText; now: Date }): VNode {
  return (
    <div class="stack-6">
      <PageHead title={text.subject} lead={`${mail.address}, ${t.whenNear(mail.createdAt, now)}`} deeds={<a class="button" href="/mail">{t('accounts.mail.back')}</a>} />
      <Card id="mail" title={t('accounts.mail.about')} side={<State t={t} state={mail.state} />}>
        <div class="stack" lang={mail.language}>
          {text.paragraphs.map((paragraph) => <p>{paragraph}</p>)}
          {text.link && <p><a href={text.link.url} hx-boost="false">{text.link.label}</a></p>}
          {text.closing?.map((paragraph) => <p>{paragraph}</p>)}
        </div>
      </Card>
    </div>
  );
}
