import { defineConfig } from '@playwright/test';
import { foundBrowser } from 'sosie/playwright';

// One spec for each incident. All of them share one deploy: the first two need it from its beginning, the others find it
// under way or over where there are fewer workers than tests.
const specs = {
  'la-poste': 'rolling-deploy',
  caf: 'caf',
  'optical-center': 'optical-center',
  francetest: 'francetest',
  doctolib: 'doctolib',
};

// The specs of tests/integrity/, against the lab (LAB_FAULT names a fault) or against SOSIE_TARGET with SOSIE_CONFIG.
export default defineConfig({
  testDir: 'tests/integrity',
  fullyParallel: true,
  projects: Object.entries(specs).map(([name, spec]) => ({ name, testMatch: `${spec}.spec.ts` })),
  workers: 6,
  // A mix-up seen once is a mix-up.
  retries: 0,
  timeout: 240_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  // In this order, and torn down in reverse: the run is judged while the lab still stands.
  globalSetup: ['./tests/integrity/lab.ts', './harness/playwright/setup.ts'],
  use: { ...(await foundBrowser()), trace: 'off', screenshot: 'off', video: 'off' },
});
