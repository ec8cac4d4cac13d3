export { createFingerprint, type Fingerprint } from './fingerprint.js';
export { isolationRules, type MaySee } from './isolation.js';
export { createObserver, type ObserverOptions, type RecordingObserver } from './observer.js';
export { createPlaces, type Places } from './places.js';
export type { Recognizer } from './recognizer.js';
export { createVault, type Vault } from './vault.js';
