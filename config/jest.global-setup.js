import { openRun } from './jest.test-run.js';

/** Prepares the run's folder; test processes inherit its name. */
export default async function prepare() {
  process.env.PASSERELLE_TEST_RUN = await openRun();
}
