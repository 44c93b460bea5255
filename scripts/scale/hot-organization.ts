// How fast one organization can change roles: commands that touch its row, by one caller and by several at once.

import type { Connection } from 'mongoose';
import { measureSlice, type Slice } from '../../bench/measure.js';
import { medianOf } from '../../bench/statistics.js';
import { mongooseStorage } from '../../src/adapters/mongoose/index.js';
import {
  createGuildhall,
  developmentKeys,
  type Guildhall,
  type OrganizationId,
  orThrow,
  type Role,
  type Storage,
  type UserId,
} from '../../src/index.js';
import { insertChange } from '../../src/testing/row-changes.js';
import { createMembershipRow, createOrganizationRow, createUser, writeGroups } from './world.js';

/** Commands of these callers, by one service or each by its own, in one organization or each in its own. The figures are medians of the turns. */
export interface ContentionFigures extends ContentionCase {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** How often a command reads, decides and commits. */
  readonly attempts: number;
  /** Those that threw, such as after `commandDeadline`, in all turns. */
  readonly failed: number;
  readonly done: number;
}

interface ContentionCase {
  readonly callers: number;
  /** Instances of Guildhall, which know of each other as little as those of several processes. */
  readonly services: number;
  readonly organizations: number;
}

export interface ContentionSettings {
  readonly seconds: number;
  readonly turns: number;
}

/** A member whose role is changed to and fro, by this service. */
interface Subject {
  readonly guildhall: Guildhall;
  readonly organizationId: OrganizationId;
  readonly adminId: UserId;
  readonly userId: UserId;
  role: Role;
}

const cases: readonly ContentionCase[] = [
  { callers: 1, services: 1, organizations: 1 },
  { callers: 16, services: 1, organizations: 1 },
  { callers: 16, services: 16, organizations: 1 },
  { callers: 16, services: 1, organizations: 16 },
];

/** The database of the connection must be empty. */
export async function measureContention(
  connection: Connection,
  settings: ContentionSettings,
): Promise<readonly ContentionFigures[]> {
  const storage = mongooseStorage({ connection });
  await storage.ensureIndexes();
  const figures: ContentionFigures[] = [];
  for (const one of cases) figures.push(await measureCase(connection, storage, one, settings));
  return figures;
}

/** Counts the commits that are tried. */
function withCommitCount(storage: Storage): {
  readonly counted: Storage;
  readonly countCommits: () => number;
} {
  let commits = 0;
  const counted: Storage = {
    ...storage,
    commit(operation) {
      commits += 1;
      return storage.commit(operation);
    },
  };
  return { counted, countCommits: () => commits };
}

/** A member for each caller, in organizations of the same size, each with an admin who changes the roles. */
async function createSubjects(
  { db }: Connection,
  storage: Storage,
  { callers, services, organizations }: ContentionCase,
): Promise<readonly Subject[]> {
  if (db === undefined) throw new Error('The connection is not open.');
  const options = {
    keys: developmentKeys(),
    baseUrl: 'http://localhost:3000',
    policy: { maxChangesPerMinute: 1_000_000 },
  };
  const guildhalls = Array.from({ length: services }, () =>
    createGuildhall({ storage, ...options }),
  );
  const subjects: Subject[] = [];
  for (let n = 0; n < organizations; n += 1) {
    const admin = createUser(0);
    const organization = createOrganizationRow(n, admin);
    const users = Array.from({ length: callers / organizations }, (_, at) => createUser(at + 1));
    const memberships = [
      createMembershipRow(organization, admin, { role: 'admin' }),
      ...users.map((user) => createMembershipRow(organization, user)),
    ];
    const changes = [
      ...[admin, ...users].map((user) => insertChange('users', user)),
      insertChange('organizations', organization),
      ...memberships.map((membership) => insertChange('memberships', membership)),
    ];
    await writeGroups(db, [{ changes }], 'majority');
    for (const { id: userId } of users) {
      const guildhall = guildhalls[subjects.length % services];
      if (guildhall === undefined) throw new Error('There is no service.');
      const [organizationId, adminId] = [organization.id, admin.id];
      subjects.push({ guildhall, organizationId, adminId, userId, role: 'member' });
    }
  }
  return subjects;
}

/** Each caller takes a member that no other caller has now. */
async function measureCase(
  connection: Connection,
  storage: Storage,
  one: ContentionCase,
  { seconds, turns }: ContentionSettings,
): Promise<ContentionFigures> {
  const { counted, countCommits } = withCommitCount(storage);
  const free = [...(await createSubjects(connection, counted, one))];
  const once = async () => {
    const subject = free.pop();
    if (subject === undefined) throw new Error('There are more callers than members.');
    try {
      const { guildhall, organizationId, adminId, userId } = subject;
      const role = subject.role === 'admin' ? 'member' : 'admin';
      const actor = { kind: 'user', userId: adminId } as const;
      orThrow(await guildhall.memberships.changeRole(actor, { organizationId, userId, role }));
      subject.role = role;
    } finally {
      free.unshift(subject);
    }
  };
  await measureSlice(once, one.callers, seconds / 2);
  const before = countCommits();
  const slices: Slice[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    slices.push(await measureSlice(once, one.callers, seconds));
  }
  const done = slices.reduce((sum, slice) => sum + slice.done, 0);
  return {
    ...one,
    perSecond: medianOf(slices.map((slice) => slice.done / slice.seconds)),
    p50Ms: medianOf(slices.map(({ p50 }) => p50)),
    p99Ms: medianOf(slices.map(({ p99 }) => p99)),
    attempts: (countCommits() - before) / done,
    failed: slices.reduce((sum, slice) => sum + slice.failed, 0),
    done,
  };
}

/** A table in Markdown. */
export function contentionTable(figures: readonly ContentionFigures[]): string {
  const lines = figures.map(
    ({ callers, services, organizations, perSecond, p50Ms, p99Ms, attempts, failed, done }) =>
      `| ${callers} | ${services} | ${organizations} | ${perSecond.toFixed(1)} | ${p50Ms.toFixed(1)} | ${p99Ms.toFixed(1)} | ${attempts.toFixed(2)} | ${failed} of ${failed + done} |`,
  );
  return [
    '| callers | services | organizations | commands a second | p50, ms | p99, ms | attempts a command | failed |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}
