export { chooseMarkers, knownValues, type ChosenMarkers, type Rejected } from './choose-markers.js';
export {
  learnPages,
  type LearnedPages,
  type PageSample,
  type PageSamples,
  type UnsettledPlace,
} from './learn-pages.js';
export { readSlots, type LearnedPage, type RawReading } from './learned-page.js';
export { maskValue } from './mask.js';
export { mintValues, writtenValues } from './mint.js';
