import { clear } from './jest.test-run.js';

/** Leaves no engine running and no file behind. */
export default async function finish() {
  await clear(process.env.PASSERELLE_TEST_RUN);
}
