import { Controller, Get, Header, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../config/root.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { cursorOf } from '../../../libs/http/keyset.js';
import { Forbidden, NotFound, Refusal } from '../../../libs/http/refusal.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { civilDay } from '../../../libs/i18n/moments.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { readReference } from '../../../config/reference.js';
import { isMinor, may, movesFrom } from '../../cases/cases.door.js';
import { type CheckpointMove, mayExplain, movesOn, previewOf, Protocols, TakeUp } from '../../follow-ups/follow-ups.door.js';
import { Frame } from '../../frame/frame.js';
import { CaseReading, type TimelinePage } from '../case.queries.js';
import { EVENTS_SHOWN } from '../case.sql.js';
import { id, openingQuery, THREADS } from '../desk.dto.js';
import { doneToast } from '../done.js';
import { SIGHT } from '../sight.js';
import { AskPage, CasePage as CaseView, GlimpsePage } from './case.view.js';
import type { Glimpse, Told, WholeFile } from './file.js';

const pageOfCase = openingQuery.extend({
  thread: z.enum(THREADS).default('all'),
  after: z.string().max(400).optional(),
  done: z.string().max(40).optional(),
});
type Asked = z.output<typeof pageOfCase>;

/** What the rules of follow-ups allow the reader here, and whether the plan still fits. */
interface AtHand {
  readonly moves: ReadonlyMap<string, readonly CheckpointMove[]>;
  readonly explains: boolean;
  readonly planChanges: number;
}

const NOTHING_AT_HAND: AtHand = { moves: new Map(), explains: false, planChanges: 0 };

/** A household's file as a page. */
@ApiExcludeController()
@Controller('cases')
export class CasePage {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(
    private readonly frame: Frame,
    private readonly cases: CaseReading,
    private readonly transactions: Transactions,
    private readonly takeUp: TakeUp,
    private readonly protocols: Protocols,
  ) {}

  @Get(':id')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async show(@By() by: SignedIn, @Req() request: FastifyRequest, @Param('id', { schema: id }) caseId: string, @Query({ schema: pageOfCase }) asked: Asked): Promise<string> {
    const { t } = request;
    const { sees, file, number } = await this.cases.open(by, caseId, asked.reason);
    if (file === null) {
      return this.frame.office(request, { title: t('cases.number', { number }), current: '/cases' }, <AskPage t={t} caseId={caseId} number={number} />);
    }
    if (sees === SIGHT.glimpse) {
      const glimpse = JSON.parse(file) as Glimpse;
      return this.frame.office(request, { title: glimpse.leadName, current: '/cases' }, <GlimpsePage t={t} glimpse={glimpse} />);
    }
    return this.whole(by, request, JSON.parse(file) as WholeFile, asked);
  }

  private async whole(by: SignedIn, request: FastifyRequest, file: WholeFile, asked: Asked): Promise<string> {
    const { t } = request;
    const { reason, thread: kind, done } = asked;
    const mayEdit = may(by, 'edit', file) === 'yes';
    const today = civilDay(file.at, t.zone);
    const thread = await this.thread(by, file, asked);
    const { moves, explains, planChanges } = await this.atHand(by, file);
    return this.frame.office(request, { title: `${file.leadName}, ${t('cases.number', { number: file.number })}`, current: '/cases', toast: doneToast(t, done), live: { topics: 'cases follow-ups arrivals referrals', caseId: file.id } }, (
      <CaseView t={t} file={file} reference={this.reference} today={today} reason={reason} once={newId()} moves={moves} explains={explains} planChanges={planChanges}
        mayEdit={mayEdit} mayReassign={may(by, 'reassign', file) !== 'no'}
        caseMoves={mayEdit || may(by, 'close_unreached', file) === 'yes' ? movesFrom(file, { roles: by.roles }) : []}
        members={file.newcomers.filter(({ leftOn }) => leftOn === null).map((person) => ({ id: person.id, child: isMinor(person, today) }))}
        stepName={(code) => this.protocols.nameOf(code, t.language)}
        thread={{ ...thread, thread: kind, further: asked.after !== undefined, reason }} />
    ));
  }

  /** The newest happenings came with the file; older or narrowed ones are asked for, within the same look. */
  private async thread(by: SignedIn, file: WholeFile, { thread, after, reason }: Asked): Promise<{ events: readonly Told[]; people: Readonly<Record<string, string>>; older: string | null }> {
    if (thread === 'all' && after === undefined) {
      const last = file.timeline.at(-1);
      return { events: file.timeline, people: file.people, older: file.hasOlder && last ? cursorOf([last.at, last.id]) : null };
    }
    const page: TimelinePage = await this.cases.timeline(by, file.id, { kind: thread, after, reason, limit: EVENTS_SHOWN }, { recorded: true });
    return { events: JSON.parse(page.items) as Told[], people: page.people, older: page.next };
  }

  /** Asks follow-ups' own policy; whoever only reads gets no buttons. */
  private async atHand(by: SignedIn, file: WholeFile): Promise<AtHand> {
    try {
      return await this.transactions.read(by, async (tx) => {
        const atHand = await this.takeUp.look(tx, file.id);
        const { difference: { moved, added, superseded } } = previewOf(atHand, tx.at);
        return {
          moves: new Map(atHand.checkpoints.map((each) => [each.id, movesOn(atHand, each, tx.at)])),
          explains: mayExplain(atHand.hands),
          planChanges: file.state === 'closed' || !atHand.hands.includes('owner') ? 0 : moved.length + added.length + superseded.length,
        };
      });
    } catch (fault) {
      if (fault instanceof Forbidden || fault instanceof NotFound || fault instanceof Refusal) return NOTHING_AT_HAND;
      throw fault;
    }
  }
}
