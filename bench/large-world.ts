// The rows of the large measurement, written in blocks: a thousand organizations with five members each, of 250 people who
// belong to 20 of them. No row refers to another block.

import {
  createGrowthRows,
  createPeople,
  createTeam,
  createTeams,
  joinTeams,
  type Team,
  type TeamRows,
  type TeamsOfSize,
  toBenchmarkData,
} from './growth-data.js';
import type { WriteData } from './open-subjects.js';
import { type RowFactory, toUserInsert } from './rows.js';

export interface WorldPlan {
  readonly blocks: number;
  /** The members of one more organization, and of as many people in organizations of 10. Null: there are none. */
  readonly largest: number | null;
}

/** What the operations use. */
export interface World {
  readonly ordinary: TeamsOfSize;
  /** Organizations of 10, and the largest one. */
  readonly bySize: readonly TeamsOfSize[];
}

export const organizationsPerBlock = 1_000;
export const membersPerOrganization = 5;
const [usersPerBlock, smallSize, mostSmallTeams] = [250, 10, 1_000];
const outsiderCount = 20_000;
/** The operations use the organizations of this many blocks, from everywhere in the database. */
const blocksToUse = 20;

export async function writeWorld(
  { blocks, largest }: WorldPlan,
  write: WriteData,
  print: (line: string) => void,
): Promise<World> {
  const rows = createGrowthRows(0xbe_0002);
  const outsiders = createPeople(rows, outsiderCount);
  const used: Team[] = [];
  for (let block = 0; block < blocks; block += 1) {
    const { teams, changes } = createBlock(rows);
    const others = block === 0 ? outsiders.map(toUserInsert) : [];
    await write(toBenchmarkData({ teams, changes: [...changes, ...others] }));
    if (block % Math.ceil(blocks / blocksToUse) === 0) used.push(...teams);
    if (block % 50 === 49) print(`large: wrote ${block + 1} of ${blocks} blocks`);
  }
  return {
    ordinary: { size: membersPerOrganization, teams: used, outsiders },
    bySize: largest === null ? [] : await writeSizes(rows, largest, outsiders, write),
  };
}

async function writeSizes(
  rows: RowFactory,
  largest: number,
  outsiders: TeamsOfSize['outsiders'],
  write: WriteData,
): Promise<readonly TeamsOfSize[]> {
  const people = createPeople(rows, largest);
  const small = createTeams(rows, people.slice(0, smallSize * mostSmallTeams), smallSize);
  const large = createTeam(rows, people);
  const users = { teams: [], changes: people.map(toUserInsert) };
  await write(toBenchmarkData(joinTeams([users, small, large])));
  return [
    { size: smallSize, teams: small.teams, outsiders },
    { size: largest, teams: large.teams, outsiders },
  ];
}

/** Each person is the admin of four organizations, and the next four people are their members. */
function createBlock(rows: RowFactory): TeamRows {
  const people = createPeople(rows, usersPerBlock);
  const teams = Array.from({ length: organizationsPerBlock }, (_, at) => {
    const members = Array.from({ length: membersPerOrganization }, (__, next) => {
      const person = people[(at + next) % usersPerBlock];
      return person === undefined ? [] : [person];
    });
    return createTeam(rows, members.flat());
  });
  return joinTeams([{ teams: [], changes: people.map(toUserInsert) }, ...teams]);
}
