import type { Trial } from '../trial.js';
import { controls } from './control.js';
import { signalTrials } from './signals.js';

/** Every trial, in the order of the table in docs/reliability.md. */
export const trials: readonly Trial[] = [...controls, ...signalTrials];
