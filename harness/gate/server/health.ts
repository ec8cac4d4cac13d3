import type { WatchStatus } from '../../model/watch-status.js';
import { jsonAnswer, type Answer } from './answer.js';

/**
 * `/readyz`: 503 until the watch has learned whose each page is, and once it ends. A watch whose kill switch was pulled is ready:
 * it reads nothing any more, but its fail must be heard. Tells nothing else, since it asks for no token.
 */
export function readyAnswer({ state }: WatchStatus): Answer {
  const ready = state === 'watching' || state === 'stopped';
  return jsonAnswer({ status: ready ? 'ready' : 'not-ready', state }, ready ? 200 : 503);
}

/** `/healthz`: the process answers and its watch can be asked. */
export function aliveAnswer(): Answer {
  return jsonAnswer({ status: 'ok' });
}
