import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ENV, type Env } from '../../../config/env.js';
import { asCivilDate } from '../../../libs/calendar/civil-date.js';
import { instantOf, minuteOf } from '../../../libs/calendar/zone.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFaults, type FormFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { InvalidInput, NotFound } from '../../../libs/http/refusal.js';
import { By, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { Frame } from '../../frame/frame.js';
import { mayKeepRoster, maySeeDuties } from '../accounts.policy.js';
import { doneToast } from '../done.js';
import { page } from '../../../libs/http/page-answer.js';
import { Id } from '../people/people.dto.js';
import { People } from '../people/people.js';
import { NewDuty } from './duties.dto.js';
import { DutiesQueries } from './duties.queries.js';
import { DutiesPage, type DutiesPageProps } from './duties.view.js';
import { KeepRoster } from './keep-roster.js';

/** The roster, as a page; moments are typed on the office's clock. */
@ApiExcludeController()
@Controller('duties')
export class DutiesPages {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly people: People,
    private readonly duties: DutiesQueries,
    private readonly keepRoster: KeepRoster,
  ) {}

  @Get()
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query('done') done?: unknown): Promise<void> {
    return this.answer(by, request, reply, { done });
  }

  @Post()
  async add(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() form?: PostedForm): Promise<void> {
    const typed = unprefixed(form);
    try {
      const { fromAt, untilAt, ...rest } = typed;
      await this.keepRoster.add(by, judgeInput(NewDuty, { ...rest, fromAt: this.moment('fromAt', fromAt), untilAt: this.moment('untilAt', untilAt) }));
    } catch (fault) {
      return this.answer(by, request, reply, { typed, faults: formFaults(fault, request.t) });
    }
    seeOther(reply, '/duties?done=duty-added');
  }

  @Post(':id/remove')
  async remove(@By() by: SignedIn, @Res() reply: FastifyReply, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.keepRoster.remove(by, id);
    seeOther(reply, '/duties?done=duty-removed');
  }

  /** `2026-12-24T17:00` on the office's clock, as a moment. */
  private moment(path: string, typed: string | undefined): string {
    const [, date, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?$/.exec(typed ?? '') ?? [];
    try {
      if (date && time) return instantOf(asCivilDate(date), minuteOf(time), this.env.OFFICE_ZONE).toISOString();
    } catch { /* a day that no calendar has */ }
    throw new InvalidInput([{ path, code: 'accounts.faults.moment' }]);
  }

  private async answer(
    by: SignedIn, request: FastifyRequest, reply: FastifyReply,
    { typed = {}, faults = NO_FAULTS, done }: { typed?: Record<string, string>; faults?: FormFaults; done?: unknown },
  ): Promise<void> {
    if (!maySeeDuties(by)) throw new NotFound();
    const { t } = request;
    const { duties, keeps, now } = await this.transactions.read(by, async (tx) => ({ duties: await this.duties.list(tx), keeps: await this.keeps(tx, by), now: tx.at }));
    page(reply, this.frame.office(request, { title: t('accounts.duties.title'), current: '/duties', faulty: faults.summary.length > 0, toast: doneToast(t, done) },
      <DutiesPage t={t} now={now} duties={duties} mayRemove={({ teamId }) => mayKeepRoster(by, teamId)} keeps={keeps} typed={typed} faults={faults} once={newId()} />), faults.status);
  }

  private async keeps(tx: Tx, by: SignedIn): Promise<DutiesPageProps['keeps']> {
    const teams = (await this.people.teams(tx)).filter(({ id }) => mayKeepRoster(by, id));
    const wholeOffice = mayKeepRoster(by, null);
    if (teams.length === 0 && !wholeOffice) return null;
    const people = wholeOffice ? await this.people.ofOffice(tx) : await this.people.ofTeam(tx, teams[0]?.id ?? '');
    return { people, teams, wholeOffice };
  }
}

/** The two forms of the page name their fields apart: `cover-personId` is `personId` of a cover. */
function unprefixed(form: PostedForm | undefined): Record<string, string> {
  const entries = Object.entries(form ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].trim() !== '' && entry[0] !== 'once');
  return Object.fromEntries(entries.map(([name, value]) => [name.replace(/^(on_call|cover)-/, ''), value.trim()]));
}
