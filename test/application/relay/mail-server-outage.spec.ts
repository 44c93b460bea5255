// A mail server is down for a day, in different ways. No mail is lost, and none is sent twice.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { type SmtpMailer, smtpMailer } from '../../../src/adapters/smtp/index.js';
import { orThrow, parseInvitationId, type RelayRound } from '../../../src/index.js';
import { invitationTokenOf, recordingMailer } from '../../../src/testing/doubles/index.js';
import { parseMail } from '../../support/read-mail.js';
import {
  type SmtpServerBehavior,
  startSmtpServer,
  type TestSmtpServer,
} from '../../support/smtp-server.js';
import {
  assertPresent,
  createInvitation,
  createMember,
  createOrganization,
  createPerson,
  createWorld,
  day,
} from '../../support/world.js';

/** The states of the server, one after another; `null` is a server that does not run. */
const outages: readonly (SmtpServerBehavior | null)[] = [
  null,
  { connect: 'hang' },
  { recipient: '450 4.2.1 later' },
  { connect: 'drop' },
  { mail: 'hang' },
  { connect: '554 5.3.2 not accepting mail' },
  { during: 'drop' },
  { login: '535 5.7.8 the account database is away' },
  { mail: 'drop' },
  { sender: '550 5.7.1 on a list' },
  { mail: '451 4.3.0 later' },
];

let server: TestSmtpServer;
let mailer: SmtpMailer;
beforeEach(async () => {
  server = await startSmtpServer();
  mailer = smtpMailer({
    url: `smtp://relay:word@127.0.0.1:${server.port}`,
    from: 'Guildhall <no-reply@example.com>',
    timeouts: { connect: 0.3, greeting: 0.3, socket: 0.3 },
  });
});
afterEach(() => mailer.close());

const well: SmtpServerBehavior = {};
let shown: SmtpServerBehavior | null = well;

/** Changes what the server does, and closes its open connections. */
async function turn(conduct: SmtpServerBehavior | null): Promise<void> {
  if (conduct !== shown) await server.stop();
  shown = conduct;
  server.setBehavior(conduct ?? {});
  if (conduct !== null) await server.start();
}

it('loses no mail and sends none twice', { timeout: 120_000 }, async () => {
  const world = createWorld(memoryStorage(), {
    mailer: { ...recordingMailer(), send: mailer.send },
  });
  const { guildhall, clock, storage } = world;
  const ada = await createPerson(world);
  const acme = await createOrganization(world, ada);
  const member = await createMember(world, { by: ada, to: acme });
  await guildhall.relay.runOnce({ limit: 100 });
  const before = server.received.length;

  const addresses = Array.from({ length: 8 }, (_, index) => `guest${index}@example.org`);
  const ids: string[] = [];
  for (const email of addresses)
    ids.push((await createInvitation(world, { by: ada, to: acme, email })).id);
  const change = { organizationId: acme.id, userId: member.id, role: 'admin' } as const;
  orThrow(await guildhall.memberships.changeRole(ada.actor, change));

  const rounds: RelayRound[] = [];
  const downUntil = clock.now().getTime() + day * 1000;
  for (let hour = 0; hour < 4 * 24; hour += 0.25) {
    const isDown = clock.now().getTime() < downUntil;
    await turn(isDown ? (outages[rounds.length % outages.length] ?? null) : well);
    const round = await guildhall.relay.runOnce({ limit: 100 });
    if (round.claimed > 0) rounds.push(round);
    if (isDown) expect(server.received).toHaveLength(before);
    clock.advance(900);
  }

  const arrived = server.received.slice(before);
  expect(arrived.map(({ to }) => to.join()).sort()).toEqual([...addresses, member.email].sort());
  const invitations = arrived.filter(({ to }) => addresses.includes(to.join()));
  expect(invitations.map(({ messageId }) => messageId).sort()).toEqual(
    ids.map((id) => `<${id}.1@example.com>`).sort(),
  );
  expect(rounds.length).toBeGreaterThanOrEqual(8);
  const count = (kind: keyof RelayRound) => rounds.reduce((sum, round) => sum + round[kind], 0);
  expect([count('sent'), count('failed'), count('dropped'), count('overrun')]).toEqual([
    9, 0, 0, 0,
  ]);
  expect(count('retry')).toBeGreaterThanOrEqual(9 * 6);

  for (const id of ids) {
    const { value } = assertPresent(
      await storage.invitations.findById(assertPresent(parseInvitationId(id))),
    );
    expect(value).toMatchObject({ delivery: { state: 'sent' }, emailSentCount: 8 });
  }
  const [first] = invitations;
  const { text } = parseMail(assertPresent(first).raw);
  const token = invitationTokenOf({ id: 'the first', to: 'a guest', text });
  expect(await guildhall.invitations.preview(null, { token })).toMatchObject({ ok: true });
});
