import { Controller, Get, Header, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { z } from 'zod';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { NotFound, Refusal } from '../../../libs/http/refusal.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { civilDay } from '../../../libs/i18n/moments.js';
import { Frame } from '../../frame/frame.js';
import { type FoundCounts, type FoundService, SearchServices, servicesSearch } from '../../organisations/organisations.door.js';
import { CaseReading } from '../case.queries.js';
import { id, openingQuery } from '../desk.dto.js';
import { SIGHT } from '../sight.js';
import type { WholeFile } from './file.js';
import { HelpPage } from './help.view.js';
import { factsOf } from './household-facts.js';

const helpQuery = openingQuery.extend({ need: z.string().max(40).optional(), after: z.string().max(400).optional() });

/** Who can help this household with a need. Nothing leaves the office: the network is asked with the facts, and keeps none. */
@ApiExcludeController()
@Controller('cases')
export class HelpPages {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(
    private readonly frame: Frame,
    private readonly cases: CaseReading,
    private readonly search: SearchServices,
  ) {}

  @Get(':id/help')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async show(@By() by: SignedIn, @Req() request: FastifyRequest, @Param('id', { schema: id }) caseId: string, @Query({ schema: helpQuery }) { need, reason, after }: z.output<typeof helpQuery>): Promise<string> {
    const { sees, file: text } = await this.cases.open(by, caseId, reason);
    if (text === null) throw new Refusal('cases.reason-needed');
    if (sees === SIGHT.glimpse) throw new NotFound();
    const file = JSON.parse(text) as WholeFile;
    const { t } = request;
    const asked = this.reference.need(need ?? '')?.code ?? file.needs[0]?.code;
    const household = factsOf(file, civilDay(file.at, t.zone));
    const found = await this.search.run(by, servicesSearch.parse({
      needs: asked ? [asked] : [], household, all: true, near: household.borough ? { borough: household.borough } : null, after,
    }));
    return this.frame.office(request, { title: t('desk.help.title'), current: '/cases' }, (
      <HelpPage t={t} reference={this.reference} file={file} household={household} need={asked} reason={reason} at={found.at} next={found.next} further={after !== undefined}
        services={JSON.parse(found.items) as FoundService[]} counts={JSON.parse(found.counts) as FoundCounts} />
    ));
  }
}
