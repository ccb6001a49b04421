import { addDays, type CivilDate } from '../../libs/calendar/civil-date.js';
import type { Chance } from './chance.js';
import { dealComings } from './arrivals.js';
import { dealLots, drawHousehold } from './household.js';
import { isFirstContact } from './fates.js';
import { type Ending, live } from './live.js';
import { type DemoOffice, type DemoTeam, openOffice, type Worker } from './office.js';
import type { Scene } from './scene.js';
import { type CaseFile, scheduledOf, type Story } from './story.js';
import { drawWays } from './ways.js';

/** A whole city: its office and the stories of its households, in the order in which their files were opened. */
export interface City {
  readonly scene: Scene;
  readonly office: DemoOffice;
  readonly stories: readonly Story[];
}

/** How many households have come to the office within the year. */
export const HOUSEHOLDS = 1_000;
/** Domain §5.2: first contact within its standard. */
export const FIRST_CONTACT_IN_TIME = 0.74;
/** What lies on one desk: work left over, and work for today. */
export const DESK = { overdue: 3, fewest: 3, most: 8 } as const;

/** Draws the city of a day: the same seed and day give the same city, to the last comma. */
export function drawCity(chance: Chance, scene: Scene, households = HOUSEHOLDS): City {
  const office = openOffice(chance.branch('office'), scene);
  const files = drawFiles(chance, scene, office, households);
  const tell = (file: CaseFile, ending: Ending): Story => live(chance.branch(`life ${file.place}`), scene, file, ending);
  return { scene, office, stories: fillDesks(chance.branch('desks'), scene, files, tell) };
}

function drawFiles(chance: Chance, scene: Scene, office: DemoOffice, count: number): CaseFile[] {
  const lots = dealLots(chance.branch('lots'), scene, count);
  const comings = dealComings(chance.branch('arrivals'), scene, lots);
  const punctual = chance.branch('punctual').deal([[true, FIRST_CONTACT_IN_TIME], [false, 1 - FIRST_CONTACT_IN_TIME]], count);
  const given = new Map<string, number>();
  return comings.map(({ lot, coming }, place) => {
    const own = chance.branch(`household ${place}`);
    const household = drawHousehold(own, scene, lot, coming.arrivalOn ?? coming.plannedArrivalOn ?? scene.day);
    const team = office.teams.find(({ boroughs }) => boroughs.has(household.borough)) ?? office.teams[0];
    if (!team) throw new Error('the demo office has no team');
    const owner = coming.fresh ? team.lead : ownerFor(team, household.language, given);
    given.set(owner.id, (given.get(owner.id) ?? 0) + 1);
    return {
      id: own.id(coming.registeredAt), place, household, coming, ways: drawWays(own, household, coming.registeredAt, scene.cast.notes['codewords'] ?? []),
      newcomerIds: household.people.map(() => own.id(coming.registeredAt)), teamId: team.id, leadId: team.lead.id, ownerId: owner.id,
      assigned: !coming.fresh, movedInOn: movedIn(own, scene, coming.arrivalOn), punctual: punctual[place] ?? true,
    };
  });
}

/** The least loaded who shares a language, unless everybody else has far less. */
function ownerFor({ caseworkers }: DemoTeam, language: string, given: ReadonlyMap<string, number>): Worker {
  const load = ({ id, languages }: Worker): number => (given.get(id) ?? 0) * (languages.includes(language) ? 0.75 : 1);
  return caseworkers.reduce((least, each) => (load(each) < load(least) ? each : least));
}

/** One household in eleven moves within its first three months. */
function movedIn(chance: Chance, { day }: Scene, arrivalOn: CivilDate | null): CivilDate | null {
  const after = chance.happens(0.09) && arrivalOn ? addDays(arrivalOn, chance.whole(10, 80)) : null;
  return after && after < day ? after : null;
}

/** Tells every story, and again with another ending until no desk has too much or too little on it. */
function fillDesks(chance: Chance, scene: Scene, files: readonly CaseFile[], tell: (file: CaseFile, ending: Ending) => Story): Story[] {
  const endings = files.map((): Ending => ({ late: true, early: false, today: false }));
  const stories = files.map((file, i) => tell(file, endings[i] as Ending));
  const again = (places: readonly number[], change: Partial<Ending>): void => {
    for (const place of places) {
      endings[place] = { ...(endings[place] as Ending), ...change };
      stories[place] = tell(files[place] as CaseFile, endings[place]);
    }
  };

  for (const ownerId of new Set(files.map((file) => file.ownerId))) {
    const own = files.flatMap((file, place) => (file.ownerId === ownerId && file.assigned ? [place] : []));
    const [leftOver, work] = [chance.whole(0, DESK.overdue), chance.whole(DESK.fewest + 1, DESK.most - 1)];
    // Telling one story anew can move another piece of work onto the day, so it is looked at more than once.
    for (let round = 0; round < 6; round += 1) {
      const due = own.map((place) => ({ place, at: dueOf(stories[place] as Story), urgent: isUrgent(stories[place] as Story) }));
      const overdue = due.filter(({ at }) => at && at < scene.asOf).sort((a, b) => Number(a.urgent) - Number(b.urgent));
      const today = due.filter(({ at }) => at && at >= scene.asOf && at < scene.nextMidnight);
      const coming = due.filter(({ at, urgent }) => at && at >= scene.nextMidnight && !urgent).sort((a, b) => Number(a.at) - Number(b.at));
      const movable = today.filter(({ place }) => !endings[place]?.early);
      const tooMuch = today.length > DESK.most ? movable.slice(0, today.length - work) : [];
      if (overdue.length <= DESK.overdue && today.length >= DESK.fewest && today.length <= DESK.most && round > 0) break;
      const settled = overdue.filter(({ place }) => endings[place]?.late).slice(0, Math.max(0, overdue.length - leftOver));
      again(settled.map(({ place }) => place), { late: false });
      again(tooMuch.map(({ place }) => place), { early: true });
      if (today.length < DESK.fewest) again(coming.slice(0, work - today.length).map(({ place }) => place), { today: true });
    }
  }
  return stories;
}

const dueOf = (story: Story): Date | undefined => scheduledOf(story)[0]?.dueAt;
const isUrgent = (story: Story): boolean => story.state !== 'open' || scheduledOf(story).some(isFirstContact);
