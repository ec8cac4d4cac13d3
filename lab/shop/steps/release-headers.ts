import type { Step } from '../parts.js';

/** Names the release and the copy on every response, and ends connections while the process drains. */
export const releaseHeaders: Step = {
  name: 'release-headers',
  create: (shop) => (_req, res, next) => {
    res.set({ 'x-revision': shop.settings.release, 'x-instance': shop.settings.instance });
    if (shop.leaving.aborted) res.set('connection', 'close');
    next();
  },
};
