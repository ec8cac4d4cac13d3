import { openRecyclingPool } from '../edge/recycling-pool.js';
import type { Fault } from './fault.js';

/** The edge reads responses into buffers that it uses again too soon: those who ask at once get one body. */
export const recycledBuffer: Fault = {
  id: 'recycled-buffer',
  kind: 'fault',
  title: 'the edge reads the next response into a buffer that is still to be written to somebody else',
  incident: {
    what: 'CVE-2021-43980: Tomcat shared an Http11Processor, and responses were received by the wrong client',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2021-43980',
  },
  acts: 'load',
  advice: {
    shows:
      'Rarely, and under load only, two people get one body at the same moment, or one of them a piece of ' +
      'the other’s; the application’s log shows both rendered right.',
    prevent:
      'Reuse a buffer, a request or a response object only after its last byte was written (the callback ' +
      'of `socket.write`), on every path, time-outs included; copy what must outlive a read ' +
      '(`Buffer.from(chunk)`).',
  },
  oracles: ['foreign-data', 'stranger-data'],
  layer: 'connection',
  edge: (config) => ({ ...config, openPool: openRecyclingPool }),
};
