import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { type FormFaults, formFaults, formFields, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { By, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { InvalidInput } from '../../../libs/http/refusal.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { CaseFiles, may } from '../../cases/cases.door.js';
import { Frame } from '../../frame/frame.js';
import { ServicesToAsk } from '../../organisations/organisations.door.js';
import { AddOffers } from '../asking/add-offers.js';
import { OpenReferral } from '../asking/open-referral.js';
import { OpenUnmet } from '../asking/open-unmet.js';
import { id, offersInput, referralInput, unmetInput } from '../asking/referrals.dto.js';
import { ReferralsStore } from '../referrals.store.js';
import { type PreviewedShare, SharePreview } from '../sharing/share-preview.js';
import { ShareTemplates } from '../sharing/share-templates.js';
import { type OpenedCase, Suggest, type Suggestions } from '../suggestions/suggest.js';
import { type Plan, planOf } from './plan.js';
import { inOrder, postedForm, type ReferAddress, referAddress, referHref, type ReferForm, untouched } from './refer-form.js';
import { ReferPage } from './refer.view.js';

interface Asked {
  readonly by: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly caseId: string;
  readonly address: ReferAddress;
}

const NOBODY_FOUND = { suggested: [], excluded: [], counts: { fits: 0, maybe: 0, no: 0 } } as const;

/** Where a need of a household meets the network: whom to ask, in which order, and what they are told. */
@ApiExcludeController()
@Controller('cases/:id')
export class ReferPages {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
    private readonly suggest: Suggest,
    private readonly referrals: ReferralsStore,
    private readonly services: ServicesToAsk,
    private readonly templates: ShareTemplates,
    private readonly preview: SharePreview,
    private readonly openReferral: OpenReferral,
    private readonly addOffers: AddOffers,
    private readonly openUnmet: OpenUnmet,
  ) {}

  /** Where who could help stood before one could ask them. */
  @Get('help')
  async moved(@By() by: SignedIn, @Res() reply: FastifyReply, @Param('id', { schema: id }) caseId: string, @Query({ schema: referAddress }) address: ReferAddress): Promise<void> {
    await this.transactions.read(by, (tx) => this.files.facts(tx, caseId, 'read', { reason: address.reason }));
    void reply.redirect(referHref(caseId, address), 302);
  }

  @Get('refer')
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) caseId: string, @Query({ schema: referAddress }) address: ReferAddress): Promise<void> {
    return this.page({ by, request, reply, caseId, address });
  }

  @Post('refer')
  async post(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) caseId: string, @Query({ schema: referAddress }) address: ReferAddress, @Body() posted?: PostedForm): Promise<void> {
    const fields = formFields(posted);
    const form = postedForm(fields);
    const asked = { by, request, reply, caseId, address };
    const deed = fields['act'] === 'send' ? this.send : fields['act'] === 'nobody' ? this.nobody : undefined;
    if (deed === undefined || fields['move'] !== undefined) return this.page(asked, form);
    try {
      seeOther(reply, `/referrals/${await deed.call(this, asked, form)}`);
    } catch (fault) {
      await this.page(asked, form, formFaults(besideServices(fault, form), request.t));
    }
  }

  private async send({ by, caseId, address }: Asked, form: ReferForm): Promise<string> {
    const { chosen: services, way, chance, note, despite, restrictedToo } = form;
    if (services.length === 0) throw new InvalidInput([{ path: '', code: 'referrals.faults.nobody-chosen' }]);
    if (address.referral !== undefined) return (await this.addOffers.run(by, address.referral, judgeInput(offersInput, { services, way, despite, restrictedToo }))).id;
    const need = address.need ?? '';
    const input = { caseId, need, newcomerId: address.for ?? null, way, services, chance, note: note === '' ? null : note, fields: form.fields ?? await this.transactions.read(by, (tx) => this.templates.commonTo(tx, services, need)), despite, restrictedToo };
    return (await this.openReferral.run(by, judgeInput(referralInput, input))).id;
  }

  private async nobody({ by, caseId, address }: Asked, { note }: ReferForm): Promise<string> {
    return (await this.openUnmet.run(by, caseId, judgeInput(unmetInput, { need: address.need ?? '', newcomerId: address.for ?? null, note: note === '' ? null : note }))).id;
  }

  private async page({ by, request, reply, caseId, address }: Asked, posted?: ReferForm, faults: FormFaults = NO_FAULTS): Promise<void> {
    const { t } = request;
    const opened = await this.suggest.open(by, caseId, address.reason);
    const asks = may(by, 'edit', opened.file) === 'yes' && opened.file.state !== 'closed';
    const { need, newcomerId, goingOn } = await this.about(by, opened, address);
    const found = need === undefined ? { ...NOBODY_FOUND, at: opened.at, household: { statuses: [], people: [], languages: [], borough: null } }
      : await this.suggest.forOpened(by, opened, { need, newcomerId }, { ...address, text: '' });
    const form = posted ?? untouched(found, address.referral !== undefined);
    const named = await this.named(by, opened, { need, newcomerId }, { form, found });
    const picks = inOrder([...found.suggested, ...named], form.order);
    const chosen = form.chosen.flatMap((each) => picks.filter((service) => service.id === each));
    const html = this.frame.office(request, { title: t('referrals.refer.title'), current: '/cases', faulty: faults.summary.length > 0 }, (
      <ReferPage t={t} reference={this.reference} opened={opened} address={{ ...address, need, for: newcomerId ?? undefined }} need={need} asks={asks} found={found} named={named} picks={picks}
        form={{ ...form, chosen: chosen.map((service) => service.id) }} plan={await this.plan(by, opened, chosen, form)} preview={await this.shown(by, opened, { need, newcomerId }, form)} goingOn={goingOn} once={newId()} faults={faults} />
    ));
    void reply.code(faults.status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
  }

  /** What it is about: what the address says, or the referral for which more are asked; else what the household needs most. */
  private about(by: SignedIn, { file, household }: OpenedCase, { need: asked, for: person, referral }: ReferAddress) {
    return this.transactions.read(by, async (tx) => {
      if (referral !== undefined) {
        const { need, newcomerId } = await this.referrals.ofCase(tx, file.id, referral);
        return { need, newcomerId, goingOn: undefined };
      }
      const worst = [...household.scores].sort((one, other) => one.score - other.score)[0]?.code;
      const need = this.reference.need(asked ?? '')?.code ?? worst;
      const newcomerId = household.newcomers.find(({ id: each, leftOn }) => each === person && leftOn === null)?.id ?? null;
      return { need, newcomerId, goingOn: need === undefined ? undefined : await this.referrals.goingFor(tx, file.id, need) };
    });
  }

  /** Services that bear the name that was typed and are not on the page yet. */
  private async named(by: SignedIn, opened: OpenedCase, { need, newcomerId }: { readonly need: string | undefined; readonly newcomerId: string | null }, { form, found }: { readonly form: ReferForm; readonly found: Pick<Suggestions, 'suggested'> }) {
    if (form.text === '' || need === undefined) return [];
    const { suggested, excluded } = await this.suggest.forOpened(by, opened, { need, newcomerId }, { text: form.text, speaks: false, km: null, openNow: false, hasRoom: false, unverified: true });
    const there = new Set(found.suggested.map((service) => service.id));
    return [...suggested, ...excluded].filter((service) => !there.has(service.id)).slice(0, 10);
  }

  private async shown(by: SignedIn, { file }: OpenedCase, { need, newcomerId }: { readonly need: string | undefined; readonly newcomerId: string | null }, form: ReferForm): Promise<PreviewedShare> {
    return this.transactions.read(by, async (tx) => this.preview.run(tx, file, newcomerId, form.fields ?? (await this.templates.commonTo(tx, form.chosen, need ?? ''))));
  }

  private plan(by: SignedIn, { file }: OpenedCase, chosen: Suggestions['suggested'], form: ReferForm): Promise<Plan> {
    return this.transactions.read(by, async (tx) => (
      planOf(chosen, form, { tier: file.tier, at: tx.at, asked: await this.services.byIds(tx, chosen.map((service) => service.id)), services: this.services })));
  }
}

/** A fault of the nth service stands beside that service. */
function besideServices(fault: unknown, { chosen }: ReferForm): unknown {
  if (!(fault instanceof InvalidInput)) return fault;
  return new InvalidInput(fault.faults.map((each) => {
    const service = /^services\.(\d+)$/.exec(each.path)?.[1];
    return service === undefined ? { ...each, path: each.path === 'services' ? '' : each.path } : { ...each, path: `pick-${chosen[Number(service)] ?? ''}` };
  }));
}
