export { upperLimit } from './bounds.js';
export { buildResult } from './build-result.js';
export { createJudge } from './judge.js';
export type { Judge, Judgement } from './judge.js';
export { judgeHistory } from './judge-history.js';
export { observationsNeeded, planFor } from './plan.js';
export type { Combination, Plan } from './plan.js';
