// `guildhall relay` as a process: what it delivers and prints, and how it stops.
import { beforeEach, describe, expect, it } from 'vitest';
import { openTestConnection } from '../../support/mongo-connections.js';
import {
  createRelayEnvironment,
  type RelayTestEnvironment,
  uriOf,
  waitUntil,
} from './relay-environment.js';
import { startRelay } from './relay-process.js';
import { openTcpGate } from './tcp-gate.js';

const patience = { timeout: 60_000 };

describe('guildhall relay', patience, () => {
  let here: RelayTestEnvironment;
  beforeEach(async () => {
    here = await createRelayEnvironment();
  });

  it('delivers what is due with --once, then exits', async () => {
    const ids = await here.invite(12);
    const relay = startRelay(here.environment(), ['--once', '--language', 'de']);
    expect(await relay.ended).toBe(0);
    expect(here.server.received.map(({ messageId }) => messageId).sort()).toEqual([...ids].sort());
    expect(relay.errorLines).toEqual([]);
    const [first, ...rounds] = relay.outputLines;
    expect(first).toBe(
      `Delivering from the database "${here.connection.name}" by 127.0.0.1:${here.server.port}.`,
    );
    // How many go in one round depends on how fast the places are free again.
    const sent = rounds.map((line) => Number(/^(\d+) claimed: \1 sent$/.exec(line)?.[1]));
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(12);
    const subjects = here.server.received.map(
      ({ raw }) => /^Subject: (.*)/m.exec(raw.toString())?.[1],
    );
    expect(subjects.every((subject) => subject?.includes('Ada_l'))).toBe(true);
  });

  it('delivers from the database and the collections that it is told', async () => {
    const elsewhere = await createRelayEnvironment('orgs_');
    const ids = await elsewhere.invite(2);
    const environment = { ...here.environment(), GUILDHALL_COLLECTION_PREFIX: 'orgs_' };
    const database = elsewhere.connection.name;
    const relay = startRelay(environment, ['--once', '--database', database]);
    expect([await relay.ended, relay.errorLines]).toEqual([0, []]);
    expect(here.server.received.map(({ messageId }) => messageId).sort()).toEqual([...ids].sort());
    expect(relay.outputLines[0]).toContain(`the database "${database}"`);
    const misnamed = startRelay({ ...environment, GUILDHALL_COLLECTION_PREFIX: '' }, ['--once']);
    expect(await misnamed.ended).toBe(1);
    expect(misnamed.errorLines.join()).toContain('collectionPrefix is empty');
  });

  it('runs maintenance and writes the documented shape if its options say so', async () => {
    await here.invite(2);
    await here.connection
      .collection('guildhall_invitations')
      .updateMany({}, { $set: { expiresAt: new Date(Date.now() - 1000) } });
    await here.invite(1);
    const flags = ['--once', '--maintenance', '--mirror-documented-shape'];
    const relay = startRelay(here.environment(), flags);
    expect(await relay.ended).toBe(0);
    expect(relay.outputLines.slice(1)).toEqual([
      'maintenance: 2 expired invitations',
      '1 claimed: 1 sent',
    ]);
    const [acme] = await here.connection
      .collection('guildhall_organizations')
      .find({ pendingInvites: { $exists: true } })
      .toArray();
    expect(acme?.['pendingInvites']).toMatchObject([{ emailSentCount: 1 }]);
  });

  it('finishes and records the deliveries under way when it is stopped, and claims no more', async () => {
    await here.invite(25);
    const answers: (() => void)[] = [];
    here.server.onReceived = () => new Promise<void>((answer) => answers.push(answer));
    const relay = startRelay(here.environment());
    await waitUntil(() => answers.length === 5);
    relay.kill('SIGTERM');
    await relay.waitForLine(/^Stopping after the deliveries under way\.$/);
    here.server.onReceived = null;
    for (const answer of answers) answer();
    expect(await relay.ended).toBe(0);
    expect(here.server.received).toHaveLength(5);
    const left = await here.queued();
    expect(left).toHaveLength(20);
    expect(left.filter(({ lease }) => lease !== null)).toEqual([]);
    expect(relay.outputLines.slice(-2)).toEqual([
      'Stopping after the deliveries under way.',
      '5 claimed: 5 sent',
    ]);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('exits at once at the second %s', async (signal, code) => {
    await here.invite(1);
    here.server.setBehavior({ mail: 'hang' });
    const relay = startRelay(here.environment());
    await waitUntil(() => here.server.connections > 0);
    relay.kill(signal);
    await relay.waitForLine(/^Stopping/);
    relay.kill(signal);
    expect(await relay.ended).toBe(code);
  });

  it('exits with 0 if it is stopped with nothing to do', async () => {
    const relay = startRelay(here.environment());
    await relay.waitForLine(/^Delivering/);
    relay.kill('SIGINT');
    expect(await relay.ended).toBe(0);
    expect(relay.errorLines).toEqual([]);
  });

  it('reports once that the mail server cannot be reached, and once that it can be again', async () => {
    await here.server.stop();
    const ids = await here.invite(3);
    const relay = startRelay(here.environment());
    await relay.waitForLine(/^3 claimed: 3 to retry$/);
    await here.expireLeases();
    await waitUntil(() => relay.outputLines.filter((line) => line.endsWith('to retry')).length > 1);
    await here.server.start();
    await here.expireLeases();
    await relay.waitForLine(/^The mail server accepts mail again\.$/);
    relay.kill('SIGTERM');
    expect(await relay.ended).toBe(0);
    expect(here.server.received.map(({ messageId }) => messageId).sort()).toEqual([...ids].sort());
    expect(relay.errorLines).toEqual([
      `Mail waits: the mail server 127.0.0.1:${here.server.port} cannot be reached (ECONNREFUSED).`,
      'The mail server accepts mail again.',
    ]);
  });

  it('prints no address and no secret', async () => {
    await here.invite(3);
    here.server.setBehavior({ login: '535 5.7.8 hunter2 is wrong, guest1@example.org' });
    const relay = startRelay(here.environment());
    await relay.waitForLine(/^Mail waits: .* refused the login \(535 5\.7\.8\)/);
    await relay.waitForLine(/^3 claimed: 3 to retry$/);
    relay.kill('SIGTERM');
    await relay.ended;
    expect([...relay.outputLines, ...relay.errorLines].join('\n')).not.toMatch(
      /hunter2|@|token|eyJ/,
    );
  });
});

describe('a delivery that is not sent', patience, () => {
  it('is explained to the operator, each once', async () => {
    const here = await createRelayEnvironment();
    await here.invite(1);
    const keys = JSON.stringify([
      { kid: 'other', secret: 'another secret, of more than 32 bytes' },
    ]);
    const environment = { ...here.environment(), GUILDHALL_INVITATION_KEYS: keys };
    const relay = startRelay(environment, ['--once']);
    expect(await relay.ended).toBe(0);
    expect(relay.errorLines).toEqual([
      expect.stringMatching(
        /^The mail of invitation [0-9a-f]{24} waits: this relay does not have the key that signed it; add it to the invitation keys\.$/,
      ),
    ]);
    expect(relay.outputLines.at(-1)).toBe('1 claimed: 1 to retry');
  });
});

describe('guildhall relay cannot start', patience, () => {
  it('without its settings, and names all missing ones in one sentence', async () => {
    const relay = startRelay({});
    expect(await relay.ended).toBe(1);
    expect(relay.errorLines).toEqual([
      'The relay cannot start: set MONGODB_URI (or --mongodb), SMTP_URL, SMTP_FROM (or --from), GUILDHALL_BASE_URL (or --base-url) and GUILDHALL_INVITATION_KEYS (or --keys-file).',
    ]);
    expect(relay.outputLines).toEqual([]);
  });

  it('on a database that is not set up', async () => {
    const here = await createRelayEnvironment();
    const { name } = await openTestConnection();
    const relay = startRelay({ ...here.environment(), MONGODB_URI: uriOf(name) });
    expect(await relay.ended).toBe(1);
    expect(relay.errorLines.join('\n')).toMatch(
      /^Call ensureIndexes\(\) .*the database "\w+" is not set up\./,
    );
  });

  it('on the rows of a later release', async () => {
    const here = await createRelayEnvironment();
    const schema = here.connection.collection('guildhall_schema');
    await schema.updateOne({}, { $inc: { version: 2 } });
    const relay = startRelay(here.environment());
    expect(await relay.ended).toBe(1);
    expect(relay.errorLines.join('\n')).toMatch(/^Deploy a later release of Guildhall: the rows /);
  });
});

describe.concurrent('an unreachable database', patience, () => {
  const nowhere = 'mongodb://127.0.0.1:1/console?replicaSet=rs0';

  it('is waited for and reported once, and a stop ends the wait', async ({ expect }) => {
    const here = await createRelayEnvironment();
    const relay = startRelay({ ...here.environment(), MONGODB_URI: nowhere });
    await relay.waitForLine(/^MongoDB could not be reached/);
    relay.kill('SIGTERM');
    expect(await relay.ended).toBe(0);
    expect(relay.errorLines).toHaveLength(1);
  });

  it('ends a relay with --once', async ({ expect }) => {
    const here = await createRelayEnvironment();
    const relay = startRelay({ ...here.environment(), MONGODB_URI: nowhere }, ['--once']);
    expect(await relay.ended).toBe(1);
    expect(relay.errorLines.join()).toMatch(/^MongoDB could not be reached/);
  });
});

/** A relay that sends five invitations; its database is gone when the server has them all, and before it accepts them. */
async function startRelayAndLoseDatabase(flags: readonly string[]) {
  const here = await createRelayEnvironment();
  const { hostname, port } = new URL(uriOf(here.connection.name));
  const gate = await openTcpGate(hostname, Number(port));
  const direct = `mongodb://127.0.0.1:${gate.port}/${here.connection.name}?directConnection=true`;
  await here.invite(5);
  let received = 0;
  here.server.onReceived = async () => {
    received += 1;
    if (received === 5) gate.close();
    await waitUntil(() => received >= 5);
  };
  const relay = startRelay({ ...here.environment(), MONGODB_URI: direct }, flags);
  const sentIds = () =>
    here.server.received.map(({ messageId }) => messageId.replace(/^<|\.1@.*$/g, ''));
  return { relay, sentIds };
}

const namedIds = (lines: readonly string[]) =>
  [...lines.join('\n').matchAll(/invitation ([0-9a-f]{24})/g)].map(([, id]) => id);

// Each waits for half a minute, so they wait together.
describe.concurrent('a database that is gone for good', { timeout: 120_000 }, () => {
  it.each([[['--once']], [[]]])(
    'ends the relay %j with an error that names what was sent but not recorded',
    async (flags) => {
      const { relay, sentIds } = await startRelayAndLoseDatabase(flags);
      if (flags.length === 0) {
        await relay.waitForLine(/^MongoDB could not be reached|connection/i);
        relay.kill('SIGTERM');
      }
      expect(await relay.ended).toBe(1);
      expect(relay.errorLines.join('\n')).toContain(
        'the storage could not record 5 deliveries that were sent, so they may be sent again',
      );
      expect(namedIds(relay.errorLines).sort()).toEqual(sentIds().sort());
    },
  );

  it('is no reason not to name them at a second signal', async ({ expect }) => {
    const { relay, sentIds } = await startRelayAndLoseDatabase([]);
    await relay.waitForLine(/^MongoDB could not be reached|connection/i);
    relay.kill('SIGINT');
    await relay.waitForLine(/^Stopping/);
    relay.kill('SIGINT');
    expect(await relay.ended).toBe(130);
    expect(namedIds(relay.errorLines).sort()).toEqual(sentIds().sort());
  });
});
