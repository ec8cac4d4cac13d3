/**
 * A reporter of node:test that writes one JSON line: how many tests passed, failed and were skipped, and
 * which files held no test at all (Node 20 reports such a file as a passed test of the file's name).
 */
export default async function* countReporter(events) {
  const counts = { passed: 0, failed: 0, skipped: 0, empty: [] };
  for await (const { type, data } of events) {
    if (type === 'test:fail' && data.details?.type !== 'suite') counts.failed += 1;
    if (type !== 'test:pass' || data.details?.type === 'suite') continue;
    if (data.name === data.file) counts.empty.push(data.file);
    else if (data.skip !== undefined || data.todo !== undefined) counts.skipped += 1;
    else counts.passed += 1;
  }
  yield `${JSON.stringify(counts)}\n`;
}
