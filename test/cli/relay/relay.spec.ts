// `guildhall relay` as a process: what it says, how it stops, and what it leaves.
import { beforeEach, describe, expect, it } from 'vitest';
import { freshConnection } from '../../support/mongo.js';
import { startRelay } from './process.js';
import { type Stage, stage, until, uriOf } from './stage.js';

const patience = { timeout: 60_000 };

describe('guildhall relay', patience, () => {
  let here: Stage;
  beforeEach(async () => {
    here = await stage();
  });

  it('delivers all that is due with --once, and ends', async () => {
    const ids = await here.invite(12);
    const relay = startRelay(here.environment(), ['--once', '--language', 'de']);
    expect(await relay.ended).toBe(0);
    expect(here.server.taken.map(({ messageId }) => messageId).sort()).toEqual([...ids].sort());
    expect(relay.errors).toEqual([]);
    expect(relay.out).toEqual([
      `Delivering from the database "${here.connection.name}" by 127.0.0.1:${here.server.port}.`,
      '10 claimed: 10 sent',
      '2 claimed: 2 sent',
    ]);
    const subjects = here.server.taken.map(
      ({ raw }) => /^Subject: (.*)/m.exec(raw.toString())?.[1],
    );
    expect(subjects.every((subject) => subject?.includes('Ada_l'))).toBe(true);
  });

  it('does what time asks for, and mirrors as the services do, where it is told to', async () => {
    await here.invite(2);
    await here.connection
      .collection('invitations')
      .updateMany({}, { $set: { expiresAt: new Date(Date.now() - 1000) } });
    await here.invite(1);
    const flags = ['--once', '--maintenance', '--mirror-documented-shape'];
    const relay = startRelay(here.environment(), flags);
    expect(await relay.ended).toBe(0);
    expect(relay.out.slice(1)).toEqual(['maintenance: 2 expired', '1 claimed: 1 sent']);
    const [acme] = await here.connection
      .collection('organizations')
      .find({ pendingInvites: { $exists: true } })
      .toArray();
    expect(acme?.['pendingInvites']).toMatchObject([{ emailSentCount: 1 }]);
  });

  it('finishes and records what is being sent when it is told to stop, and claims no more', async () => {
    await here.invite(25);
    const answers: (() => void)[] = [];
    here.server.onTaken = () => new Promise<void>((answer) => answers.push(answer));
    const relay = startRelay(here.environment());
    await until(() => answers.length === 5);
    relay.kill('SIGTERM');
    await relay.says(/^Stopping: what is being sent is finished first\.$/);
    here.server.onTaken = null;
    for (const answer of answers) answer();
    expect(await relay.ended).toBe(0);
    expect(here.server.taken).toHaveLength(10);
    const left = await here.queued();
    expect(left).toHaveLength(15);
    expect(left.filter(({ lease }) => lease !== null)).toEqual([]);
    expect(relay.out.slice(-2)).toEqual([
      'Stopping: what is being sent is finished first.',
      '10 claimed: 10 sent',
    ]);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('ends at once at the second %s', async (signal, code) => {
    await here.invite(1);
    here.server.behave({ mail: 'hang' });
    const relay = startRelay(here.environment());
    await until(() => here.server.connections > 0);
    relay.kill(signal);
    await relay.says(/^Stopping/);
    relay.kill(signal);
    expect(await relay.ended).toBe(code);
  });

  it('ends with 0 where it has nothing to do', async () => {
    const relay = startRelay(here.environment());
    await relay.says(/^Delivering/);
    relay.kill('SIGINT');
    expect(await relay.ended).toBe(0);
    expect(relay.errors).toEqual([]);
  });

  it('says once that the mail server is away, and that it is back', async () => {
    await here.server.stop();
    const ids = await here.invite(3);
    const relay = startRelay(here.environment());
    await relay.says(/^3 claimed: 3 to be tried again$/);
    await here.letTimePass();
    await until(() => relay.out.filter((line) => line.endsWith('to be tried again')).length > 1);
    await here.server.start();
    await here.letTimePass();
    await relay.says(/^The mail server takes mails again\.$/);
    relay.kill('SIGTERM');
    expect(await relay.ended).toBe(0);
    expect(here.server.taken.map(({ messageId }) => messageId).sort()).toEqual([...ids].sort());
    expect(relay.errors).toEqual([
      `Mail waits: the mail server 127.0.0.1:${here.server.port} cannot be reached (ECONNREFUSED).`,
      'The mail server takes mails again.',
    ]);
  });

  it('says nothing of whom it writes to, nor any secret', async () => {
    await here.invite(3);
    here.server.behave({ login: '535 5.7.8 hunter2 is wrong, guest1@example.org' });
    const relay = startRelay(here.environment());
    await relay.says(/^Mail waits: .* did not let us log in \(535 5\.7\.8\)/);
    await relay.says(/^3 claimed: 3 to be tried again$/);
    relay.kill('SIGTERM');
    await relay.ended;
    expect([...relay.out, ...relay.errors].join('\n')).not.toMatch(/hunter2|@|token|eyJ/);
  });
});

describe('guildhall relay cannot start', patience, () => {
  it('where anything is missing, all of which it names in one sentence', async () => {
    const relay = startRelay({});
    expect(await relay.ended).toBe(1);
    expect(relay.errors).toEqual([
      'The relay cannot start yet: set MONGODB_URI (or --mongodb), SMTP_URL, SMTP_FROM (or --from), GUILDHALL_BASE_URL (or --base-url) and GUILDHALL_INVITATION_KEYS (or --keys-file).',
    ]);
    expect(relay.out).toEqual([]);
  });

  it('on a database that is not set up', async () => {
    const here = await stage();
    const { name } = await freshConnection();
    const relay = startRelay({ ...here.environment(), MONGODB_URI: uriOf(name) });
    expect(await relay.ended).toBe(1);
    expect(relay.errors.join('\n')).toMatch(/^The database "\w+" is not set up: .*ensureIndexes/);
  });
});

describe('a database that is away', patience, () => {
  const nowhere = 'mongodb://127.0.0.1:1/console?replicaSet=rs0';

  it('is waited for, and said once; a stop is heard meanwhile', async () => {
    const here = await stage();
    const relay = startRelay({ ...here.environment(), MONGODB_URI: nowhere });
    await relay.says(/^MongoDB could not be reached/);
    relay.kill('SIGTERM');
    expect(await relay.ended).toBe(0);
    expect(relay.errors).toHaveLength(1);
  });

  it('ends a relay that was to run once', async () => {
    const here = await stage();
    const relay = startRelay({ ...here.environment(), MONGODB_URI: nowhere }, ['--once']);
    expect(await relay.ended).toBe(1);
    expect(relay.errors.join()).toMatch(/^MongoDB could not be reached/);
  });
});
