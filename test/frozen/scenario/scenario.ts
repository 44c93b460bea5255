// Writes one row of each collection and state through the public commands. The clock, the ids and the random numbers are
// fixed, so two runs write the same, but for what encrypts the secrets of webhooks and for the ids of rows of the absent.
import { orThrow, parseDeliveryLeaseId, type Storage } from '../../../src/index.js';
import { lateCommitStorage } from '../../../src/testing/doubles/index.js';
import { type FrozenService, openFrozenService } from '../service.js';
import { type Apps, type Publisher, registerReviewers, writeApps, writeOldApps } from './apps.js';
import { type Keys, writeDisabledWebhooks, writeKeys, writeWebhooks } from './keys-and-webhooks.js';
import { type People, register, writePeople, writePurged } from './people.js';

const start = new Date('2026-03-02T09:00:00.500Z');
const day = 86_400;
const seed = 1;

/** What was written, and the time after it. */
export interface Scenario {
  readonly now: Date;
  readonly people: People;
  readonly apps: Apps;
  readonly keys: Keys;
}

export async function writeScenario(storage: Storage): Promise<Scenario> {
  const service = openFrozenService(storage, start, seed);
  const { guildhall, clock } = service;
  const maker = await register(service, 'maker');
  const { id } = orThrow(await guildhall.organizations.create(maker, { name: 'Makers' }));
  const makers = { actor: maker, organizationId: id };
  const [website, logo] = ['https://makers.example.org/', 'https://makers.example.org/logo.png'];
  orThrow(
    await guildhall.organizations.updateProfile(maker, { organizationId: id, website, logo }),
  );
  const reviewers = await registerReviewers(service);
  await writePurged(service);
  await writeOldApps(service, makers, reviewers);
  await writeDisabledWebhooks(service, makers);
  clock.advance(91 * day);
  await guildhall.maintenance.runOnce();

  const people = await writePeople(service);
  const apps = await writeApps(service, makers, reviewers);
  const mentra = { actor: people.ada, organizationId: people.mentraId };
  const keys = await writeKeys(service, makers, apps.liveId);
  await writeWebhooks(service, mentra, { actor: maker, appId: apps.liveId });
  await writeUnsent(service, mentra);
  await writeFence(service, mentra);
  await claimAndDie(service);
  return { now: clock.now(), people, apps, keys };
}

/** An invitation that a mail server did not accept, and invitations and events that no relay has seen. */
async function writeUnsent(
  service: FrozenService,
  { actor, organizationId }: Publisher,
): Promise<void> {
  const invite = async (name: string) =>
    orThrow(
      await service.guildhall.invitations.invite(actor, {
        organizationId,
        email: `${name}@example.org`,
      }),
    );
  await invite('later');
  service.mailer.failNext(1);
  await service.deliver();
  await invite('claimed');
  await invite('queued');
  for (const name of ['Mentra Labs', 'Mentra']) {
    orThrow(await service.guildhall.organizations.rename(actor, { organizationId, name }));
  }
}

/** A command whose first commit is lost. It is repeated with an idempotency key, as a service does. */
async function writeFence(
  { storage, clock }: FrozenService,
  { actor, organizationId }: Publisher,
): Promise<void> {
  const late = lateCommitStorage(storage);
  const { guildhall } = openFrozenService(late, clock.now(), seed + 1);
  late.holdNextCommits();
  const description = 'Glasses for everybody.';
  const named = { organizationId, description };
  orThrow(
    await guildhall.organizations.updateProfile(actor, named, { idempotencyKey: 'frozen-1' }),
  );
}

/** A relay claims an invitation and an event, and ends before it sends them. */
async function claimAndDie({ storage, clock }: FrozenService): Promise<void> {
  const id = parseDeliveryLeaseId('f'.repeat(24));
  if (id === null) throw new Error('this is the id of a lease');
  const now = clock.now();
  const lease = { id, until: new Date(now.getTime() + 300_000) };
  for (const channel of ['mail', 'webhooks'] as const) {
    await storage.outbox.claim({ now, lease, channel, limit: 1 });
  }
}
