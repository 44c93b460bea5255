// An organization on a real MongoDB, with invitations to deliver, and a real mail server.
import type { Connection } from 'mongoose';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { manualClock } from '../../../src/testing/doubles/index.js';
import { invited, organizationOf, person, type World, worldOn } from '../../support/guildhall.js';
import { type MailServer, mailServer } from '../../support/mail-server.js';
import { freshConnection, mongodUri } from '../../support/mongo.js';

export interface Stage {
  readonly world: World;
  readonly connection: Connection;
  readonly server: MailServer;
  /** Of a relay that logs in under this name. */
  environment(user?: string): Readonly<Record<string, string>>;
  /** So many invitations; answers the Message-IDs that their mails will have. */
  invite(count: number): Promise<readonly string[]>;
  /** The invitations that are still to be sent. */
  queued(): Promise<readonly Queued[]>;
  /** As if the time until every lease and every next attempt had passed. */
  letTimePass(): Promise<void>;
}

export interface Queued {
  readonly messageId: string;
  /** By which a relay holds it; null where none does. */
  readonly lease: string | null;
}

export async function stage(): Promise<Stage> {
  const connection = await freshConnection();
  const storage = mongooseStorage({ connection });
  await storage.ensureIndexes();
  const world = worldOn(storage, { clock: manualClock(new Date()) });
  const server = await mailServer();
  const ada = await person(world, { name: 'Ada' });
  const acme = await organizationOf(world, ada);
  let guests = 0;
  const inviteOne = async () => {
    guests += 1;
    const email = `guest${guests}@example.org`;
    const { id } = await invited(world, { by: ada, to: acme, email });
    return messageIdOf(id);
  };
  const invitations = connection.collection('invitations');
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
    async letTimePass() {
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

/** On the server of the run, whatever hosts and options its address has. */
export function uriOf(database: string): string {
  return mongodUri().replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/${database}`);
}

function messageIdOf(id: string): string {
  return `<${id}.1@example.com>`;
}

/** Looks until it is so; the test's own time limit ends a vain wait. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}
