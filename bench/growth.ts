// Measures how latency grows: with the members of an organization, and towards the last page of its members. Every subject is
// measured against itself, and in the largest organization also against the others.

import {
  createGrowthData,
  createTurns,
  type GrowthData,
  type TeamsOfSize,
  type Turns,
} from './growth-data.js';
import { type Contestant, measureInRounds, type Slices, type Task } from './measure.js';
import { closeAfter, openCarefulTeam, openFloor, openGuildhall } from './open-subjects.js';
import {
  assertEqual,
  type BenchmarkOperation,
  type OperationName,
  operationNamed,
} from './operations.js';
import type { BenchmarkSubject } from './subject.js';
import type { SubjectName } from './subjects.js';
import type { GuildhallSubject } from './with-guildhall.js';

export interface GrowthSettings {
  readonly seconds: number;
  readonly rounds: number;
  readonly callers: readonly number[];
  /** Numbers of members. */
  readonly sizes: readonly number[];
  print(line: string): void;
}

/** The slices of an operation for each subject and size. */
export interface GrowthMeasurement {
  /** Null for the last page of members, which only Guildhall has. */
  readonly operation: OperationName | null;
  readonly title: string;
  readonly callers: number;
  readonly sizes: readonly number[];
  readonly slices: Slices;
}

export type GrowthSubjectName = Extract<SubjectName, 'floor' | 'guildhall' | 'carefulTeam'>;

export function growthKey(subject: GrowthSubjectName, size: number | string): string {
  return `${subject} ${size}`;
}

export const inOrganizations = ['is-member', 'can', 'members', 'invite-accept'] as const;
const lastPageTitle = 'a page of members';
/** More invitations per second than any of them manages. */
const maxInvitationsPerSecond = 1_500;

export async function measureGrowth(
  uri: string,
  settings: GrowthSettings,
): Promise<readonly GrowthMeasurement[]> {
  const { seconds, rounds, sizes, callers } = settings;
  const invitations = (2 * rounds + 1) * seconds * callers.length * maxInvitationsPerSecond;
  settings.print('growth: writing the rows');
  const growth = createGrowthData(sizes, Math.ceil(invitations) + 1_000);
  return closeAfter(async (opened) => {
    const guildhall = opened(await openGuildhall(uri, (write) => write(growth.data))).subject;
    const subjects = {
      floor: opened(await openFloor(uri, (write) => write(growth.data))).subject,
      guildhall,
      carefulTeam: opened(await openCarefulTeam(uri, growth.data)).subject,
    };
    const pages = await createPagesTask(guildhall, growth.sizes, seconds);
    return [
      ...(await runGrowthTasks([pages], rounds, settings.print)),
      ...(await runGrowthTasks(createTasks(subjects, growth, settings), rounds, settings.print)),
    ];
  });
}

export interface GrowthTask extends Task {
  readonly operation: OperationName | null;
  readonly sizes: readonly number[];
}

export async function runGrowthTasks(
  tasks: readonly GrowthTask[],
  rounds: number,
  print: (line: string) => void,
): Promise<readonly GrowthMeasurement[]> {
  const measured = await measureInRounds(tasks, rounds, (line) => print(`growth, ${line}`));
  return tasks.map(({ operation, title, callers, sizes }, index) => ({
    operation,
    title,
    callers,
    sizes,
    slices: measured[index] ?? new Map(),
  }));
}

/** All sizes with one caller; with more callers only the largest, where the subjects are compared with each other. */
function createTasks(
  subjects: Readonly<Record<GrowthSubjectName, BenchmarkSubject>>,
  { sizes }: GrowthData,
  { callers, seconds }: GrowthSettings,
): readonly GrowthTask[] {
  const turns = Object.entries(subjects).map(([name, subject]) => ({
    subject,
    sizes: sizes.map((ofSize) => ({ key: `${name} ${ofSize.size}`, turns: createTurns(ofSize) })),
  }));
  return inOrganizations.flatMap((name) =>
    callers.map((count): GrowthTask => {
      const operation = operationNamed(name);
      const from = count === 1 ? 0 : sizes.length - 1;
      const contestants = turns.flatMap(({ subject, sizes: ofSubject }) =>
        ofSubject
          .slice(from)
          .map((one) => ({ key: one.key, seconds, once: onceIn(one.turns, operation, subject) })),
      );
      const measuredSizes = sizes.slice(from).map(({ size }) => size);
      const { title } = operation;
      return { operation: name, title, callers: count, sizes: measuredSizes, contestants };
    }),
  );
}

/** The operation in the next organization. */
export function onceIn(
  turns: Turns,
  { kind, run }: BenchmarkOperation,
  subject: BenchmarkSubject,
): Contestant['once'] {
  return () => {
    const { place, inputs } = turns[kind]();
    return run(subject, place, inputs);
  };
}

/** The first and the last page of the largest organization. It must run before people join: they would be on later pages. */
export async function createPagesTask(
  guildhall: GuildhallSubject,
  sizes: readonly TeamsOfSize[],
  seconds: number,
): Promise<GrowthTask> {
  const largest = sizes.at(-1);
  if (largest === undefined) throw new Error('There are no organizations.');
  const { team } = createTurns(largest).read();
  const { organizationId, admin } = team;
  const cursor = await guildhall.findLastPage(organizationId, admin.id);
  const expected = await guildhall.countTenMembersAfter(organizationId, admin.id, cursor);
  return {
    operation: null,
    title: lastPageTitle,
    callers: 1,
    sizes: [largest.size],
    contestants: [
      {
        key: growthKey('guildhall', 'first page'),
        seconds,
        once: async () =>
          assertEqual(await guildhall.countTenMembers(organizationId, admin.id), expected),
      },
      {
        key: growthKey('guildhall', 'last page'),
        seconds,
        once: async () =>
          assertEqual(
            await guildhall.countTenMembersAfter(organizationId, admin.id, cursor),
            expected,
          ),
      },
    ],
  };
}
