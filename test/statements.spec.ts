// Counts the statements that each use case sends to MongoDB, and writes docs/statements.md from the counts.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../src/adapters/memory/index.js';
import { mongooseStorage } from '../src/adapters/mongoose/index.js';
import { type Guildhall, orThrow } from '../src/index.js';
import type { CommandCase, RunCommand } from './application/support/command-case.js';
import { commandCases } from './application/support/command-cases.js';
import {
  createPublisher,
  createReviewer,
  type DraftedApp,
  draftApp,
  releaseApp,
  type SubmittedApp,
  submitApp,
} from './support/app-steps.js';
import { createLargeOrganization, type LargeOrganization } from './support/large-organization.js';
import { openTestConnection } from './support/mongo-connections.js';
import { projectRoot } from './support/project.js';
import {
  createStatementRecorder,
  type StatementPhase,
  type StatementRecorder,
} from './support/statement-recorder.js';
import { renderStatementsDocument } from './support/statements-document.js';
import { recordUses, useCaseNames } from './support/used-use-cases.js';
import {
  assertPresent,
  createInvitation,
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  currentTokenOf,
  type Person,
  systemActor,
  type World,
} from './support/world.js';

/** Two services on one database: `world` prepares the data, and the statements of `guildhall` are counted. */
interface ObservedService {
  readonly world: World;
  readonly guildhall: Guildhall;
  readonly during: StatementRecorder['recordDuring'];
}

/** The use cases whose statements were counted. */
const used = new Set<string>();

async function createObservedService(): Promise<ObservedService> {
  const connection = await openTestConnection({ monitorCommands: true });
  const storage = mongooseStorage({ connection });
  await storage.ensureIndexes();
  await storage.ready();
  const { storage: recorded, recordDuring } = createStatementRecorder(connection, storage);
  const world = createWorld(storage, { policy: { maxInvitationsPerAddressOverall: 1_000 } });
  const { guildhall } = createSecondService(world, recorded);
  return { world, guildhall: recordUses(guildhall, used), during: recordDuring };
}

type RunQuery = (guildhall: Guildhall) => Promise<unknown>;

interface QueryCase {
  readonly name: string;
  /** The number of read waves, if it needs more than two. */
  readonly waves?: number;
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

/** A user whose default organization is one that they have left. */
async function createMemberWithoutDefault(world: World): Promise<Person> {
  const { member, organizationId } = await createQueryFixture(world);
  const { users, memberships } = world.guildhall;
  orThrow(await users.setDefaultOrganization(member.actor, { organizationId }));
  orThrow(await memberships.leave(member.actor, { organizationId }));
  return member;
}

/** An admin of two organizations, one of which is deleted, besides the personal one. */
async function createDeletedOrganization(world: World): Promise<Person> {
  const { admin, organizationId } = await createQueryFixture(world);
  await createOrganization(world, admin);
  orThrow(await world.guildhall.organizations.delete(admin.actor, { organizationId }));
  return admin;
}

async function createSubmissionAndReviewer(world: World) {
  return { ...(await submitApp(world)), reviewer: await createReviewer(world) };
}

/** An organization and its app, each with a key and a webhook. */
async function createOwners(world: World) {
  const publisher = await createPublisher(world);
  const { appId } = await draftApp(world, publisher);
  const { organizationId } = publisher;
  const { actor } = publisher.creator;
  const { keys, webhooks } = world.guildhall;
  const [organization, app] = [{ organizationId }, { appId }];
  const texts: string[] = [];
  for (const [owner, event] of [
    [organization, 'organization.renamed'],
    [app, 'app.released'],
  ] as const) {
    const input = { ...owner, name: 'server', environment: 'live' } as const;
    texts.push(assertPresent(orThrow(await keys.create(actor, input)).secret));
    const webhook = { ...owner, url: 'https://hooks.example.org/', events: [event] };
    orThrow(await webhooks.configure(actor, webhook));
  }
  const [organizationKey = '', appKey = ''] = texts;
  return { actor, organization, app, organizationKey, appKey };
}

/** A query over rows that `bring` prepares. */
function queryOver<F>(
  bring: (world: World) => Promise<F>,
  name: string,
  run: (fixture: F, guildhall: Guildhall) => Promise<unknown>,
  waves = 2,
): QueryCase {
  return {
    name,
    waves,
    stage: async (world) => {
      const fixture = await bring(world);
      return (guildhall) => run(fixture, guildhall);
    },
  };
}

const query = (
  name: string,
  run: (fixture: QueryFixture, guildhall: Guildhall) => Promise<unknown>,
) => queryOver(createQueryFixture, name, run);

/** A query about an app that was submitted. */
const appQuery = (
  name: string,
  run: (fixture: SubmittedApp, guildhall: Guildhall) => Promise<unknown>,
  waves?: number,
) => queryOver((world) => submitApp(world), name, run, waves);

const draftQuery = (
  name: string,
  run: (fixture: DraftedApp, guildhall: Guildhall) => Promise<unknown>,
  waves?: number,
) => queryOver((world) => draftApp(world), name, run, waves);

const reviewerQuery = (
  name: string,
  run: (
    fixture: Awaited<ReturnType<typeof createSubmissionAndReviewer>>,
    guildhall: Guildhall,
  ) => Promise<unknown>,
  waves?: number,
) => queryOver(createSubmissionAndReviewer, name, run, waves);

const releasedAppQuery = (
  name: string,
  run: (fixture: DraftedApp, guildhall: Guildhall) => Promise<unknown>,
) => queryOver((world) => releaseApp(world), name, run);

const userQueries: readonly QueryCase[] = [
  query('users.get', async ({ admin }, { users }) => orThrow(await users.get(admin.actor, {}))),
  query('users.list', async (_fixture, { users }) =>
    expect(orThrow(await users.list(systemActor, { state: 'active' })).items).not.toHaveLength(0),
  ),
  query('users.findByEmail', async ({ admin: { email } }, { users }) =>
    orThrow(await users.findByEmail(systemActor, { email })),
  ),
  query('users.getDefaultOrganization', async ({ admin }, { users }) =>
    orThrow(await users.getDefaultOrganization(admin.actor, {})),
  ),
  queryOver(
    createMemberWithoutDefault,
    'users.getDefaultOrganization, if the user has left it',
    async ({ actor }, { users }) => orThrow(await users.getDefaultOrganization(actor, {})),
    3,
  ),
];

const organizationQueries: readonly QueryCase[] = [
  query('organizations.get', async ({ admin, organizationId }, { organizations }) =>
    orThrow(await organizations.get(admin.actor, { organizationId })),
  ),
  query('organizations.findBySlug', async ({ admin, slug }, { organizations }) =>
    expect(orThrow(await organizations.findBySlug(admin.actor, { slug }))).not.toBeNull(),
  ),
  query('organizations.findByExternalId', async (_fixture, { organizations }) =>
    orThrow(await organizations.findByExternalId(systemActor, { externalId: 'customer-1' })),
  ),
  query('organizations.listForUser', async ({ admin }, { organizations }) =>
    orThrow(await organizations.listForUser(admin.actor, {})),
  ),
  query('organizations.list', async (_fixture, { organizations }) =>
    expect(
      orThrow(await organizations.list(systemActor, { namePrefix: 'mentra' })).items,
    ).not.toHaveLength(0),
  ),
  query('organizations.audit', async ({ admin, organizationId }, { organizations }) =>
    orThrow(await organizations.audit(admin.actor, { organizationId })),
  ),
  query('memberships.list', async ({ admin, organizationId }, { memberships }) =>
    orThrow(await memberships.list(admin.actor, { organizationId })),
  ),
  query('memberships.get', async ({ admin, member, organizationId }, { memberships }) =>
    orThrow(await memberships.get(member.actor, { organizationId, userId: admin.id })),
  ),
  query('memberships.count', async ({ member, organizationId }, { memberships }) =>
    expect(orThrow(await memberships.count(member.actor, { organizationId }))).toBe(2),
  ),
  query('memberships.listFormer', async ({ admin, organizationId }, { memberships }) =>
    orThrow(await memberships.listFormer(admin.actor, { organizationId })),
  ),
  query('memberships.accessOf', async ({ admin }, { memberships }) =>
    expect(orThrow(await memberships.accessOf(admin.actor, {})).items).toHaveLength(2),
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
  query('invitations.listForMe', async ({ member }, { invitations }) =>
    orThrow(await invitations.listForMe(member.actor, {})),
  ),
  query('organizations.suggestSlug', async ({ admin }, { organizations }) =>
    orThrow(await organizations.suggestSlug(admin.actor, { name: 'Mentra Labs' })),
  ),
  query('organizations.checkSlug', async ({ admin }, { organizations }) =>
    orThrow(await organizations.checkSlug(admin.actor, { slug: 'nobodys-slug' })),
  ),
  query(
    'organizations.checkSlug for an organization',
    async ({ admin, organizationId }, { organizations }) =>
      orThrow(await organizations.checkSlug(admin.actor, { slug: 'nobodys-slug', organizationId })),
  ),
  queryOver(
    createDeletedOrganization,
    'organizations.listDeleted',
    async ({ actor }, { organizations }) =>
      expect(orThrow(await organizations.listDeleted(actor, {}))).toHaveLength(1),
  ),
  query('organizations.getDocumented', async ({ admin, organizationId }, { organizations }) =>
    orThrow(await organizations.getDocumented(admin.actor, { organizationId })),
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

const appQueries: readonly QueryCase[] = [
  appQuery('apps.get', async ({ creator, appId }, { apps }) =>
    orThrow(await apps.get(creator.actor, { appId })),
  ),
  appQuery('apps.list', async ({ creator, organizationId }, { apps }) =>
    expect(orThrow(await apps.list(creator.actor, { organizationId })).items).toHaveLength(1),
  ),
  draftQuery(
    'apps.readiness',
    async ({ creator, appId }, { apps }) =>
      expect(orThrow(await apps.readiness(creator.actor, { appId }))).toEqual([]),
    5,
  ),
  draftQuery(
    'apps.availableActions of a draft, for an admin',
    async ({ creator, appId }, { apps }) =>
      expect(orThrow(await apps.availableActions(creator.actor, { appId }))).toContain('submit'),
    5,
  ),
  queryOver(
    createSubmissionAndReviewer,
    'apps.availableActions of a submitted app, for a reviewer',
    async ({ appId, reviewer }, { apps }) =>
      expect(orThrow(await apps.availableActions(reviewer, { appId }))).toContain('claim'),
    4,
  ),
  draftQuery('apps.checkPackageName', async ({ creator, app }, { apps }) =>
    orThrow(await apps.checkPackageName(creator.actor, { packageName: app.packageName })),
  ),
  draftQuery('apps.getRunnable', async ({ creator, app }, { apps }) =>
    orThrow(await apps.getRunnable(creator.actor, { packageName: app.packageName })),
  ),
  appQuery(
    'submissions.get',
    async ({ creator, submission }, { submissions }) =>
      orThrow(await submissions.get(creator.actor, { submissionId: submission.id })),
    3,
  ),
  appQuery(
    'submissions.list',
    async ({ creator, appId }, { submissions }) =>
      expect(orThrow(await submissions.list(creator.actor, { appId })).items).toHaveLength(1),
    3,
  ),
  reviewerQuery(
    'review.queue',
    async ({ reviewer }, { review }) =>
      expect(orThrow(await review.queue(reviewer, {})).items).not.toHaveLength(0),
    3,
  ),
  reviewerQuery('review.stats', async ({ reviewer }, { review }) =>
    orThrow(await review.stats(reviewer, {})),
  ),
  reviewerQuery('review.get', async ({ reviewer, submission }, { review }) =>
    orThrow(await review.get(reviewer, { submissionId: submission.id })),
  ),
  reviewerQuery('review.listClaimed', async ({ reviewer }, { review }) =>
    orThrow(await review.listClaimed(reviewer, {})),
  ),
  releasedAppQuery('store.search', async (_app, { store }) =>
    expect(orThrow(await store.search(null, { text: 'captions' })).items).not.toHaveLength(0),
  ),
  releasedAppQuery('store.listByOrganization', async ({ organizationId }, { store }) =>
    expect(orThrow(await store.listByOrganization(null, { organizationId })).items).toHaveLength(1),
  ),
  releasedAppQuery('store.get', async ({ app }, { store }) =>
    orThrow(await store.get(null, { packageName: app.packageName })),
  ),
];

const ownerQueries: readonly QueryCase[] = [
  queryOver(createOwners, 'keys.list of an organization', async (owners, { keys }) =>
    expect(orThrow(await keys.list(owners.actor, owners.organization))).toHaveLength(1),
  ),
  queryOver(
    createOwners,
    'keys.list of an app',
    async ({ actor, app }, { keys }) =>
      expect(orThrow(await keys.list(actor, app))).toHaveLength(1),
    3,
  ),
  queryOver(
    createOwners,
    'keys.authenticate with a key of an organization',
    async ({ organizationKey }, { keys }) =>
      orThrow(await keys.authenticate({ key: organizationKey })),
    3,
  ),
  queryOver(
    createOwners,
    'keys.authenticate with a key of an app',
    async ({ appKey }, { keys }) => orThrow(await keys.authenticate({ key: appKey })),
    4,
  ),
  queryOver(createOwners, 'webhooks.get of an organization', async (owners, { webhooks }) =>
    orThrow(await webhooks.get(owners.actor, owners.organization)),
  ),
  queryOver(createOwners, 'webhooks.get of an app', async ({ actor, app }, { webhooks }) =>
    orThrow(await webhooks.get(actor, app)),
  ),
];

const queries: readonly QueryCase[] = [
  ...userQueries,
  ...organizationQueries,
  ...appQueries,
  ...ownerQueries,
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

describe.each(queries)('$name', ({ name, waves = 2 }) => {
  it(`reads in at most ${waves} waves and commits nothing`, () => {
    const phases = phasesOf(ofQueries, name);
    expect(phases.length).toBeLessThanOrEqual(waves);
    expect(new Set(kindsOf(phases))).toEqual(new Set(['reads']));
  });
});

describe('the use cases', () => {
  it('are all counted, except those that repeat until everything is done', async () => {
    const { guildhall } = createWorld(memoryStorage());
    const notCounted = useCaseNames(guildhall).filter((name) => !used.has(name));
    expect(notCounted.sort()).toEqual([
      'invitations.revokeSigningKey',
      'maintenance.run',
      'maintenance.runOnce',
      'organizations.purge',
      'relay.run',
      'users.purge',
    ]);
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
    statements: 2,
    run: async ({ joiner }, { organizations }) =>
      orThrow(await organizations.listForUser(joiner.actor, { limit: 200 })),
  },
  {
    name: 'count',
    statements: 1,
    run: async ({ organizationId, admin }, { memberships }) =>
      expect(orThrow(await memberships.count(admin.actor, { organizationId }))).toBeGreaterThan(2),
  },
  {
    name: 'accessOf',
    statements: 1,
    run: async ({ joiner }, { memberships }) =>
      expect(orThrow(await memberships.accessOf(joiner.actor, {})).items).not.toHaveLength(0),
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
