import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFaults, formFields, type FormFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import { many, type PostedForm } from '../../../libs/http/forms.js';
import { page } from '../../../libs/http/page-answer.js';
import { By, Seen, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { Forbidden } from '../../../libs/http/refusal.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { newId } from '../../../libs/sql/id.js';
import { Toast } from '../../../libs/ui/toast.js';
import { Frame } from '../../frame/frame.js';
import { id } from '../asking/referrals.dto.js';
import { mayKeepTemplates } from '../referrals.policy.js';
import { ShareTemplates } from './share-templates.js';
import { TemplatePage } from './template.view.js';
import { templateInput } from './templates.controller.js';

interface Asked {
  readonly by: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly service: string;
}

/** What a service usually gets to know, as a page for those who keep the network. */
@ApiExcludeController()
@Controller('services/:id/sharing')
export class ShareTemplatePages {
  constructor(
    private readonly frame: Frame,
    private readonly templates: ShareTemplates,
  ) {}

  @Get()
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) service: string, @Query('done') done?: unknown): Promise<void> {
    return this.draw({ by, request, reply, service }, { done: done === 'saved' });
  }

  @Post()
  async keep(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) service: string, @Seen() seen: number, @Body() form?: PostedForm): Promise<void> {
    const fields = many(formFields(form)['fields']);
    try {
      await this.templates.keep(by, service, form?.['usual'] === '1' ? null : judgeInput(templateInput, { fields }).fields, seen);
    } catch (fault) {
      return this.draw({ by, request, reply, service }, { fields, seen, faults: formFaults(fault, request.t) });
    }
    seeOther(reply, `/services/${service}/sharing?done=saved`);
  }

  private async draw({ by, request, reply, service }: Asked, { fields, seen, faults = NO_FAULTS, done = false }: { fields?: readonly string[]; seen?: number; faults?: FormFaults; done?: boolean }): Promise<void> {
    if (!mayKeepTemplates(by)) throw new Forbidden();
    const { t } = request;
    const template = await this.templates.read(by, service);
    const toast = done ? <Toast>{t('referrals.sharing.template.saved')}</Toast> : null;
    page(reply, this.frame.office(request, { title: `${t('referrals.sharing.template.title')}, ${template.service}`, current: '/organisations', toast, faulty: faults.summary.length > 0 }, (
      <TemplatePage t={t} template={template} chosen={fields ?? template.fields} hidden={{ once: newId(), version: seen ?? template.version }} faults={faults} />
    )), faults.status);
  }
}
