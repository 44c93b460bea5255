// Guildhall as tests use it: over either storage, with a clock moved by hand, a mailbox and chance that repeats; and
// the steps that most tests begin with.

import { memoryStorage } from '../../src/adapters/memory/index.js';
import { mongooseStorage } from '../../src/adapters/mongoose/index.js';
import { invitationKeys, joseInvitationTokens } from '../../src/adapters/web/index.js';
import { type CoreOptions, createGuildhall, type Guildhall } from '../../src/guildhall.js';
import {
  type Change,
  type Clock,
  type FieldSecret,
  type InvitationId,
  type InvitationSecret,
  type InvitationView,
  type Organization,
  type OrganizationId,
  type OrganizationView,
  orThrow,
  parseOperationId,
  type ReviewerDirectory,
  type Role,
  type Storage,
  type SystemActor,
  type User,
  type UserActor,
  type UserId,
} from '../../src/index.js';
import {
  countingIds,
  type Mailbox,
  type ManualClock,
  mailbox,
  manualClock,
  noPacing,
  seededRandom,
} from '../../src/testing/doubles/index.js';
import { freshConnection } from './mongo.js';

export interface StorageKind {
  readonly name: 'memory' | 'mongoose';
  open(): Promise<Storage>;
}

export const memoryKind: StorageKind = { name: 'memory', open: async () => memoryStorage() };

export const mongooseKind: StorageKind = {
  name: 'mongoose',
  async open() {
    const storage = mongooseStorage({ connection: await freshConnection() });
    await storage.ensureIndexes();
    return storage;
  },
};

/** Whatever is said of Guildhall is said over each of these. */
export const storages: readonly StorageKind[] = [memoryKind, mongooseKind];

export const theSystem: SystemActor = { kind: 'system', reason: 'a test' };
export const start: Date = new Date('2026-03-02T09:00:00.500Z');
const hour = 3_600;
export const day: number = 24 * hour;

const secrets: readonly InvitationSecret[] = [
  { kid: 'test', secret: 'a secret that only tests know, of more than 32 bytes' },
];

/** A Guildhall with all that it was made of. */
export interface World {
  readonly guildhall: Guildhall;
  readonly storage: Storage;
  readonly clock: ManualClock;
  readonly mails: Mailbox;
  readonly secrets: readonly InvitationSecret[];
  readonly options: WorldOptions;
}

export interface WorldOptions extends Partial<Omit<CoreOptions, 'keys' | 'mailer' | 'clock'>> {
  readonly clock?: ManualClock;
  readonly mails?: Mailbox;
  readonly secrets?: readonly InvitationSecret[];
  /** Null for a service that has no keys for fields. */
  readonly fieldSecrets?: readonly FieldSecret[] | null;
  /** What the service goes by instead of the clock. */
  readonly serviceClock?: Clock;
}

let worlds = 0;

/** In tests whoever acts as a reviewer is one. */
const whoeverAsks: ReviewerDirectory = { capabilitiesOf: async () => ['review', 'enforce'] };

/** Worlds over one storage are services beside each other: their ids differ. */
export function worldOn(storage: Storage, options: WorldOptions = {}): World {
  worlds += 1;
  const made = {
    clock: options.clock ?? manualClock(start),
    mails: options.mails ?? mailbox(),
    secrets: options.secrets ?? secrets,
  };
  const guildhall = createGuildhall({
    storage,
    baseUrl: 'https://console.example.com',
    ids: countingIds(worlds),
    random: seededRandom(worlds),
    reviewers: whoeverAsks,
    ...options,
    clock: options.serviceClock ?? made.clock,
    mailer: made.mails,
    keys: { invitation: made.secrets, ...fieldKeysOf(options) },
  });
  return { guildhall, storage, options, ...made };
}

function fieldKeysOf({ fieldSecrets = secrets }: WorldOptions): {
  readonly fields?: readonly FieldSecret[];
} {
  return fieldSecrets === null ? {} : { fields: fieldSecrets };
}

/** In a storage of its own, in memory, where waits take no time. */
export function memoryWorld(options: WorldOptions = {}): World {
  return worldOn(memoryStorage(), { pacing: noPacing(1), ...options });
}

/** Another service beside this one, with the same clock, mails and keys: over the same rows, or with other options. */
export function besides(world: World, storage: Storage, options: WorldOptions = {}): World {
  const { clock, mails, secrets: same } = world;
  return worldOn(storage, { ...world.options, clock, mails, secrets: same, ...options });
}

export interface Person {
  readonly id: UserId;
  readonly email: string;
  readonly actor: UserActor;
}

let people = 0;

/** A registered user whose address nobody else has; verified unless told otherwise. */
export async function person(
  { guildhall }: World,
  given: { readonly name?: string; readonly email?: string; readonly emailVerified?: boolean } = {},
): Promise<Person> {
  people += 1;
  const { name = `Person ${people}`, email = `person${people}@example.com` } = given;
  const input = { name, email, emailVerified: given.emailVerified ?? true };
  const { id } = orThrow(await guildhall.users.register(theSystem, input));
  return { id, email, actor: { kind: 'user', userId: id } };
}

export async function organizationOf(
  { guildhall }: World,
  founder: Person,
  name = 'Mentra Labs',
): Promise<OrganizationView> {
  return orThrow(await guildhall.organizations.found(founder.actor, { name }));
}

export async function invited(
  { guildhall }: World,
  { by, to, as = 'member', email }: { by: Person; to: OrganizationView; as?: Role; email: string },
): Promise<InvitationView> {
  return orThrow(
    await guildhall.invitations.invite(by.actor, { organizationId: to.id, email, role: as }),
  );
}

/** The token of an invitation as it is now, as the mail would carry it. */
export async function tokenOf(
  { storage, secrets: keys }: World,
  id: InvitationId,
): Promise<string> {
  const { organizationId, revision, expiresAt, kid } = present(
    await storage.invitations.findById(id),
  ).value;
  const claims = { organizationId, invitationId: id, revision, expiresAt };
  const token = await joseInvitationTokens(invitationKeys(keys)).derive(claims, kid);
  return present(token);
}

/** A new person who was invited and has accepted. */
export async function joined(
  world: World,
  { by, to, as = 'member' }: { by: Person; to: OrganizationView; as?: Role },
): Promise<Person> {
  const joiner = await person(world);
  const { id } = await invited(world, { by, to, as, email: joiner.email });
  const token = await tokenOf(world, id);
  orThrow(await world.guildhall.invitations.accept(joiner.actor, { token }));
  return joiner;
}

/** An organization with so many admins, the founder first. */
export async function organizationWithAdmins(
  world: World,
  count: number,
): Promise<{ readonly organization: OrganizationView; readonly admins: readonly Person[] }> {
  const founder = await person(world);
  const organization = await organizationOf(world, founder);
  const admins = [founder];
  while (admins.length < count) {
    admins.push(await joined(world, { by: founder, to: organization, as: 'admin' }));
  }
  return { organization, admins };
}

/** The account's row as another service may write it: nothing else is settled. */
export async function suspend({ storage }: World, id: UserId): Promise<void> {
  const { value, version } = present(await storage.users.findById(id));
  const suspended: User = { ...value, state: 'suspended', suspendedAt: start };
  await writeRows(storage, [
    { kind: 'update', collection: 'users', id, expected: version, value: suspended },
  ]);
}

/** The organization's row as another service may write it: nothing else is settled. */
export async function deleteOrganization(
  { storage, clock }: World,
  id: OrganizationId,
): Promise<void> {
  const { value, version } = present(await storage.organizations.findById(id));
  const deleted: Organization = { ...value, deletedAt: clock.now() };
  await writeRows(storage, [
    { kind: 'update', collection: 'organizations', id, expected: version, value: deleted },
  ]);
}

const operations = countingIds(0xffff_ffff);

/** What no use case writes. */
export async function writeRows(storage: Storage, changes: readonly Change[]): Promise<void> {
  const id = present(parseOperationId(operations.next()));
  const journal = { kind: 'fence', id, at: start } as const;
  await storage.commit({ changes, journal, messages: [] });
}

/** The value, where the test knows that there is one. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('the test expected something here');
  return value;
}
