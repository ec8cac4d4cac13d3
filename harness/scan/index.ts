export { createScanner } from './scanner.js';
export type { Hit, ScanHint, Scanner, ScanResult } from './scanner.js';
