/** Journeys: what people do, in a real browser, against the real server. `npm run journeys`. */

import { execSync } from 'node:child_process';
import { defineConfig } from '@playwright/test';

/** Debian's, or whichever is named. */
function chromium(): string {
  return process.env.CHROMIUM ?? execSync('command -v chromium', { encoding: 'utf8' }).trim();
}

export default defineConfig({
  testDir: 'journeys',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  // One that passes at the second attempt has failed.
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-dev-shm-usage',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
  projects: [
    { name: 'journeys', testIgnore: 'tour.spec.ts', grepInvert: /@timed/ },
    // One after the other and without a recorder, which would be measured with them.
    {
      name: 'timed',
      testIgnore: 'tour.spec.ts',
      grep: /@timed/,
      workers: 1,
      use: { trace: 'off', screenshot: 'off' },
    },
    // Pictures of every screen, for people to look at: `SCREENSHOTS=folder npm run tour`.
    { name: 'tour', testMatch: 'tour.spec.ts' },
  ],
});
