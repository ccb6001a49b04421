import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { type FormFaults, formFaults, formFields, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { Forbidden, InvalidInput } from '../../../libs/http/refusal.js';
import { By, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { judgeInput } from '../../../libs/http/validation.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { newId } from '../../../libs/sql/id.js';
import { Assets } from '../../../libs/ui/assets.js';
import { renderPart } from '../../../libs/ui/render.js';
import { Protocols } from '../../follow-ups/follow-ups.door.js';
import { Frame } from '../../frame/frame.js';
import { type ArrivalInput, arrivalInput, type NoticeInput, noticeInput } from '../arrivals.dto.js';
import { mayBringIn } from '../arrivals.policy.js';
import { PreviewArrival, type Previewed } from '../preview-arrival.js';
import { RegisterArrival } from '../register-arrival.js';
import { ReadFormLists } from './form-lists.js';
import { PreviewAside } from './preview.view.js';
import { RegisterPage } from './register.view.js';
import { chosenTier, faultsInForm, inputOf, type Kind, labelOf, markOf, previewOf } from './registration.form.js';
import { Typed } from '../../../libs/http/typed.js';

const PATHS = { arrival: '/arrivals/new', notice: '/arrivals/notices/new' } as const satisfies Record<Kind, string>;
const DONE = { arrival: 'registered', notice: 'announced' } as const satisfies Record<Kind, string>;

interface Asked {
  readonly by: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly kind: Kind;
}

/** The form of a household that is here, and of one that is to come. */
@ApiExcludeController()
@Controller('arrivals')
export class RegisterPages {
  constructor(
    private readonly frame: Frame,
    private readonly assets: Assets,
    private readonly lists: ReadFormLists,
    private readonly protocols: Protocols,
    private readonly previewArrival: PreviewArrival,
    private readonly registerArrival: RegisterArrival,
  ) {}

  @Get('new')
  newArrival(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.show({ by, request, reply, kind: 'arrival' });
  }

  @Get('notices/new')
  newNotice(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.show({ by, request, reply, kind: 'notice' });
  }

  @Post('new')
  postArrival(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() form?: PostedForm): Promise<void> {
    return this.post({ by, request, reply, kind: 'arrival' }, formFields(form));
  }

  @Post('notices/new')
  postNotice(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() form?: PostedForm): Promise<void> {
    return this.post({ by, request, reply, kind: 'notice' }, formFields(form));
  }

  /** What stands beside the form, drawn again while it is filled in. */
  @Post('preview-part')
  async part(@By() by: SignedIn, @Req() { t }: FastifyRequest, @Res() reply: FastifyReply, @Body() form?: PostedForm): Promise<void> {
    const typed = new Typed(formFields(form));
    const kind = typed.text('kind') === 'notice' ? 'notice' : 'arrival';
    const previewed = await this.look(by, typed, kind);
    const part = <PreviewAside t={t} kind={kind} typed={typed} previewed={previewed} me={by.personId} nameOf={(code) => this.protocols.nameOf(code, t.language)} />;
    void reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(renderPart(part, { t, assets: this.assets }));
  }

  private async post(asked: Asked, { add, remove, deed, ...tree }: Record<string, unknown>): Promise<void> {
    const typed = new Typed(tree);
    const people = typed.rows('newcomers').map((row) => row.tree);
    if (add === 'newcomers') return this.show(asked, typed.with({ newcomers: [...people, {}] }));
    const gone = typeof remove === 'string' ? /^newcomers\.(\d{1,3})$/.exec(remove)?.[1] : undefined;
    if (gone !== undefined) return this.show(asked, people.length > 1 ? typed.with({ newcomers: people.filter((_, i) => i !== Number(gone)) }) : typed);
    if (deed === 'preview') return this.show(asked, typed);
    return this.register(asked, typed);
  }

  private async register(asked: Asked, typed: Typed): Promise<void> {
    const { by, request, reply, kind } = asked;
    try {
      const input: ArrivalInput | NoticeInput = judgeInput(kind === 'arrival' ? arrivalInput : noticeInput, inputOf(typed, kind));
      const { proposal } = await this.previewArrival.run(by, { ...input, tier: undefined });
      const chosen = chosenTier(typed);
      // Nobody confirms what they have not seen: without script, or when the last answer changed the proposal.
      if (chosen === undefined && typed.text('seen') !== markOf(proposal)) return await this.show(asked, typed, { confirm: true });
      const tier = judgeInput(arrivalInput.shape.tier, { confirmed: chosen ?? proposal.tier, ...(typed.text('tier.because') && { because: typed.text('tier.because') }) });
      const { caseId } = await this.registerArrival.run(by, { ...input, tier });
      seeOther(reply, `/cases/${caseId}?done=${DONE[kind]}`);
    } catch (fault) {
      const known = fault instanceof InvalidInput ? new InvalidInput(faultsInForm(fault.faults, typed)) : fault;
      await this.show(asked, typed, { faults: withLabels(formFaults(known, request.t), request.t) });
    }
  }

  private async show({ by, request, reply, kind }: Asked, given?: Typed, { faults = NO_FAULTS, confirm = false }: { faults?: FormFaults; confirm?: boolean } = {}): Promise<void> {
    if (!mayBringIn(by)) throw new Forbidden();
    const { t } = request;
    const lists = await this.lists.run(by, t);
    const typed = given ?? new Typed({ ...(kind === 'arrival' ? { arrivalOn: lists.today } : {}), source: kind === 'arrival' ? 'person' : 'notice', owner: lists.ownersDefault, newcomers: [{}] });
    const previewed = await this.look(by, typed, kind);
    const content = (
      <RegisterPage t={t} kind={kind} action={PATHS[kind]} once={newId()} typed={typed} lists={lists} faults={faults} confirm={confirm}
        previewed={previewed} me={by.personId} nameOf={(code) => this.protocols.nameOf(code, t.language)} />
    );
    void reply.code(faults.status).header('cache-control', 'no-store').type('text/html; charset=utf-8')
      .send(this.frame.office(request, { title: t(`arrivals.${kind}.title`), current: '/arrivals/new', faulty: faults.summary.length > 0 }, content));
  }

  /** The preview of what was typed so far; nothing where it says too little or something that cannot be. */
  private async look(by: SignedIn, typed: Typed, kind: Kind): Promise<Previewed | undefined> {
    const request = previewOf(typed, kind, this.lists.reference);
    if (!request) return undefined;
    try {
      return await this.previewArrival.run(by, request);
    } catch (fault) {
      if (fault instanceof InvalidInput) return undefined;
      throw fault;
    }
  }
}

/** In the summary each text says which field it is about. */
function withLabels(faults: FormFaults, t: Translate): FormFaults {
  return { ...faults, summary: faults.summary.map(({ name, text }) => {
    const label = name === undefined ? undefined : labelOf(name);
    return label === undefined ? { text, ...(name === undefined ? {} : { name }) } : { name, text: t('arrivals.form.fault', { label: t(label.key, label.values), text }) };
  }) };
}
