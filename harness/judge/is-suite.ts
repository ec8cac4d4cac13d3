import type { RunFile } from '../model/result.js';

/**
 * A run of Playwright Test: it alone has neither a drill nor a watch. Its tests decide themselves as whom they look and at
 * what, an error page included, so that nothing can be missing.
 */
export function isSuite({ drill, rollout }: RunFile): boolean {
  return drill === undefined && rollout !== 'watch';
}
