/** The load that every HTTP contender puts on the target. */
export interface BenchLoad {
  readonly url: string;
  readonly seconds: number;
  readonly connections: number;
}
