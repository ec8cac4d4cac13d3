import { z } from 'zod';
import { recordSchema } from './record-schema.js';
import { resultSchema } from './result-schema.js';
import { runSchema } from './run-schema.js';

const published = [
  { file: 'run.schema.json', title: 'run.json', schema: runSchema },
  { file: 'history-record.schema.json', title: 'One line of history-*.jsonl', schema: recordSchema },
  { file: 'result.schema.json', title: 'result.json', schema: resultSchema },
];

/** The files of docs/schemas: JSON Schema 2020-12, by file name. `npm run schemas` writes them. */
export function publishedSchemas(): ReadonlyMap<string, string> {
  return new Map(
    published.map(({ file, title, schema }) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
      return [file, `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`];
    }),
  );
}
