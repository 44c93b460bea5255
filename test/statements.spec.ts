// How many statements each use case sends to MongoDB, and when; `docs/statements.md` is written from what is counted here.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mongooseStorage } from '../src/adapters/mongoose/index.js';
import { type Guildhall, orThrow } from '../src/index.js';
import { type CommandCase, commands, type Give } from './application/support/commands.js';
import { type Crowd, crowd } from './support/crowd.js';
import {
  besides,
  invited,
  joined,
  organizationOf,
  type Person,
  person,
  tokenOf,
  type World,
  worldOn,
} from './support/guildhall.js';
import { freshConnection } from './support/mongo.js';
import { projectRoot } from './support/project.js';
import { type Phase, type Recorder, recorderOf } from './support/statements.js';
import { statementsDocument } from './support/statements-document.js';

/** Two Guildhalls over one database: one to set scenes with, one whose statements are counted. */
interface Observed {
  readonly world: World;
  readonly guildhall: Guildhall;
  readonly during: Recorder['during'];
}

async function observed(): Promise<Observed> {
  const connection = await freshConnection({ monitorCommands: true });
  const storage = mongooseStorage({ connection });
  await storage.ensureIndexes();
  await storage.ready();
  const { storage: recorded, during } = recorderOf(connection, storage);
  const world = worldOn(storage, { policy: { invitationsPerAddressAnywhere: 1_000 } });
  return { world, guildhall: besides(world, recorded).guildhall, during };
}

type Ask = (guildhall: Guildhall) => Promise<unknown>;

interface QueryCase {
  readonly name: string;
  stage(world: World): Promise<Ask>;
}

interface Setting {
  readonly admin: Person;
  readonly member: Person;
  readonly organizationId: string;
  readonly slug: string;
  readonly token: string;
}

/** An organization with a member and a pending invitation. */
async function setting(world: World): Promise<Setting> {
  const admin = await person(world);
  const organization = await organizationOf(world, admin);
  const member = await joined(world, { by: admin, to: organization });
  const { id } = await invited(world, { by: admin, to: organization, email: 'ada@example.org' });
  const token = await tokenOf(world, id);
  return { admin, member, organizationId: organization.id, slug: organization.slug, token };
}

function query(name: string, ask: (setting: Setting, guildhall: Guildhall) => Promise<unknown>) {
  return {
    name,
    stage: async (world: World) => {
      const staged = await setting(world);
      return (guildhall: Guildhall) => ask(staged, guildhall);
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
  query('organizations.listOfUser', async ({ admin }, { organizations }) =>
    orThrow(await organizations.listOfUser(admin.actor, {})),
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
  { name: 'nothing is due', stage: async () => oneRound(0) },
  {
    name: 'an invitation',
    async stage(world) {
      const admin = await person(world);
      const organization = await organizationOf(world, admin);
      await invited(world, { by: admin, to: organization, email: 'ada@example.org' });
      return oneRound(1);
    },
  },
  {
    name: 'a notice',
    async stage(world) {
      const admin = await person(world);
      const organization = await organizationOf(world, admin);
      const { id: userId } = await joined(world, { by: admin, to: organization });
      const input = { organizationId: organization.id, userId, role: 'admin' } as const;
      orThrow(await world.guildhall.memberships.changeRole(admin.actor, input));
      return oneRound(1);
    },
  },
];

function oneRound(sent: number): Ask {
  return async ({ relay }) => expect(await relay.runOnce()).toMatchObject({ claimed: sent, sent });
}

type Measured = ReadonlyMap<string, readonly Phase[]>;

/** Where the address is a user's, the membership they might have is read too. */
const invitingUser: Pick<CommandCase, 'name' | 'stage' | 'waves'> = {
  name: 'inviting a registered user',
  async stage(world) {
    const founder = await person(world);
    const { actor } = founder;
    const { id: organizationId } = await organizationOf(world, founder);
    const { email } = await person(world);
    const give: Give = ({ invitations }) => invitations.invite(actor, { organizationId, email });
    return { actor, give, giveAnother: give };
  },
};

const counted = [...commands, invitingUser];

async function measuredCommands({ world, guildhall, during }: Observed): Promise<Measured> {
  const measured = new Map<string, readonly Phase[]>();
  for (const { name, stage } of counted) {
    const { give } = await stage(world);
    measured.set(
      name,
      await during(async () => expect(await give(guildhall)).toMatchObject({ ok: true })),
    );
  }
  return measured;
}

async function measuredQueries(
  { world, guildhall, during }: Observed,
  cases: readonly QueryCase[],
): Promise<Measured> {
  const measured = new Map<string, readonly Phase[]>();
  for (const { name, stage } of cases) {
    const ask = await stage(world);
    measured.set(name, await during(() => ask(guildhall)));
  }
  return measured;
}

const kindsOf = (phases: readonly Phase[]) => phases.map(({ kind }) => kind);
const statementsOf = (phases: readonly Phase[]) =>
  phases.flatMap(({ statements }) => statements.map(({ name }) => name));

let ofCommands: Measured = new Map();
let ofQueries: Measured = new Map();
let ofRelay: Measured = new Map();

function phasesOf(measured: Measured, name: string): readonly Phase[] {
  const phases = measured.get(name) ?? [];
  expect(phases, 'phases that were measured').not.toHaveLength(0);
  return phases;
}

beforeAll(async () => {
  [ofCommands, ofQueries, ofRelay] = await Promise.all([
    observed().then(measuredCommands),
    observed().then((all) => measuredQueries(all, queries)),
    observed().then((all) => measuredQueries(all, relayCases)),
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

const sized: readonly {
  readonly name: string;
  readonly statements: number;
  ask(crowd: Crowd, guildhall: Guildhall): Promise<unknown>;
}[] = [
  {
    name: 'isMember',
    statements: 1,
    ask: async ({ organizationId, member }, { memberships }) =>
      expect(await memberships.isMember(organizationId, member.id)).toBe(true),
  },
  {
    name: 'hasRole',
    statements: 1,
    ask: async ({ organizationId, admin }, { memberships }) =>
      expect(await memberships.hasRole(organizationId, admin.id, 'admin')).toBe(true),
  },
  {
    name: 'can',
    statements: 1,
    ask: async ({ organizationId, admin }, { memberships }) =>
      expect(await memberships.can(admin.actor, 'members:manage', organizationId)).toBe(true),
  },
  {
    name: 'the longest list of members',
    statements: 1,
    ask: async ({ organizationId, admin }, { memberships }) =>
      orThrow(await memberships.list(admin.actor, { organizationId, limit: 200 })),
  },
  {
    name: 'such a page for a member',
    statements: 1,
    ask: async ({ organizationId, member }, { memberships }) =>
      orThrow(await memberships.list(member.actor, { organizationId, limit: 200 })),
  },
  {
    name: 'the longest listOfUser',
    statements: 1,
    ask: async ({ joiner }, { organizations }) =>
      orThrow(await organizations.listOfUser(joiner.actor, { limit: 200 })),
  },
  {
    name: 'findByMember',
    statements: 1,
    ask: async ({ joiner }, { Organization }) =>
      expect(await Organization.findByMember(joiner.id)).not.toHaveLength(0),
  },
];

describe.each([3, 300])('at %i members and as many organizations', (size) => {
  let guildhall: Guildhall;
  let during: Recorder['during'];
  let many: Crowd;
  beforeAll(async () => {
    const all = await observed();
    ({ guildhall, during } = all);
    many = await crowd(all.world.storage, size);
  }, 300_000);

  it('holds so many', async () => {
    const { organizationId, joiner, admin } = many;
    const first = { organizationId, limit: 200 };
    const { items, next } = orThrow(await guildhall.memberships.list(admin.actor, first));
    const last = { ...first, cursor: next, skip: next === null ? size : 0 };
    const rest = orThrow(await guildhall.memberships.list(admin.actor, last));
    expect(items.length + rest.items.length).toBe(size);
    expect(await guildhall.Organization.findByMember(joiner.id)).toHaveLength(size);
  });

  it.each(sized)('$name is $statements statement', async ({ statements, ask }) => {
    const phases = await during(() => ask(many, guildhall));
    expect(statementsOf(phases)).toHaveLength(statements);
  });
});

describe('docs/statements.md', () => {
  const path = join(projectRoot, 'docs', 'statements.md');

  it('says what was counted; `npm run docs:statements` writes it', () => {
    const page = statementsDocument(ofCommands, ofQueries, ofRelay);
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(path, page);
    expect(readFileSync(path, 'utf8')).toBe(page);
  });
});
