import { writeFileSync } from 'node:fs';
import { publishedSchemas } from './published-schemas.js';

const directory = new URL('../../docs/schemas/', import.meta.url);
for (const [file, text] of publishedSchemas()) writeFileSync(new URL(file, directory), text);
