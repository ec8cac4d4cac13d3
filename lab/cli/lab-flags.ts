import { Option } from 'commander';
import type { Command } from 'commander';
import type { Fault } from '../faults/fault.js';
import { parseFault, parseName, parseWhole } from './flags.js';

/** What `up` and `serve` take. */
export interface LabFlags {
  readonly fault: Fault;
  readonly release: string;
  readonly port: number;
  readonly name: string;
  readonly instances: number;
  readonly crowd: number;
  readonly testAccounts: number;
}

/** Adds the flags of a lab to a command. */
export function labFlags(command: Command): Command {
  return command
    .addOption(faultOption())
    .addOption(
      new Option('--release <name>', 'the first release; it is sound').default('v1').argParser(parseName),
    )
    .addOption(
      new Option('--port <number>', 'port of the shop; 0 takes any free one')
        .default(0)
        .argParser(parseWhole(0, 65_535)),
    )
    .addOption(nameOption())
    .addOption(instancesOption())
    .addOption(crowdOption())
    .addOption(
      new Option('--accounts <number>', 'test accounts in accounts.csv')
        .default(250)
        .argParser(parseWhole(1, 50_000)),
    );
}

export function faultOption(): Option {
  return new Option('--fault <id>', 'what is wrong with every later release (see "sosie-lab list")')
    .default(parseFault('healthy'), 'healthy')
    .argParser(parseFault);
}

export function nameOption(): Option {
  return new Option('--name <name>', 'which lab, where several run').default('lab').argParser(parseName);
}

export function instancesOption(): Option {
  return new Option('--instances <number>', 'running copies of the shop')
    .default(3)
    .argParser(parseWhole(1, 20));
}

export function crowdOption(): Option {
  return new Option('--crowd <number>', 'strangers who use the shop meanwhile')
    .default(6)
    .argParser(parseWhole(0, 1000));
}

/** The parsed flags of such a command. */
export function readLabFlags(command: Command): LabFlags {
  const flags = command.opts<Omit<LabFlags, 'testAccounts'> & { accounts: number }>();
  const { accounts, ...rest } = flags;
  return { ...rest, testAccounts: accounts };
}
