import { Controller, Get, Header, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ApiExcludeController } from '../../libs/http/api-words.js';
import { By, seeOther, type SignedIn } from '../../libs/http/reader.js';
import { newId } from '../../libs/sql/id.js';
import { ForOrganisations } from '../accounts/accounts.door.js';
import { may } from '../cases/cases.door.js';
import { Protocols } from '../follow-ups/follow-ups.door.js';
import { Frame } from '../frame/frame.js';
import { DayQueries, questionFor } from './day.queries.js';
import { DayPage } from './day.view.js';
import { dayQuery } from './desk.dto.js';
import { doneToast } from './done.js';
import type { Day, DayRow } from './rows.js';
import { scopesFor } from './worklist.rules.js';

/** The page everybody of the office begins with; people of organisations are led to their own. */
@ApiExcludeController()
@Controller()
export class DayPages {
  constructor(
    private readonly frame: Frame,
    private readonly days: DayQueries,
    private readonly protocols: Protocols,
  ) {}

  @ForOrganisations()
  @Get('/')
  @Header('cache-control', 'no-store')
  async show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query({ schema: dayQuery }) { of, done }: z.output<typeof dayQuery>): Promise<void> {
    if (by.organisationId !== null) return seeOther(reply, '/requests');
    const choices = scopesFor(by);
    // Whoever looks after accounts alone has no day of cases.
    if (choices.length === 0) return seeOther(reply, '/people');
    const { t } = request;
    const [text, load] = await Promise.all([this.days.day(by, of), oversees(by) ? this.days.load(by) : []]);
    const day = JSON.parse(text) as Day;
    const html = this.frame.office(request, { title: t('desk.day.page'), current: '/', toast: doneToast(t, done), live: { topics: 'cases follow-ups arrivals referrals' } }, (
      <DayPage t={t} by={by} day={day} today={questionFor(by, of).today} choices={choices.filter((scope) => scope !== 'all' || day.scope === 'all')} load={load}
        stepName={(code) => this.protocols.nameOf(code, t.language)} mayEdit={(row) => mayEdit(by, row)} mayTake={choices.includes('team')} once={newId()} />
    ));
    void reply.type('text/html; charset=utf-8').send(html);
  }
}

const oversees = (by: SignedIn): boolean => by.roles.includes('team_lead') || by.roles.includes('manager');

/** Whether somebody may work on a case of a list: in their own list, every one. */
export const mayEdit = (by: SignedIn, { ownerId = by.personId, teamId = by.teamId ?? '', restricted = false }: Pick<DayRow, 'ownerId' | 'teamId' | 'restricted'>): boolean =>
  may(by, 'edit', { ownerId, teamId, restricted }) === 'yes';
