import type { Step } from '../parts.js';

/** Lets the shop learn whose request it is. */
export const visitor: Step = { name: 'visitor', create: (shop) => shop.visitors.enter };
