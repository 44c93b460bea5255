// Counts the statements that each use case sends to MongoDB, and writes docs/statements.md from the counts.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mongooseStorage } from '../src/adapters/mongoose/index.js';
import { type Guildhall, orThrow } from '../src/index.js';
import type { CommandCase, RunCommand } from './application/support/command-case.js';
import { commandCases } from './application/support/command-cases.js';
import { createLargeOrganization, type LargeOrganization } from './support/large-organization.js';
import { openTestConnection } from './support/mongo-connections.js';
import { projectRoot } from './support/project.js';
import {
  createStatementRecorder,
  type StatementPhase,
  type StatementRecorder,
} from './support/statement-recorder.js';
import { renderStatementsDocument } from './support/statements-document.js';
import {
  createInvitation,
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  currentTokenOf,
  type Person,
  type World,
} from './support/world.js';

/** Two services on one database: `world` prepares the data, and the statements of `guildhall` are counted. */
interface ObservedService {
  readonly world: World;
  readonly guildhall: Guildhall;
  readonly during: StatementRecorder['recordDuring'];
}

async function createObservedService(): Promise<ObservedService> {
  const connection = await openTestConnection({ monitorCommands: true });
  const storage = mongooseStorage({ connection });
  await storage.ensureIndexes();
  await storage.ready();
  const { storage: recorded, recordDuring } = createStatementRecorder(connection, storage);
  const world = createWorld(storage, { policy: { maxInvitationsPerAddressOverall: 1_000 } });
  return { world, guildhall: createSecondService(world, recorded).guildhall, during: recordDuring };
}

type RunQuery = (guildhall: Guildhall) => Promise<unknown>;

interface QueryCase {
  readonly name: string;
  stage(world: World): Promise<RunQuery>;
}

interface QueryFixture {
  readonly admin: Person;
  readonly member: Person;
  readonly organizationId: string;
  readonly slug: string;
  readonly token: string;
}

/** An organization with a member and a pending invitation. */
async function createQueryFixture(world: World): Promise<QueryFixture> {
  const admin = await createPerson(world);
  const organization = await createOrganization(world, admin);
  const member = await createMember(world, { by: admin, to: organization });
  const { id } = await createInvitation(world, {
    by: admin,
    to: organization,
    email: 'ada@example.org',
  });
  const token = await currentTokenOf(world, id);
  return { admin, member, organizationId: organization.id, slug: organization.slug, token };
}

function query(
  name: string,
  run: (fixture: QueryFixture, guildhall: Guildhall) => Promise<unknown>,
) {
  return {
    name,
    stage: async (world: World) => {
      const fixture = await createQueryFixture(world);
      return (guildhall: Guildhall) => run(fixture, guildhall);
    },
  };
}

const queries: readonly QueryCase[] = [
  query('organizations.get', async ({ admin, organizationId }, { organizations }) =>
    orThrow(await organizations.get(admin.actor, { organizationId })),
  ),
  query('organizations.findBySlug', async ({ admin, slug }, { organizations }) =>
    expect(orThrow(await organizations.findBySlug(admin.actor, { slug }))).not.toBeNull(),
  ),
  query('organizations.listForUser', async ({ admin }, { organizations }) =>
    orThrow(await organizations.listForUser(admin.actor, {})),
  ),
  query('organizations.audit', async ({ admin, organizationId }, { organizations }) =>
    orThrow(await organizations.audit(admin.actor, { organizationId })),
  ),
  query('memberships.list', async ({ admin, organizationId }, { memberships }) =>
    orThrow(await memberships.list(admin.actor, { organizationId })),
  ),
  query('memberships.isMember', async ({ member, organizationId }, { memberships }) =>
    expect(await memberships.isMember(organizationId, member.id)).toBe(true),
  ),
  query('memberships.hasRole', async ({ admin, organizationId }, { memberships }) =>
    expect(await memberships.hasRole(organizationId, admin.id, 'admin')).toBe(true),
  ),
  query('memberships.can', async ({ admin, organizationId }, { memberships }) =>
    expect(await memberships.can(admin.actor, 'members:manage', organizationId)).toBe(true),
  ),
  query('invitations.list', async ({ admin, organizationId }, { invitations }) =>
    orThrow(await invitations.list(admin.actor, { organizationId })),
  ),
  query('invitations.preview', async ({ token }, { invitations }) =>
    orThrow(await invitations.preview(null, { token })),
  ),
  query('Organization.findByMember', async ({ member }, { Organization }) =>
    expect(await Organization.findByMember(member.id)).toHaveLength(2),
  ),
  query('Organization.hasRole', async ({ admin, organizationId }, { Organization }) =>
    expect(await Organization.hasRole(organizationId, admin.id, ['admin', 'member'])).toBe(true),
  ),
  query('Organization.isMember', async ({ member, organizationId }, { Organization }) =>
    expect(await Organization.isMember(organizationId, member.id)).toBe(true),
  ),
];

const relayCases: readonly QueryCase[] = [
  { name: 'nothing is due', stage: async () => runRelayRound(0) },
  {
    name: 'an invitation',
    async stage(world) {
      const admin = await createPerson(world);
      const organization = await createOrganization(world, admin);
      await createInvitation(world, { by: admin, to: organization, email: 'ada@example.org' });
      return runRelayRound(1);
    },
  },
  {
    name: 'a notice',
    async stage(world) {
      const admin = await createPerson(world);
      const organization = await createOrganization(world, admin);
      const { id: userId } = await createMember(world, { by: admin, to: organization });
      const input = { organizationId: organization.id, userId, role: 'admin' } as const;
      orThrow(await world.guildhall.memberships.changeRole(admin.actor, input));
      return runRelayRound(1);
    },
  },
];

function runRelayRound(sent: number): RunQuery {
  return async ({ relay }) => expect(await relay.runOnce()).toMatchObject({ claimed: sent, sent });
}

type MeasuredUseCases = ReadonlyMap<string, readonly StatementPhase[]>;

/** If the address belongs to a user, their membership is read too. */
const invitingUser: Pick<CommandCase, 'name' | 'stage' | 'waves'> = {
  name: 'inviting a registered user',
  async stage(world) {
    const creator = await createPerson(world);
    const { actor } = creator;
    const { id: organizationId } = await createOrganization(world, creator);
    const { email } = await createPerson(world);
    const run: RunCommand = ({ invitations }) =>
      invitations.invite(actor, { organizationId, email });
    return { actor, run, runWithOtherInput: run };
  },
};

const counted = [...commandCases, invitingUser];

async function measuredCommands({
  world,
  guildhall,
  during,
}: ObservedService): Promise<MeasuredUseCases> {
  const measured = new Map<string, readonly StatementPhase[]>();
  for (const { name, stage } of counted) {
    const { run } = await stage(world);
    measured.set(
      name,
      await during(async () => expect(await run(guildhall)).toMatchObject({ ok: true })),
    );
  }
  return measured;
}

async function measuredQueries(
  { world, guildhall, during }: ObservedService,
  cases: readonly QueryCase[],
): Promise<MeasuredUseCases> {
  const measured = new Map<string, readonly StatementPhase[]>();
  for (const { name, stage } of cases) {
    const run = await stage(world);
    measured.set(name, await during(() => run(guildhall)));
  }
  return measured;
}

const kindsOf = (phases: readonly StatementPhase[]) => phases.map(({ kind }) => kind);
const statementsOf = (phases: readonly StatementPhase[]) =>
  phases.flatMap(({ statements }) => statements.map(({ name }) => name));

let ofCommands: MeasuredUseCases = new Map();
let ofQueries: MeasuredUseCases = new Map();
let ofRelay: MeasuredUseCases = new Map();

function phasesOf(measured: MeasuredUseCases, name: string): readonly StatementPhase[] {
  const phases = measured.get(name) ?? [];
  expect(phases, 'phases that were measured').not.toHaveLength(0);
  return phases;
}

beforeAll(async () => {
  [ofCommands, ofQueries, ofRelay] = await Promise.all([
    createObservedService().then(measuredCommands),
    createObservedService().then((all) => measuredQueries(all, queries)),
    createObservedService().then((all) => measuredQueries(all, relayCases)),
  ]);
}, 300_000);

describe.each(counted)('$name', ({ name, waves = 2 }) => {
  it(`reads in at most ${waves} waves, then commits once`, () => {
    const kinds = kindsOf(phasesOf(ofCommands, name));
    expect(kinds.at(-1)).toBe('commit');
    expect(kinds.length).toBeLessThanOrEqual(waves + 1);
    expect(new Set(kinds.slice(0, -1))).toEqual(new Set(['reads']));
  });

  it('writes in one transaction, committed once', () => {
    const phases = phasesOf(ofCommands, name);
    const ends = statementsOf(phases).filter((statement) => statement.endsWith('Transaction'));
    expect(ends).toEqual(['commitTransaction']);
    expect(statementsOf(phases).at(-1)).toBe('commitTransaction');
    expect(phases.at(-1)?.calls).toEqual(['storage.commit']);
  });
});

describe.each(queries)('$name', ({ name }) => {
  it('reads in at most two waves and writes nothing', () => {
    const phases = phasesOf(ofQueries, name);
    expect(phases.length).toBeLessThanOrEqual(2);
    expect(new Set(kindsOf(phases))).toEqual(new Set(['reads']));
  });
});

describe('a round of the relay', () => {
  it.each(['an invitation', 'a notice'])('claims, reads and settles %s', (name) => {
    expect(kindsOf(phasesOf(ofRelay, name))).toEqual(['claim', 'reads', 'settle']);
  });
});

const sizedCases: readonly {
  readonly name: string;
  readonly statements: number;
  run(large: LargeOrganization, guildhall: Guildhall): Promise<unknown>;
}[] = [
  {
    name: 'isMember',
    statements: 1,
    run: async ({ organizationId, member }, { memberships }) =>
      expect(await memberships.isMember(organizationId, member.id)).toBe(true),
  },
  {
    name: 'hasRole',
    statements: 1,
    run: async ({ organizationId, admin }, { memberships }) =>
      expect(await memberships.hasRole(organizationId, admin.id, 'admin')).toBe(true),
  },
  {
    name: 'can',
    statements: 1,
    run: async ({ organizationId, admin }, { memberships }) =>
      expect(await memberships.can(admin.actor, 'members:manage', organizationId)).toBe(true),
  },
  {
    name: 'the longest list of members',
    statements: 1,
    run: async ({ organizationId, admin }, { memberships }) =>
      orThrow(await memberships.list(admin.actor, { organizationId, limit: 200 })),
  },
  {
    name: 'the longest list of members, for a member',
    statements: 1,
    run: async ({ organizationId, member }, { memberships }) =>
      orThrow(await memberships.list(member.actor, { organizationId, limit: 200 })),
  },
  {
    name: 'the longest list of organizations',
    statements: 1,
    run: async ({ joiner }, { organizations }) =>
      orThrow(await organizations.listForUser(joiner.actor, { limit: 200 })),
  },
  {
    name: 'findByMember',
    statements: 1,
    run: async ({ joiner }, { Organization }) =>
      expect(await Organization.findByMember(joiner.id)).not.toHaveLength(0),
  },
];

describe.each([3, 300])('at %i members and as many organizations', (size) => {
  let guildhall: Guildhall;
  let during: StatementRecorder['recordDuring'];
  let large: LargeOrganization;
  beforeAll(async () => {
    const all = await createObservedService();
    ({ guildhall, during } = all);
    large = await createLargeOrganization(all.world.storage, size);
  }, 300_000);

  it('has that many', async () => {
    const { organizationId, joiner, admin } = large;
    const first = { organizationId, limit: 200 };
    const { items, next } = orThrow(await guildhall.memberships.list(admin.actor, first));
    const last = { ...first, cursor: next, skip: next === null ? size : 0 };
    const rest = orThrow(await guildhall.memberships.list(admin.actor, last));
    expect(items.length + rest.items.length).toBe(size);
    expect(await guildhall.Organization.findByMember(joiner.id)).toHaveLength(size);
  });

  it.each(sizedCases)('$name sends $statements statement', async ({ statements, run }) => {
    const phases = await during(() => run(large, guildhall));
    expect(statementsOf(phases)).toHaveLength(statements);
  });
});

describe('docs/statements.md', () => {
  const path = join(projectRoot, 'docs', 'statements.md');

  it('is up to date (npm run docs:statements writes it)', () => {
    const page = renderStatementsDocument(ofCommands, ofQueries, ofRelay);
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(path, page);
    expect(readFileSync(path, 'utf8')).toBe(page);
  });
});
