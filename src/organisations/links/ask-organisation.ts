import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import type { MailContent } from '../../../libs/mail/mails.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { People } from '../../accounts/accounts.door.js';
import type { MailKind } from '../listings/organisation.entity.js';
import { OrganisationLinks, type LinkPurpose } from './links.store.js';
import { QuestionMails } from './question-mails.js';
import { recipientsOf } from './recipients.rules.js';

/** Whom a question concerns, and how its organisation is reached. */
export interface AskedService {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly email: string | null;
  readonly organisationEmail: string | null;
  readonly language: 'fr' | 'en';
  readonly mails: readonly MailKind[];
}

/** What is asked of a service. */
export interface Question {
  readonly purpose: LinkPurpose;
  /** Its key: the same question of the same service is put once. */
  readonly about: string;
  /** What the mail says beside the service’s name and the link. */
  readonly content: MailContent;
}

/** Asks whoever answers for a service, by a mail with a link that needs no account. */
@Injectable()
export class AskOrganisation {
  constructor(
    private readonly people: People,
    private readonly links: OrganisationLinks,
    private readonly mails: QuestionMails,
    private readonly audit: Audit,
  ) {}

  /** Puts a question, once; says whether anybody was asked now. */
  async run(tx: Tx, service: AskedService, { purpose, about, content }: Question): Promise<boolean> {
    const members = service.mails.includes(purpose) ? await this.people.membersOf(tx, service.organisationId) : [];
    const to = recipientsOf({ ...service, serviceEmail: service.email, members }, purpose);
    if (to.length === 0) return false;
    const link = await this.links.issue(tx, {
      organisationId: service.organisationId, serviceId: service.id, purpose, question: about, sentTo: to.map(({ address }) => address),
    });
    if (!link) return false;
    await this.mails.post(tx, {
      key: `organisation-link:${link.id}`, to, language: service.language, template: `organisations.${purpose}`,
      content: { ...content, service: service.name, url: this.mails.url(`/answer/${link.secret}`), expiresAt: link.expiresAt.toISOString() },
    });
    await this.audit.record(tx, { chain: service.organisationId, action: 'organisation.asked', subjectId: service.id, details: { purpose, linkId: link.id } });
    return true;
  }
}
