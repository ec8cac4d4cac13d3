import { runSuite, suites } from '../suites.mjs';

/** The unit suite, as `npm test -- unit` runs it. */
export async function unitTests() {
  const result = await runSuite(suites.find(({ name }) => name === 'unit'));
  if (result === null) return { examined: 'no test', problems: ['there is no unit suite'] };
  const { passed, failed, skipped, problem } = result;
  const problems = failed === 0 ? [] : [problem ?? `${failed} unit tests failed`];
  return { examined: `${passed + failed + skipped} tests`, problems };
}
