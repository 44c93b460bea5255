// One revision of Guildhall over a storage, with the operations that are compared. The types are those of the working tree.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Connection } from 'mongoose';
import type { Actor, Guildhall, Storage } from '../../src/index.js';

export const pairedOperations = [
  'register a user',
  'create an organization',
  'invite and accept',
  'change a role',
  'update a profile',
  'ask for a permission',
  'list organizations of a user',
  'list members',
] as const;
/** An operation that is compared. */
export type PairedOperation = (typeof pairedOperations)[number];

export interface PairedSubject {
  /** The calls of one turn, ready to run; what they need beforehand is done and not measured. */
  prepare(operation: PairedOperation, calls: number): Promise<readonly (() => Promise<unknown>)[]>;
  close(): Promise<void>;
}

type StorageName = 'memory' | 'MongoDB';
type Connect = () => Promise<Connection>;

/** Loads the built package in the folder. The result opens it over a new storage. */
export async function loadRevision(
  folder: string,
): Promise<(storage: StorageName, connect: Connect) => Promise<PairedSubject>> {
  const load = (path: string) => import(pathToFileURL(join(folder, 'dist', path)).href);
  const core: typeof import('../../src/index.js') = await load('index.js');
  const memory: typeof import('../../src/adapters/memory/index.js') = await load(
    'adapters/memory/index.js',
  );
  const onMongo: typeof import('../../src/adapters/mongoose/index.js') = await load(
    'adapters/mongoose/index.js',
  );
  return async (name, connect) => {
    const connection = name === 'memory' ? null : await connect();
    const storage =
      connection === null ? memory.memoryStorage() : onMongo.mongooseStorage({ connection });
    if ('ensureIndexes' in storage) await storage.ensureIndexes();
    return createSubject(core, storage, async () => {
      await connection?.dropDatabase();
      await connection?.close();
    });
  };
}

const system: Actor = { kind: 'system', reason: 'a benchmark' };
let personCount = 0;

interface Person {
  readonly email: string;
  readonly actor: Actor;
  readonly userId: string;
}

async function createSubject(
  core: typeof import('../../src/index.js'),
  storage: Storage,
  close: () => Promise<void>,
): Promise<PairedSubject> {
  const { orThrow } = core;
  const guildhall: Guildhall = core.createGuildhall({
    storage,
    keys: core.developmentKeys(),
    baseUrl: 'http://localhost:3000',
    policy: {
      maxOrganizationsPerUser: 100_000,
      maxChangesPerMinute: 1_000_000,
      maxPendingInvitations: 1_000,
    },
    rateLimiter: { take: async () => null, giveBack: async () => {} },
  });
  const { users, organizations, memberships, invitations } = guildhall;
  const newPerson = () => {
    personCount += 1;
    return { email: `person${personCount}@example.com`, emailVerified: true, name: 'A person' };
  };
  const register = async (): Promise<Person> => {
    const input = newPerson();
    const { id } = orThrow(await users.register(system, input));
    return { email: input.email, actor: { kind: 'user', userId: id }, userId: id };
  };
  const [admin, member] = [await register(), await register()];
  const home = orThrow(await organizations.create(admin.actor, { name: 'Home' }));
  const organizationId = home.id;
  const join = async (person: Person) => {
    const input = { organizationId, email: person.email, byMail: false };
    const invited = orThrow(await invitations.invite(admin.actor, input));
    const { link } = orThrow(
      await invitations.createLink(admin.actor, { organizationId, invitationId: invited.id }),
    );
    const token = new URL(link ?? '').searchParams.get('token') ?? '';
    return invitations.accept(person.actor, { token });
  };
  orThrow(await join(member));
  for (let index = 0; index < 20; index += 1) orThrow(await join(await register()));
  const each = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index));
  const prepareOperation: Readonly<
    Record<PairedOperation, (calls: number) => Promise<readonly (() => Promise<unknown>)[]>>
  > = {
    'register a user': async (calls) =>
      each(calls, () => () => users.register(system, newPerson())),
    'create an organization': async (calls) => {
      const { actor } = await register();
      return each(calls, (index) => () => organizations.create(actor, { name: `Acme ${index}` }));
    },
    'invite and accept': async (calls) => {
      const people: Person[] = [];
      for (let index = 0; index < calls; index += 1) people.push(await register());
      return people.map((person) => () => join(person));
    },
    'change a role': async (calls) =>
      each(calls, (index) => () => {
        const role = index % 2 === 0 ? 'admin' : 'member';
        const { userId } = member;
        return memberships.changeRole(admin.actor, { organizationId, userId, role });
      }),
    'update a profile': async (calls) =>
      each(calls, (index) => () => {
        const input = { organizationId, description: `What we do, ${index}` };
        return organizations.updateProfile(admin.actor, input);
      }),
    'ask for a permission': async (calls) =>
      each(calls, () => () => memberships.can(member.actor, 'apps:edit', organizationId)),
    'list organizations of a user': async (calls) =>
      each(calls, () => () => organizations.listForUser(admin.actor, { limit: 10 })),
    'list members': async (calls) =>
      each(calls, () => () => memberships.list(admin.actor, { organizationId, limit: 10 })),
  };
  return {
    prepare: (operation, calls) => prepareOperation[operation](calls),
    close,
  };
}
