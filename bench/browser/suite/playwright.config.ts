import { defineConfig } from '@playwright/test';

const executablePath = process.env['BENCH_BROWSER'] ?? '';

export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  reporter: 'line',
  timeout: 120_000,
  outputDir: '../../../test-results/bench',
  use: {
    viewport: { width: 200, height: 120 },
    launchOptions: executablePath === '' ? {} : { executablePath },
  },
});
