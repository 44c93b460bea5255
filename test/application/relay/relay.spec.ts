// The relay delivers mails.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseLanguageTag } from '../../../src/domain/shared/language-tag.js';
import { blockOrganization } from '../../../src/domain/user/user.js';
import {
  type InvitationView,
  type OrganizationView,
  type OutgoingMail,
  orThrow,
  type RelayRound,
  type Storage,
} from '../../../src/index.js';
import {
  invitationTokenOf,
  type RecordingMailer,
  recordingMailer,
  seededRandom,
} from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  commitChanges,
  createInvitation,
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  type Person,
  storageKinds,
  type World,
  writeDeletedOrganization,
} from '../../support/world.js';
import { uniqueEmail } from '../support/command-cases.js';

const none: RelayRound = { claimed: 0, sent: 0, retry: 0, failed: 0, dropped: 0, overrun: 0 };
const hour = 3_600;

describe.each(storageKinds)('the relay on $name', ({ open }) => {
  let storage: Storage;
  let world: World;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    storage = await open();
  });
  /** Random numbers that add no delay, so that retries are due to the second. */
  const random = { ...seededRandom(7), fraction: () => 0 };
  let names = 0;
  beforeEach(async () => {
    names += 1;
    world = createWorld(storage, { random });
    ada = await createPerson(world, { name: 'Ada' });
    acme = await createOrganization(world, ada, `Acme ${'i'.repeat(names)}`);
    await drained(world);
  });

  /** Delivers what other tests have queued. */
  async function drained(by: World): Promise<void> {
    const aside = createSecondService(by, storage, { mailer: recordingMailer() });
    const done = await aside.guildhall.relay.runOnce({ limit: 100 });
    if (done.claimed > 0) await drained(by);
  }

  const run = (by: World = world, limit = 100) => by.guildhall.relay.runOnce({ limit });
  const invite = (email = uniqueEmail()) => createInvitation(world, { by: ada, to: acme, email });
  const stored = async ({ id }: InvitationView) =>
    assertPresent(await storage.invitations.findById(id)).value;

  it('mails an invitation to the stored address, and counts the mail', async () => {
    const sent = await invite('Grace.Hopper@Example.ORG');
    world.clock.advance(30);
    expect(await run()).toEqual({ ...none, claimed: 1, sent: 1 });
    const [mail] = world.mailer.mailsTo('Grace.Hopper@Example.ORG');
    expect(mail).toMatchObject({
      id: `${sent.id}.1`,
      subject: `Ada has invited you to join ${acme.name}`,
    });
    const link = `https://console.example.com/invitations/accept?token=${invitationTokenOf(assertPresent(mail))}`;
    expect(mail?.text).toContain(link);
    expect(await stored(sent)).toMatchObject({
      emailSentCount: 1,
      lastEmailSentAt: world.clock.now(),
      delivery: { state: 'sent', attempts: 1 },
    });
    expect(await run()).toEqual(none);
  });

  it('tries again after 1, 5 and 30 minutes, then after hours, and then gives up', async () => {
    const sent = await invite();
    const week = createSecondService(world, storage, {
      policy: { invitationLifetime: 30 * 24 * hour },
    });
    const waits = [60, 300, 1_800, 2 * hour, 6 * hour, 12 * hour, 24 * hour];
    world.mailer.failNext(100);
    for (const wait of waits) {
      expect(await run(week)).toEqual({ ...none, claimed: 1, retry: 1 });
      world.clock.advance(wait - 0.001);
      expect(await run(week)).toEqual(none);
      world.clock.advance(0.001);
    }
    expect(await run(week)).toEqual({ ...none, claimed: 1, failed: 1 });
    world.clock.advance(24 * hour);
    expect(await run(week)).toEqual(none);
    const after = await stored(sent);
    expect(after).toMatchObject({
      state: 'pending',
      emailSentCount: 8,
      delivery: { state: 'failed' },
    });
    expect(after).not.toHaveProperty('lastEmailSentAt');
    world.mailer.failNext(0);
    const input = { organizationId: acme.id, invitationId: sent.id };
    orThrow(await world.guildhall.invitations.resend(ada.actor, input));
    expect(await run()).toEqual({ ...none, claimed: 1, sent: 1 });
    expect(await stored(sent)).toMatchObject({ emailSentCount: 9, revision: 2 });
  });

  it('sends the same mail, word for word, when it tries again', async () => {
    const email = uniqueEmail();
    await invite(email);
    const taken: OutgoingMail[] = [];
    const mails = failingAfter(taken, 1);
    const flaky = createSecondService(world, storage, { mailer: mails });
    expect(await run(flaky)).toMatchObject({ retry: 1 });
    world.clock.advance(60);
    expect(await run(flaky)).toMatchObject({ sent: 1 });
    expect(taken).toHaveLength(2);
    expect(taken[1]).toEqual(taken[0]);
  });

  it('gives up at once where the mail server refuses the mail permanently', async () => {
    const email = uniqueEmail();
    const sent = await invite(email);
    world.mailer.refuseAddress(email);
    expect(await run()).toEqual({ ...none, claimed: 1, failed: 1 });
    expect(await stored(sent)).toMatchObject({ state: 'pending', delivery: { state: 'failed' } });
  });

  it('mails no closed or expired invitation, and none of a deleted organization', async () => {
    const of = { organizationId: acme.id };
    const revoked = await invite();
    const input = { ...of, invitationId: revoked.id };
    orThrow(await world.guildhall.invitations.revoke(ada.actor, input));
    expect(await run()).toEqual(none);
    await invite();
    world.clock.advance(7 * 24 * hour);
    expect(await run()).toEqual(none);
    const gone = await invite();
    await writeDeletedOrganization(world, acme.id);
    expect(await run()).toEqual({ ...none, claimed: 1, dropped: 1 });
    expect(await stored(gone)).toMatchObject({ delivery: { state: 'dropped' } });
    expect(world.mailer.mails).toEqual([]);
  });

  it('mails members about a change to their membership, if it still holds', async () => {
    const { changeRole, remove } = world.guildhall.memberships;
    const member = await createMember(world, { by: ada, to: acme });
    await drained(world);
    const of = { organizationId: acme.id, userId: member.id };
    orThrow(await changeRole(ada.actor, { ...of, role: 'admin' }));
    orThrow(await changeRole(ada.actor, { ...of, role: 'member' }));
    expect(await run()).toEqual({ ...none, claimed: 2, sent: 1, dropped: 1 });
    orThrow(await remove(ada.actor, of));
    expect(await run()).toEqual({ ...none, claimed: 1, sent: 1 });
    expect(
      world.mailer
        .mailsTo(member.email)
        .map(({ subject }) => subject)
        .slice(-2),
    ).toEqual([
      `You are now a member of ${acme.name}`,
      `You are no longer a member of ${acme.name}`,
    ]);
  });

  it('sends no invitation to users who blocked the organization, and counts it as sent', async () => {
    const blocker = await createPerson(world);
    const row = assertPresent(await storage.users.findById(blocker.id));
    const update = { kind: 'update', collection: 'users', id: blocker.id } as const;
    const value = blockOrganization(row.value, acme.id, world.clock.now());
    await commitChanges(storage, [{ ...update, expectedVersion: row.version, value }]);
    const sent = await invite(blocker.email);
    const zenith = await createOrganization(world, ada, `Zenith ${'i'.repeat(names)}`);
    await createInvitation(world, { by: ada, to: zenith, email: blocker.email });
    expect(await run()).toEqual({ ...none, claimed: 2, sent: 2 });
    const [mail, ...others] = world.mailer.mailsTo(blocker.email);
    expect([mail?.subject, others]).toEqual([`Ada has invited you to join ${zenith.name}`, []]);
    expect(await stored(sent)).toMatchObject({
      lastEmailSentAt: world.clock.now(),
      delivery: { state: 'sent' },
    });
  });

  it('writes in the language of the service, and invitations in their own', async () => {
    const member = await createMember(world, { by: ada, to: acme });
    await drained(world);
    const german = createSecondService(world, storage, { language: 'de-AT' });
    const [plain, own] = [await invite(), await invite()];
    const { value, version } = assertPresent(await storage.invitations.findById(own.id));
    const update = { kind: 'update', collection: 'invitations', id: own.id } as const;
    const language = orThrow(parseLanguageTag('en-GB', []));
    await commitChanges(storage, [
      { ...update, expectedVersion: version, value: { ...value, language } },
    ]);
    const change = { organizationId: acme.id, userId: member.id, role: 'admin' } as const;
    orThrow(await world.guildhall.memberships.changeRole(ada.actor, change));
    expect(await run(german)).toEqual({ ...none, claimed: 3, sent: 3 });
    const subjects = [plain.email, own.email, member.email].map(
      (address) => world.mailer.mailsTo(address).at(-1)?.subject,
    );
    expect(subjects).toEqual([
      `Ada lädt Sie zu ${acme.name} ein`,
      `Ada has invited you to join ${acme.name}`,
      `Sie sind jetzt Admin von ${acme.name}`,
    ]);
  });

  it('drops a notice to a deleted account', async () => {
    const member = await createMember(world, { by: ada, to: acme });
    await drained(world);
    const of = { organizationId: acme.id, userId: member.id };
    orThrow(await world.guildhall.memberships.remove(ada.actor, of));
    const { value, version } = assertPresent(await storage.users.findById(member.id));
    const row = { kind: 'update', collection: 'users', id: member.id } as const;
    const deleted = { ...value, state: 'deleted' } as const;
    await commitChanges(storage, [{ ...row, expectedVersion: version, value: deleted }]);
    expect(await run()).toEqual({ ...none, claimed: 1, dropped: 1 });
  });

  it('mails everything once with two relays', async () => {
    const invitations = await Promise.all(Array.from({ length: 12 }, () => invite()));
    const other = createSecondService(world, storage);
    const rounds: RelayRound[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      rounds.push(...(await Promise.all([run(world, 4), run(other, 4)])));
    }
    const ids = world.mailer.mails.map(({ id }) => id);
    expect(ids.sort()).toEqual(invitations.map(({ id }) => `${id}.1`).sort());
    expect(rounds.reduce((sum, { sent }) => sum + sent, 0)).toBe(12);
    expect(rounds.filter(({ overrun }) => overrun > 0)).toEqual([]);
  });

  it('lets another relay take over after five minutes, and counts an overrun', async () => {
    const sent = await invite();
    const other = createSecondService(world, storage);
    const slow: RecordingMailer = {
      ...recordingMailer(),
      async send() {
        world.clock.advance(299);
        expect(await run(other)).toEqual(none);
        world.clock.advance(1);
        expect(await run(other)).toEqual({ ...none, claimed: 1, sent: 1 });
      },
    };
    expect(await run(createSecondService(world, storage, { mailer: slow }))).toEqual({
      ...none,
      claimed: 1,
      overrun: 1,
    });
    expect(await stored(sent)).toMatchObject({ emailSentCount: 2, delivery: { state: 'sent' } });
  });

  it('records no outcome of an older revision', async () => {
    const sent = await invite();
    world.clock.advance(60);
    const input = { organizationId: acme.id, invitationId: sent.id };
    const overtaken: RecordingMailer = {
      ...recordingMailer(),
      async send() {
        orThrow(await world.guildhall.invitations.resend(ada.actor, input));
      },
    };
    expect(await run(createSecondService(world, storage, { mailer: overtaken }))).toMatchObject({
      overrun: 1,
    });
    expect(await stored(sent)).toMatchObject({ revision: 2, delivery: { state: 'queued' } });
    expect(await run()).toEqual({ ...none, claimed: 1, sent: 1 });
    expect(world.mailer.mails.at(-1)?.id).toBe(`${sent.id}.2`);
  });
});

/** Accepts the first mails, but throws, like a server whose answer is lost. */
function failingAfter(taken: OutgoingMail[], failures: number): RecordingMailer {
  return {
    ...recordingMailer(),
    async send(mail) {
      taken.push(mail);
      if (taken.length <= failures) throw new Error('the answer is lost');
    },
  };
}
