// What a relay process is tested on: an organization on a real MongoDB, its queued invitations, and a real mail server.
import type { Connection } from 'mongoose';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { manualClock } from '../../../src/testing/doubles/index.js';
import { mongodUri, openTestConnection } from '../../support/mongo-connections.js';
import { startSmtpServer, type TestSmtpServer } from '../../support/smtp-server.js';
import {
  createInvitation,
  createOrganization,
  createPerson,
  createWorld,
  type World,
} from '../../support/world.js';

export interface RelayTestEnvironment {
  readonly world: World;
  readonly connection: Connection;
  readonly server: TestSmtpServer;
  /** The environment variables of a relay that logs in to the mail server with this name. */
  environment(user?: string): Readonly<Record<string, string>>;
  /** Creates this many invitations, and returns the Message-IDs of their mails. */
  invite(count: number): Promise<readonly string[]>;
  /** The invitations that are not sent yet. */
  queued(): Promise<readonly QueuedInvitation[]>;
  /** Sets the end of every lease and the time of every next attempt to the past. */
  expireLeases(): Promise<void>;
}

export interface QueuedInvitation {
  readonly messageId: string;
  /** The id of the delivery lease of a relay; null if no relay has claimed it. */
  readonly lease: string | null;
}

export async function createRelayEnvironment(
  collectionPrefix = 'guildhall_',
): Promise<RelayTestEnvironment> {
  const connection = await openTestConnection();
  const storage = mongooseStorage({ connection, collectionPrefix });
  await storage.ensureIndexes();
  const world = createWorld(storage, { clock: manualClock(new Date()) });
  const server = await startSmtpServer();
  const ada = await createPerson(world, { name: 'Ada' });
  const acme = await createOrganization(world, ada);
  let guests = 0;
  const inviteOne = async () => {
    guests += 1;
    const email = `guest${guests}@example.org`;
    const { id } = await createInvitation(world, { by: ada, to: acme, email });
    return messageIdOf(id);
  };
  const invitations = connection.collection(`${collectionPrefix}invitations`);
  return {
    world,
    connection,
    server,
    environment: (user = 'relay') => ({
      MONGODB_URI: uriOf(connection.name),
      SMTP_URL: `smtp://${user}:hunter2@127.0.0.1:${server.port}`,
      SMTP_FROM: 'Guildhall <no-reply@example.com>',
      GUILDHALL_BASE_URL: 'https://console.example.com',
      GUILDHALL_INVITATION_KEYS: JSON.stringify(world.secrets),
    }),
    invite: (count) => Promise.all(Array.from({ length: count }, inviteOne)),
    async queued() {
      const rows = await invitations.find({ 'delivery.state': 'queued' }).toArray();
      return rows.map(({ _id, delivery }) => ({
        messageId: messageIdOf(String(_id)),
        lease: delivery.lease === undefined ? null : String(delivery.lease.id),
      }));
    },
    async expireLeases() {
      const past = new Date(Date.now() - 1000);
      await invitations.updateMany(
        { 'delivery.lease': { $exists: true } },
        { $set: { 'delivery.lease.until': past } },
      );
      await invitations.updateMany(
        { 'delivery.state': 'queued' },
        { $set: { 'delivery.nextAttemptAt': past } },
      );
    },
  };
}

/** The address of this database on the test server, with all its hosts and options. */
export function uriOf(database: string): string {
  return mongodUri().replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/${database}`);
}

function messageIdOf(id: string): string {
  return `<${id}.1@example.com>`;
}

/** Polls until the condition is true. The time limit of the test ends it otherwise. */
export async function waitUntil(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}
