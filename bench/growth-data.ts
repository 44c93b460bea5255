// The data of the measurements of growth: organizations of several sizes, and the operations' inputs, which go from one
// organization to the next.

import type { Change, OrganizationId, User } from '../src/index.js';
import { countingIds } from '../src/testing/doubles/index.js';
import type { BenchmarkData, OperationInputs } from './benchmark-data.js';
import type { BenchmarkOperation, OperationPlace } from './operations.js';
import { createRowFactory, type RowFactory, toUserInsert } from './rows.js';

/** An organization with its people. */
export interface Team {
  readonly organizationId: OrganizationId;
  readonly admin: User;
  /** All but the admin. */
  readonly members: readonly User[];
}

/** Organizations of one size. */
export interface TeamsOfSize {
  readonly size: number;
  readonly teams: readonly Team[];
  /** People who can be invited, each once. */
  readonly outsiders: readonly User[];
}

export interface TeamRows {
  readonly teams: readonly Team[];
  readonly changes: readonly Change[];
}

export interface GrowthData {
  readonly data: BenchmarkData;
  readonly sizes: readonly TeamsOfSize[];
}

const now = new Date('2026-03-02T09:00:00.500Z');

export function createGrowthRows(seed: number): RowFactory {
  return createRowFactory(countingIds(seed), now);
}

/** As many people as the largest organization has belong to one organization of each size. */
export function createGrowthData(sizes: readonly number[], outsiderCount: number): GrowthData {
  const rows = createGrowthRows(0xbe_0001);
  const people = createPeople(rows, Math.max(...sizes));
  const outsiders = createPeople(rows, outsiderCount);
  const bySize = sizes.map((size) => ({ size, rows: createTeams(rows, people, size) }));
  const all = joinTeams([
    { teams: [], changes: [...people, ...outsiders].map(toUserInsert) },
    ...bySize.map((one) => one.rows),
  ]);
  return {
    data: toBenchmarkData(all),
    sizes: bySize.map(({ size, rows: { teams } }) => ({ size, teams, outsiders })),
  };
}

export function createPeople(rows: RowFactory, count: number): readonly User[] {
  return Array.from({ length: count }, () => rows.user());
}

/** Puts each of the people into one organization. The first one of each organization is its admin. */
export function createTeams(rows: RowFactory, people: readonly User[], size: number): TeamRows {
  const starts = Array.from({ length: Math.floor(people.length / size) }, (_, at) => at * size);
  return joinTeams(starts.map((start) => createTeam(rows, people.slice(start, start + size))));
}

/** The first one of the people is the admin. */
export function createTeam(rows: RowFactory, [admin, ...members]: readonly User[]): TeamRows {
  if (admin === undefined) throw new Error('An organization needs an admin.');
  const { organizationId, changes } = rows.organizationInserts(admin);
  return {
    teams: [{ organizationId, admin, members }],
    changes: [...changes, ...members.map((person) => rows.memberInsert(organizationId, person))],
  };
}

export function joinTeams(parts: readonly TeamRows[]): TeamRows {
  return {
    teams: parts.flatMap(({ teams }) => teams),
    changes: parts.flatMap(({ changes }) => changes),
  };
}

/** Only the rows are used of it. */
export function toBenchmarkData({ changes, teams }: TeamRows): BenchmarkData {
  const { admin, organizationId: fullOrganizationId } = itemAt(teams, 0);
  return { changes, admin, fullOrganizationId, emptyOrganizationIds: [], members: [], joiners: [] };
}

/** The place and the inputs of one operation. */
interface OperationTurn {
  readonly team: Team;
  readonly place: OperationPlace;
  readonly inputs: OperationInputs;
}

/** Each call gives the next organization, and people of it. */
export type Turns = Readonly<Record<BenchmarkOperation['kind'], () => OperationTurn>>;

/** Each subject needs turns of its own. Commands change other organizations than those that are read, if there are several. */
export function createTurns(ofSize: TeamsOfSize): Turns {
  const { teams } = ofSize;
  const half = Math.floor(teams.length / 2);
  return {
    read: createTurnsIn({ ...ofSize, teams: teams.slice(half) }),
    command: createTurnsIn(half === 0 ? ofSize : { ...ofSize, teams: teams.slice(0, half) }),
  };
}

/** Far from each other, so that neighbours in the database are not used one after the other. */
const stride = 7_919;

function createTurnsIn({ teams, outsiders, size }: TeamsOfSize): () => OperationTurn {
  let [turns, invited] = [0, 0];
  return () => {
    const turn = turns++;
    const team = itemAt(teams, turn * stride);
    const { organizationId, admin } = team;
    const member = itemAt(team.members, Math.floor(turn / teams.length));
    return {
      team,
      place: { admin, fullOrganizationId: organizationId, pageSize: Math.min(10, size) },
      inputs: {
        nextPair() {
          const person = outsiders[invited++];
          if (person === undefined) throw new Error('Every outsider was invited.');
          return { organizationId, person };
        },
        // Somebody whose own organizations are not counted.
        nextOrganization: () => ({
          creator: itemAt(outsiders, turn).id,
          name: `Guild ${turn} of ${size}`,
        }),
        nextMember: () => member,
        nextJoiner: () => member,
      },
    };
  };
}

function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('The list is empty.');
  return item;
}
