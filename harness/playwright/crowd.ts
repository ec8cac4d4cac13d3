/** Plain-HTTP sessions that keep reloading in the background, in the hub's process. */
export interface Crowd {
  /** How many there are, one identity each. */
  readonly sessions: number;
  /** Violations that they ran into, a line each; they fail the test that runs meanwhile. */
  alarms(): readonly string[];
}
