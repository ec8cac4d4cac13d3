import type { Step } from '../parts.js';

/** From here on a response is somebody's: no cache may keep it, and it differs by cookie. */
export const personalHeaders: Step = {
  name: 'personal-headers',
  create: () => (_req, res, next) => {
    res.set({ 'cache-control': 'private, no-store', vary: 'Cookie' });
    next();
  },
};
