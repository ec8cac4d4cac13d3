import { serveHub } from './serve.js';

// A process of its own for each run of Playwright Test: node main.js FOLDER RUNNER CONFIG WORKERS.
const [folder = '', runner = '', config = '', workers = '1'] = process.argv.slice(2);
await serveHub({ folder, runner: Number(runner), config, workers: Number(workers) });
