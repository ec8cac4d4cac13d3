import { request } from 'undici';
import { SosieError } from '../model/errors.js';
import type { Target } from '../model/target.js';

/** Asks the target for its front page once, so that a wrong address is told in words. Any answer at all will do. */
export async function reachTarget(target: Target): Promise<void> {
  try {
    const { body } = await request(target.baseUrl, {
      headersTimeout: target.timeoutMs,
      bodyTimeout: target.timeoutMs,
    });
    await body.dump();
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
    throw new SosieError('SOSIE_TARGET_UNREACHABLE', `${target.baseUrl} does not answer: ${why}.`, {
      hint: 'Start the target, or mend target.baseUrl (flag --base-url, variable SOSIE_TARGET).',
      cause,
    });
  }
}
