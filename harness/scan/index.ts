export { createScanner } from './scanner.js';
export type { Hit, ScanHint, Scanner, ScanResult } from './scanner.js';
export { decodeBody, type DecodedBody } from './decode-body.js';
export { pdfText } from './pdf-text.js';
