import type { Finding } from '../../model/finding.js';
import type { WatchedFinding } from '../../model/watch-status.js';
import type { Attributes, Span } from './otlp-json.js';

/** What a run and a watch both tell of a finding. */
type Told = Pick<
  Finding | WatchedFinding,
  'id' | 'oracle' | 'severity' | 'viewer' | 'owner' | 'where' | 'phase' | 'revision' | 'instance'
>;

/** A finding as an event of a span: names, numbers and field names; what was seen stays out, masked or not. */
export function findingEvent(finding: Told, atMs: number, further: Attributes = {}): Span['events'][number] {
  return {
    name: 'sosie.finding',
    atMs,
    attributes: {
      'sosie.finding.id': finding.id,
      'sosie.oracle': finding.oracle,
      'sosie.severity': finding.severity,
      'sosie.viewer': finding.viewer,
      'sosie.owner': finding.owner,
      'sosie.page': finding.where,
      'sosie.phase': finding.phase,
      'sosie.revision': finding.revision,
      'sosie.instance': finding.instance,
      ...further,
    },
  };
}
