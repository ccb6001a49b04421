import { join } from 'node:path';
import type { Env } from '../../config/env.js';
import { projectRoot } from '../../config/root.js';
import { loadCalendars } from '../../libs/calendar/load-calendars.js';
import { DemoClock } from '../../libs/clock/demo-clock.js';
import { one, row, statement } from '../../libs/sql/sql.js';
import { engine } from '../../libs/transaction/actor.js';
import type { Transactions } from '../../libs/transaction/transactions.js';
import { Passwords } from '../accounts/sign-in/passwords.js';
import { readReference } from '../../config/reference.js';
import { ListingsStore } from '../organisations/listings/listings.store.js';
import type { PlanAlarms } from '../organisations/organisations.door.js';
import type { PlanCare } from '../referrals/care/plan-care.js';
import { Protocols } from '../follow-ups/protocols.js';
import { readCast } from './cast.js';
import { Chance } from './chance.js';
import { type CityRows, rowsOf } from './city-rows.js';
import { type DemoAccount, keepAccounts, newAccounts, readAccounts } from './demo-accounts.js';
import { drawCity, HOUSEHOLDS } from './draw-city.js';
import { drawNetwork, type DemoNetwork } from './network.js';
import { helpRowsOf } from './help-rows.js';
import { drawHelp } from './helping.js';
import { noticeRows } from './notices.js';
import { openingDay, type Scene, sceneOf } from './scene.js';
import { writeCity } from './write-city.js';
import { writeHelp } from './write-help.js';
import { writeNetwork } from './write-network.js';

const BUILDER = engine('demo-city');
const SEED = 'passerelle';

const LOOK = statement('demo-city.look', `
  select office_now() as now, (select speed from office_clock) as speed, not exists (select from people) as empty, exists (select from people where demo) as demo`);
const TAKE_TURN = statement('demo-city.turn', `select pg_advisory_xact_lock(hashtext('passerelle.demo-city'))`);
const OPEN_CLOCK = statement('demo-city.clock', `select at from turn_office_clock(1, case when $1::timestamptz > office_now() then $1 end)`);

interface Look { readonly now: Date; readonly speed: number; readonly empty: boolean; readonly demo: boolean }

/** What a fill gives back, for whoever measures or prints it. */
export interface Filled {
  readonly city: CityRows;
  readonly network: DemoNetwork;
  readonly accounts: readonly DemoAccount[];
}

/** The demo's house: filled once with a city, whole or not at all; afterwards a house like any other, with a clock that can run faster. */
export class DemoHouse {
  private readonly clock: DemoClock;
  private inhabited = false;
  private speed = 1;

  constructor(
    private readonly transactions: Transactions,
    private readonly env: Pick<Env, 'DATA_DIR' | 'OFFICE_ZONE' | 'OFFICE_CALENDAR'>,
    private readonly alarms: { readonly network: PlanAlarms; readonly care: PlanCare },
  ) {
    this.clock = new DemoClock(transactions);
  }

  /** Whether this is a demo house: its people are invented. */
  readonly isDemo = (): boolean => this.inhabited;

  /** The sign-ins that were kept when the city was made. */
  accounts(): DemoAccount[] {
    return readAccounts(this.env.DATA_DIR);
  }

  /** Finds out what house this is and, if it is empty and wanted so, fills it with the demo city; says whether it did. */
  async open({ fill }: { readonly fill: boolean }): Promise<boolean> {
    const filled = fill && (await this.look()).empty && (await this.fill()) !== undefined;
    const { demo, speed } = await this.look();
    this.inhabited = demo;
    this.speed = speed;
    return filled;
  }

  /** How fast the office's clock runs from now on; office time goes on from where it is. */
  async run(speed: number): Promise<void> {
    if (speed !== this.speed) await this.clock.set({ speed });
    this.speed = speed;
  }

  /** While nobody is there a fast clock would run away with months. */
  async rest(): Promise<void> {
    if (this.inhabited && this.speed !== 1) await this.run(1);
  }

  /** Draws the city of the office's day and writes it in one transaction. An office day begins: at night and on closed days the clock jumps to the next morning. */
  async fill(households = HOUSEHOLDS): Promise<Filled | undefined> {
    const scene = await this.scene();
    const chance = new Chance(`${SEED} ${scene.day}`);
    const drawn = drawCity(chance, scene, households);
    const network = drawNetwork(chance.branch('network'), scene);
    const accounts = newAccounts([...drawn.office.people, ...network.members]);
    const passwords = new Passwords();
    const hashes = new Map(await Promise.all(accounts.map(async ({ email, password }) => [email, await passwords.hash(password)] as const)));
    const rows = { ...rowsOf(drawn), notices: noticeRows(chance.branch('notices'), drawn) };
    const withPassword = <P extends { readonly email?: unknown }>(person: P) => ({ ...person, password_hash: hashes.get(String(person.email)), password_changed_at: scene.midnight });
    const people = rows.people.map(withPassword);
    const members = network.members.map(withPassword);
    const listings = new ListingsStore(this.env);
    const calendars = loadCalendars(join(projectRoot(), 'config/calendars'));
    const hoursOf = (name: string) => ({ calendar: calendars.get(name) ?? scene.office.calendar, zone: scene.office.zone });
    const help = helpRowsOf(chance.branch('help rows'), scene, drawHelp(chance.branch('help'), scene, drawn.stories, network, hoursOf), hoursOf);

    const filled = await this.transactions.run(BUILDER, async (tx) => {
      await row(tx, TAKE_TURN);
      // Somebody else was quicker.
      if (!(await one<Look>(tx, LOOK)).empty) return undefined;
      await one(tx, OPEN_CLOCK, [scene.asOf]);
      await writeCity(tx, { ...rows, people });
      await writeNetwork(tx, network, members, { listings, alarms: this.alarms.network });
      await writeHelp(tx, help, this.alarms.care);
      keepAccounts(this.env.DATA_DIR, accounts);
      return { city: rows, network, accounts };
    });
    return filled;
  }

  private look(): Promise<Look> {
    return this.transactions.read(BUILDER, (tx) => one<Look>(tx, LOOK));
  }

  private async scene(): Promise<Scene> {
    const config = join(projectRoot(), 'config');
    const protocols = new Protocols(this.transactions);
    await protocols.publish(join(config, 'protocols'));
    const calendar = loadCalendars(join(config, 'calendars')).get(this.env.OFFICE_CALENDAR);
    if (!calendar) throw new Error(`config/calendars has no "${this.env.OFFICE_CALENDAR}"`);
    const office = { calendar, zone: this.env.OFFICE_ZONE };
    const { now } = await this.look();
    return sceneOf(openingDay(now, office), { cast: readCast(), reference: readReference(config), protocol: protocols.inForce(), office });
  }
}
