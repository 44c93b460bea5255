// Creates a Guildhall for tests, on either storage, with a manual clock, a recording mailer and seeded random numbers; and
// the people, organizations and invitations that most tests begin with.

import { memoryStorage } from '../../src/adapters/memory/index.js';
import { mongooseStorage } from '../../src/adapters/mongoose/index.js';
import { invitationKeyRingOrThrow, jwtInvitationTokens } from '../../src/adapters/web/index.js';
import { createGuildhall, type Guildhall } from '../../src/guildhall.js';
import type { CoreOptions } from '../../src/guildhall-options.js';
import {
  type BuiltInRole,
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
  type Storage,
  type SystemActor,
  type User,
  type UserActor,
  type UserId,
} from '../../src/index.js';
import {
  countingIds,
  type ManualClock,
  manualClock,
  noPacing,
  type RecordingMailer,
  recordingMailer,
  seededRandom,
} from '../../src/testing/doubles/index.js';
import { withValidatedRows } from '../adapters/mongoose/validate-rows.js';
import { openTestConnection } from './mongo-connections.js';

export interface TestStorageKind {
  readonly name: 'memory' | 'mongoose';
  open(): Promise<Storage>;
}

export const memoryStorageKind: TestStorageKind = {
  name: 'memory',
  open: async () => memoryStorage(),
};

export const mongooseStorageKind: TestStorageKind = {
  name: 'mongoose',
  async open() {
    const connection = await openTestConnection();
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    return withValidatedRows(storage);
  },
};

/** The storages that every behavior is tested on. On MongoDB, the models validate every row that a command writes. */
export const storageKinds: readonly TestStorageKind[] = [memoryStorageKind, mongooseStorageKind];

export const systemActor: SystemActor = { kind: 'system', reason: 'a test' };
export const startTime: Date = new Date('2026-03-02T09:00:00.500Z');
const hour = 3_600;
export const day: number = 24 * hour;

const secrets: readonly InvitationSecret[] = [
  { kid: 'test', secret: 'a secret that only tests know, of more than 32 bytes' },
];

/** A Guildhall and the parts that it was created with. */
export interface World {
  readonly guildhall: Guildhall;
  readonly storage: Storage;
  readonly clock: ManualClock;
  readonly mailer: RecordingMailer;
  readonly secrets: readonly InvitationSecret[];
  readonly options: WorldOptions;
}

export interface WorldOptions extends Partial<Omit<CoreOptions, 'keys' | 'mailer' | 'clock'>> {
  readonly clock?: ManualClock;
  readonly mailer?: RecordingMailer;
  readonly secrets?: readonly InvitationSecret[];
  /** Null for a service without field keys. */
  readonly fieldSecrets?: readonly FieldSecret[] | null;
  /** The clock of the service, if it differs from `clock`. */
  readonly serviceClock?: Clock;
}

let worldCount = 0;

/** In tests, everybody who acts as a reviewer is one. */
const everybodyReviews: ReviewerDirectory = { capabilitiesOf: async () => ['review', 'enforce'] };

/** Several worlds on one storage are like several services: their ids differ. */
export function createWorld(storage: Storage, options: WorldOptions = {}): World {
  worldCount += 1;
  const { serviceClock, secrets: givenSecrets, fieldSecrets, ...guildhallOptions } = options;
  const parts = {
    clock: options.clock ?? manualClock(startTime),
    mailer: options.mailer ?? recordingMailer(),
    secrets: givenSecrets ?? secrets,
  };
  const guildhall = createGuildhall({
    storage,
    baseUrl: 'https://console.example.com',
    ids: countingIds(worldCount),
    random: seededRandom(worldCount),
    reviewers: everybodyReviews,
    ...guildhallOptions,
    // Most tests need no receiver that answers a challenge.
    policy: { webhookVerification: 'none', ...guildhallOptions.policy },
    clock: serviceClock ?? parts.clock,
    mailer: parts.mailer,
    keys: { invitation: parts.secrets, ...fieldKeysOf(fieldSecrets) },
  });
  return { guildhall, storage, options, ...parts };
}

function fieldKeysOf(fieldSecrets: WorldOptions['fieldSecrets'] = secrets): {
  readonly fields?: readonly FieldSecret[];
} {
  return fieldSecrets === null ? {} : { fields: fieldSecrets };
}

/** Creates a world on a new in-memory storage, where waits take no time. */
export function createMemoryWorld(options: WorldOptions = {}): World {
  return createWorld(memoryStorage(), { pacing: noPacing(1), ...options });
}

/** Creates a second service with the same clock, mailer and keys, on this storage and with these options. */
export function createSecondService(
  world: World,
  storage: Storage,
  options: WorldOptions = {},
): World {
  const { clock, mailer, secrets: same } = world;
  return createWorld(storage, { ...world.options, clock, mailer, secrets: same, ...options });
}

export interface Person {
  readonly id: UserId;
  readonly email: string;
  readonly actor: UserActor;
}

let personCount = 0;

/** Registers a user with a new address, which is verified by default. */
export async function createPerson(
  { guildhall }: World,
  given: { readonly name?: string; readonly email?: string; readonly emailVerified?: boolean } = {},
): Promise<Person> {
  personCount += 1;
  const { name = `Person ${personCount}`, email = `person${personCount}@example.com` } = given;
  const input = { name, email, emailVerified: given.emailVerified ?? true };
  // Embedding services have ids of their own, so the tests run with some.
  const ownId = personCount % 3 === 0 ? { id: `auth0|${personCount}` } : {};
  const { id } = orThrow(await guildhall.users.register(systemActor, { ...input, ...ownId }));
  return { id, email, actor: { kind: 'user', userId: id } };
}

export async function createOrganization(
  { guildhall }: World,
  creator: Person,
  name = 'Mentra Labs',
): Promise<OrganizationView> {
  return orThrow(await guildhall.organizations.create(creator.actor, { name }));
}

export async function createInvitation(
  { guildhall }: World,
  {
    by,
    to,
    as = 'member',
    email,
  }: { by: Person; to: OrganizationView; as?: BuiltInRole; email: string },
): Promise<InvitationView> {
  return orThrow(
    await guildhall.invitations.invite(by.actor, { organizationId: to.id, email, role: as }),
  );
}

/** The current token of an invitation, as its mail contains it. */
export async function currentTokenOf(
  { storage, secrets: keys }: World,
  id: InvitationId,
): Promise<string> {
  const { organizationId, revision, expiresAt, kid } = assertPresent(
    await storage.invitations.findById(id),
  ).value;
  const claims = { organizationId, invitationId: id, revision, expiresAt };
  const token = await jwtInvitationTokens(invitationKeyRingOrThrow(keys)).sign(claims, kid);
  return assertPresent(token);
}

/** Creates a person who was invited and has accepted. */
export async function createMember(
  world: World,
  { by, to, as = 'member' }: { by: Person; to: OrganizationView; as?: BuiltInRole },
): Promise<Person> {
  const joiner = await createPerson(world);
  const { id } = await createInvitation(world, { by, to, as, email: joiner.email });
  const token = await currentTokenOf(world, id);
  orThrow(await world.guildhall.invitations.accept(joiner.actor, { token }));
  return joiner;
}

/** Creates an organization with this many admins, the creator first. */
export async function createOrganizationWithAdmins(
  world: World,
  count: number,
): Promise<{ readonly organization: OrganizationView; readonly admins: readonly Person[] }> {
  const creator = await createPerson(world);
  const organization = await createOrganization(world, creator);
  const admins = [creator];
  while (admins.length < count) {
    admins.push(await createMember(world, { by: creator, to: organization, as: 'admin' }));
  }
  return { organization, admins };
}

/** Suspends a user by writing the row alone, without the use case and what else it changes. */
export async function writeSuspendedUser({ storage }: World, id: UserId): Promise<void> {
  const { value, version } = assertPresent(await storage.users.findById(id));
  const suspended: User = { ...value, state: 'suspended', suspendedAt: startTime };
  await commitChanges(storage, [
    { kind: 'update', collection: 'users', id, expectedVersion: version, value: suspended },
  ]);
}

/** Deletes an organization by writing the row alone, without the use case and what else it changes. */
export async function writeDeletedOrganization(
  { storage, clock }: World,
  id: OrganizationId,
): Promise<void> {
  const { value, version } = assertPresent(await storage.organizations.findById(id));
  const deleted: Organization = { ...value, deletedAt: clock.now() };
  await commitChanges(storage, [
    { kind: 'update', collection: 'organizations', id, expectedVersion: version, value: deleted },
  ]);
}

const operationIds = countingIds(0xffff_ffff);

/** Commits changes without a use case. */
export async function commitChanges(storage: Storage, changes: readonly Change[]): Promise<void> {
  const id = assertPresent(parseOperationId(operationIds.next()));
  const journal = { kind: 'fence', id, at: startTime } as const;
  await storage.commit({ changes, journal, messages: [] });
}

/** Returns the value. Throws if there is none. */
export function assertPresent<T>(value: T | null | undefined): T {
  if (value === null || value === undefined)
    throw new Error('The test expected a value here, but got none.');
  return value;
}
