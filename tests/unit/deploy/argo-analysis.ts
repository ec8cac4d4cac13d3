import { request } from 'node:http';
import { list, type Parsed } from '../parsed.js';

/** What Argo Rollouts makes of one measurement. */
export type Measurement = 'Successful' | 'Failed' | 'Inconclusive' | 'Error';

/** What a metric ends as. */
export type MetricPhase = Measurement | 'Running';

/**
 * A measurement of the web metric as Argo Rollouts takes it (metricproviders/webmetric/webmetric.go, utils/evaluate/evaluate.go): a
 * status other than 2xx is an error, a body that is no JSON a success, and the conditions are evaluated on what `jsonPath` gives.
 */
export async function measure(metric: Parsed, args: Readonly<Record<string, string>>): Promise<Measurement> {
  const filled = (text: string): string =>
    text.replace(/\{\{\s*args\.([\w-]+)\s*\}\}/g, (_whole, name: string) => {
      const value = args[name];
      if (value === undefined) throw new Error(`the argument ${name} has no value`);
      return value;
    });
  const { url, headers = [], jsonPath } = metric.provider.web;
  const sent = Object.fromEntries(list(headers).map(({ key, value }) => [key, filled(value)]));
  const { status, body } = await get(filled(url), sent);
  if (status < 200 || status >= 300) return 'Error';
  let data: unknown;
  try {
    data = JSON.parse(body);
  } catch {
    return 'Successful';
  }
  if (jsonPath !== '{$}') throw new Error(`only the whole body is read here, not ${String(jsonPath)}`);
  const { successCondition: success, failureCondition: failure } = metric;
  const succeeds = success !== undefined && holds(success, data);
  const fails = failure !== undefined && holds(failure, data);
  if (failure === undefined) return success === undefined || succeeds ? 'Successful' : 'Failed';
  if (fails) return 'Failed';
  return succeeds || success === undefined ? 'Successful' : 'Inconclusive';
}

/** A metric after these measurements (analysis/analysis.go, assessMetricStatus). */
export function assess(metric: Parsed, measurements: readonly Measurement[]): MetricPhase {
  const of = (kind: Measurement): number => measurements.filter((one) => one === kind).length;
  const inARow = (kind: Measurement): number =>
    measurements.length - 1 - measurements.findLastIndex((one) => one !== kind);
  if (of('Failed') > (metric.failureLimit ?? 0)) return 'Failed';
  if (of('Inconclusive') > (metric.inconclusiveLimit ?? 0)) return 'Inconclusive';
  if (inARow('Error') > (metric.consecutiveErrorLimit ?? 4)) return 'Error';
  const enough: number = metric.consecutiveSuccessLimit ?? 0;
  if (enough > 0 && inARow('Successful') >= enough) return 'Successful';
  if (metric.count !== undefined && measurements.length >= metric.count)
    return enough > 0 ? 'Inconclusive' : 'Successful';
  return 'Running';
}

/** What a Rollout does with a metric that ended so (docs/features/analysis.md). */
export const rolloutDoes: Readonly<Record<MetricPhase, string>> = {
  Successful: 'promotes',
  Failed: 'rolls back',
  Inconclusive: 'pauses',
  Error: 'rolls back',
  Running: 'waits',
};

/** The part of the expression language (expr-lang.org) that the recipes use: comparisons of fields with texts, joined by && and ||. */
function holds(condition: string, result: Parsed): boolean {
  return condition.split('||').some((either) =>
    either.split('&&').every((comparison) => {
      const [, path, operator, text] =
        /^\s*result((?:\.\w+)+)\s*(==|!=)\s*"([^"\\]*)"\s*$/.exec(comparison) ?? [];
      if (path === undefined) throw new Error(`"${comparison}" cannot be read here`);
      const value = path
        .slice(1)
        .split('.')
        .reduce((inner, key) => inner?.[key], result);
      if (value === undefined) throw new Error(`the answer has no ${path}`);
      return operator === '==' ? value === text : value !== text;
    }),
  );
}

function get(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request(url, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      );
    })
      .on('error', reject)
      .end();
  });
}
