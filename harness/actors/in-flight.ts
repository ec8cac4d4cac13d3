import type { Identity } from '../model/identity.js';
import type { Page } from '../model/page.js';

/** One request under way; hand it back to `end` exactly once. */
export interface Flight {
  readonly page: PageTraffic;
  readonly own: IdentityTraffic;
  /** Other identities in flight when this one began. */
  readonly othersAtStart: number;
  readonly arrivalsAtStart: number;
  readonly ownArrivalsAtStart: number;
}

/** Who is asking for which page right now, over all actors of the run, browsers and plain HTTP alike. */
export interface InFlight {
  begin(page: Page, identity: Identity | null): Flight;
  /**
   * Ends a flight and gives its `Look.overlaps`: zero exactly when nobody else was in flight meanwhile,
   * otherwise the number of other identities (an upper estimate where one of them came more than once).
   */
  end(flight: Flight): number;
}

interface IdentityTraffic {
  inFlight: number;
  arrivals: number;
}

interface PageTraffic {
  /** Identities with at least one request under way. */
  present: number;
  arrivals: number;
  readonly identities: Map<number, IdentityTraffic>;
}

/** An anonymous actor counts as one more identity. */
const anonymous = -1;

/** A fresh table. Every operation on it costs the same whatever the number of identities. */
export function createInFlight(): InFlight {
  const pages = new Map<string, PageTraffic>();
  return {
    begin(page, identity) {
      const traffic = trafficOf(pages, page);
      const own = identityTrafficOf(traffic, identity?.index ?? anonymous);
      const flight: Flight = {
        page: traffic,
        own,
        othersAtStart: traffic.present - (own.inFlight > 0 ? 1 : 0),
        arrivalsAtStart: traffic.arrivals,
        ownArrivalsAtStart: own.arrivals,
      };
      if (own.inFlight === 0) traffic.present += 1;
      own.inFlight += 1;
      own.arrivals += 1;
      traffic.arrivals += 1;
      return flight;
    },
    end({ page, own, othersAtStart, arrivalsAtStart, ownArrivalsAtStart }) {
      own.inFlight -= 1;
      if (own.inFlight === 0) page.present -= 1;
      const ownArrivals = own.arrivals - ownArrivalsAtStart;
      const foreignArrivals = page.arrivals - arrivalsAtStart - ownArrivals;
      return Math.min(othersAtStart + foreignArrivals, page.identities.size - 1);
    },
  };
}

function trafficOf(pages: Map<string, PageTraffic>, page: Page): PageTraffic {
  let traffic = pages.get(page.name);
  if (traffic === undefined) {
    traffic = { present: 0, arrivals: 0, identities: new Map() };
    pages.set(page.name, traffic);
  }
  return traffic;
}

function identityTrafficOf(traffic: PageTraffic, index: number): IdentityTraffic {
  let own = traffic.identities.get(index);
  if (own === undefined) {
    own = { inFlight: 0, arrivals: 0 };
    traffic.identities.set(index, own);
  }
  return own;
}
