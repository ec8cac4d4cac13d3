export { chooseMarkers, knownValues, type ChosenMarkers, type Rejected } from './choose-markers.js';
export { learnPages, type LearnedPages, type PageSamples } from './learn-pages.js';
export { readSlots, tellsBySelf, type LearnedPage, type RawReading } from './learned-page.js';
export { maskValue } from './mask.js';
export type { PageSample } from './page-sample.js';
export type { UnsettledPlace } from './unsettled-places.js';
export { mintValues, writtenValues } from './mint.js';
