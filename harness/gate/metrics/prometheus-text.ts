import type { MetricFamily, Sample } from './metric-family.js';

/** The media type that goes with it. */
export const prometheusType = 'text/plain; version=0.0.4; charset=utf-8';

/** Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). */
export function prometheusText(families: readonly MetricFamily[]): string {
  return families.map(family).join('');
}

function family({ name, help, type, samples }: MetricFamily): string {
  const escaped = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  const lines = samples.map((sample) => `${name}${labelled(sample)} ${written(sample.value)}\n`);
  return `# HELP ${name} ${escaped}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelled({ labels }: Sample): string {
  const pairs = Object.entries(labels).map(([name, value]) => {
    const escaped = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
    return `${name}="${escaped}"`;
  });
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** Go's ParseFloat reads it: JavaScript's own form but for the infinities. */
function written(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}
