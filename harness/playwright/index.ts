export { expect, test } from './test.js';
export type { SosieFixtures, SosieWorkerFixtures } from './test.js';
export type { Crowd } from './crowd.js';
export { foundBrowser } from './found-browser.js';
export type { FoundLaunch } from './found-browser.js';
export type { Rollout } from './rollout.js';
export type { SignedInActor } from './signed-in-actor.js';
