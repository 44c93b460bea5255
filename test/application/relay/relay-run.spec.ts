// How a relay runs, and what it does where the storage, the mailer or the keys fail.
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { parseTokenDigest } from '../../../src/domain/organization/invitation.js';
import {
  createGuildhall,
  developmentKeys,
  type InvitationView,
  type MailTemplates,
  type OrganizationView,
  type RelayRound,
  type RetryPauses,
  StorageError,
  storageClock,
} from '../../../src/index.js';
import {
  interceptStorage,
  invitationTokenOf,
  noPacing,
  type RecordingMailer,
  recordingMailer,
} from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  commitChanges,
  createInvitation,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  type Person,
  type World,
} from '../../support/world.js';
import { uniqueEmail } from '../support/command-cases.js';
import { withUnavailableCalls } from '../support/storage-calls.js';

const none: RelayRound = { claimed: 0, sent: 0, retry: 0, failed: 0, dropped: 0, overrun: 0 };
const older = { kid: 'older', secret: 'the older secret, of more than thirty-two bytes' };
const newer = { kid: 'newer', secret: 'the newer secret, of more than thirty-two bytes' };

let world: World;
let ada: Person;
let acme: OrganizationView;
beforeEach(async () => {
  world = createWorld(memoryStorage(), { pacing: noPacing(), secrets: [older] });
  ada = await createPerson(world);
  acme = await createOrganization(world, ada);
});

const invite = (email = uniqueEmail()) => createInvitation(world, { by: ada, to: acme, email });
const stored = async ({ id }: InvitationView) =>
  assertPresent(await world.storage.invitations.findById(id)).value;
const run = (by = world) => by.guildhall.relay.runOnce();

describe('one round', () => {
  it.each([0, -1, 101, 1.5, Number.NaN])('refuses a limit of %d messages', async (limit) => {
    await expect(world.guildhall.relay.runOnce({ limit })).rejects.toThrow(RangeError);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 3e6, null, '5'])(
    'refuses to run with a wait of %s seconds',
    async (seconds) => {
      const running = (options: object) =>
        world.guildhall.relay.run(new AbortController().signal, options);
      await expect(running({ idle: seconds })).rejects.toThrow(RangeError);
      await expect(running({ idle: seconds })).rejects.toThrow(
        `the idle of relay.run is ${seconds}; it must be a number of seconds above 0 and at most 1000000`,
      );
    },
  );

  it('claims ten messages where no limit is given, the oldest first', async () => {
    const sent: string[] = [];
    for (let count = 0; count < 11; count += 1) {
      world.clock.advance(1);
      sent.push(`${(await invite()).id}.1`);
    }
    expect(await run()).toEqual({ ...none, claimed: 10, sent: 10 });
    expect(world.mailer.mails.map(({ id }) => id).sort()).toEqual(sent.slice(0, 10).sort());
  });

  it('names the missing mailer', async () => {
    const bare = createGuildhall({
      storage: world.storage,
      keys: developmentKeys(),
      baseUrl: 'http://localhost:3000',
    });
    await expect(bare.relay.runOnce()).rejects.toThrow(/no mailer.*`mailer`/);
    await expect(bare.relay.run(new AbortController().signal)).rejects.toThrow(/no mailer/);
  });

  it('mails by the templates of the embedder', async () => {
    const email = uniqueEmail();
    await invite(email);
    const ours = { subject: 'Welcome', text: 'Come in', html: '<p>Come in</p>' };
    await run(createSecondService(world, world.storage, { templates: { invitation: () => ours } }));
    expect(world.mailer.mailsTo(email)).toMatchObject([ours]);
  });
});

describe('the language', () => {
  const bare = { baseUrl: 'http://localhost:3000', keys: developmentKeys() };

  it.each(['', 'in German', 'de_AT', '"><script>'])(
    'must be a language tag: "%s" is refused',
    (language) => {
      expect(() => createGuildhall({ ...bare, storage: memoryStorage(), language })).toThrow(
        `the language "${language}" is not a language tag; write it like en or pt-BR`,
      );
    },
  );

  it('is passed to the templates of the embedder', async () => {
    const asked: string[] = [];
    const invitation: MailTemplates['invitation'] = ({ language }) => {
      asked.push(language);
      return { subject: 'x', text: 'x', html: 'x' };
    };
    await invite();
    await run(
      createSecondService(world, world.storage, { templates: { invitation }, language: 'pt-BR' }),
    );
    expect(asked).toEqual(['pt-BR']);
  });
});

describe('keys', () => {
  it('that were rotated still sign their own invitations', async () => {
    const first = uniqueEmail();
    await invite(first);
    const rotated = createSecondService(world, world.storage, { secrets: [newer, older] });
    const second = uniqueEmail();
    await createInvitation(rotated, { by: ada, to: acme, email: second });
    expect(await run(rotated)).toEqual({ ...none, claimed: 2, sent: 2 });
    const heads = [first, second].map((to) => {
      const [head = ''] = invitationTokenOf(assertPresent(world.mailer.mailsTo(to)[0])).split('.');
      return JSON.parse(Buffer.from(head, 'base64url').toString());
    });
    expect(heads).toMatchObject([{ kid: 'older' }, { kid: 'newer' }]);
    const withdrawn = createSecondService(world, world.storage, { secrets: [newer] });
    const token = invitationTokenOf(assertPresent(world.mailer.mailsTo(first)[0]));
    expect(await rotated.guildhall.invitations.preview(null, { token })).toMatchObject({
      ok: true,
    });
    expect(await withdrawn.guildhall.invitations.preview(null, { token })).toMatchObject({
      refusal: { code: 'invitation_not_found' },
    });
  });

  it('that a relay does not have leave the mail to a relay that has them', async () => {
    const sent = await invite();
    const behind = createSecondService(world, world.storage, { secrets: [newer] });
    expect(await run(behind)).toEqual({ ...none, claimed: 1, retry: 1 });
    world.clock.advance(66);
    expect(await run()).toEqual({ ...none, claimed: 1, sent: 1 });
    expect(await stored(sent)).toMatchObject({ emailSentCount: 2 });
  });

  it('never sign another token than that of the row', async () => {
    const { id } = await invite();
    const { value, version } = assertPresent(await world.storage.invitations.findById(id));
    const row = {
      kind: 'update',
      collection: 'invitations',
      id,
      expectedVersion: version,
    } as const;
    const tokenDigest = assertPresent(parseTokenDigest('0'.repeat(64)));
    await commitChanges(world.storage, [{ ...row, value: { ...value, tokenDigest } }]);
    expect(await run()).toEqual({ ...none, claimed: 1, failed: 1 });
    expect(world.mailer.mails).toEqual([]);
  });
});

describe('a running relay', () => {
  /** Ends a run after this many waits. */
  function stopping(after: number) {
    const abort = new AbortController();
    const waits: number[] = [];
    const rounds: RelayRound[] = [];
    const pacing: RetryPauses = {
      ...noPacing(),
      async sleep(milliseconds) {
        if (waits.push(milliseconds) >= after) abort.abort();
      },
    };
    /** Ends a relay that never waits; without waits no timer could end the test. */
    const onRound = (round: RelayRound) => {
      if (rounds.push(round) === 20) abort.abort();
    };
    return { abort, waits, rounds, pacing, onRound };
  }

  it('waits only when nothing is due or under way, and ends with the signal', async () => {
    await invite();
    await invite();
    const { abort, waits, rounds, pacing, onRound } = stopping(2);
    const service = createSecondService(world, world.storage, { pacing });
    await service.guildhall.relay.run(abort.signal, { onRound });
    expect(rounds).toEqual([{ ...none, claimed: 2, sent: 2 }, none]);
    expect(waits).toEqual([5_000, 5_000]);
  });

  it('does nothing after an earlier signal, and waits for the given time', async () => {
    await invite();
    await world.guildhall.relay.run(AbortSignal.abort());
    expect(world.mailer.mails).toEqual([]);
    const { abort, waits, pacing, onRound } = stopping(1);
    await run();
    const service = createSecondService(world, world.storage, { pacing });
    await service.guildhall.relay.run(abort.signal, { idle: 60, onRound });
    expect(waits).toEqual([60_000]);
  });

  it('finishes and records its current round after the signal', async () => {
    const sent = await invite();
    const abort = new AbortController();
    const mails: RecordingMailer = { ...recordingMailer(), send: async () => abort.abort() };
    await createSecondService(world, world.storage, { mailer: mails }).guildhall.relay.run(
      abort.signal,
    );
    expect(await stored(sent)).toMatchObject({ delivery: { state: 'sent' } });
  });

  it('waits for an unavailable storage, and reports it', async () => {
    await invite();
    let calls = 0;
    const away: StorageError[] = [];
    const onUnavailable = (fault: StorageError) => away.push(fault);
    const storage = withUnavailableCalls(
      world.storage,
      ({ method }) => method === 'claim' && calls++ < 3,
    );
    const { abort, waits, rounds, pacing, onRound } = stopping(5);
    const service = createSecondService(world, storage, { pacing });
    await service.guildhall.relay.run(abort.signal, { onRound, onUnavailable });
    expect(waits).toHaveLength(5);
    expect(away.map(({ code }) => code)).toEqual(['unavailable', 'unavailable', 'unavailable']);
    expect(rounds).toEqual([{ ...none, claimed: 1, sent: 1 }, none]);
    expect(world.mailer.mails).toHaveLength(1);
  });

  it('mails once where the recording gave no answer, or the clock failed', async () => {
    const sent = await invite();
    let isLost = false;
    const deaf = interceptStorage(world.storage, async (call, proceed) => {
      const answer = await proceed();
      if (call.method !== 'settle' || isLost) return answer;
      isLost = true;
      throw new StorageError('outcome_unknown', 'the answer is lost');
    });
    let times = 0;
    const timeless = withUnavailableCalls(
      { ...deaf, time: async () => world.clock.now() },
      ({ method }) => method === 'time' && ++times === 2,
    );
    const serviceClock = storageClock(timeless);
    expect(await run(createSecondService(world, timeless, { serviceClock }))).toMatchObject({
      claimed: 1,
    });
    world.clock.advance(301);
    expect(await run()).toEqual(none);
    expect(world.mailer.mails).toHaveLength(1);
    expect(await stored(sent)).toMatchObject({ delivery: { state: 'sent' } });
  });

  it('mails what a claim without an answer claimed, after the lease', async () => {
    await invite();
    let isLost = false;
    const deaf = interceptStorage(world.storage, async (call, proceed) => {
      const answer = await proceed();
      if (call.method !== 'claim' || isLost) return answer;
      isLost = true;
      throw new StorageError('outcome_unknown', 'the answer is lost');
    });
    const { abort, pacing, onRound } = stopping(2);
    await createSecondService(world, deaf, { pacing }).guildhall.relay.run(abort.signal, {
      onRound,
    });
    expect(world.mailer.mails).toEqual([]);
    world.clock.advance(300);
    expect(await run()).toEqual({ ...none, claimed: 1, sent: 1 });
  });

  it('mails the other messages where one cannot be read', async () => {
    const [first, second] = [uniqueEmail(), uniqueEmail()];
    await invite(first);
    await invite(second);
    let isAway = true;
    const away = withUnavailableCalls(world.storage, ({ method, port }) => {
      const now = isAway && port === 'organizations' && method === 'findById';
      if (now) isAway = false;
      return now;
    });
    await expect(run(createSecondService(world, away))).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(world.mailer.mails).toHaveLength(1);
    world.clock.advance(300);
    expect(await run()).toEqual({ ...none, claimed: 1, sent: 1 });
    expect(world.mailer.mails.map(({ to }) => to).sort()).toEqual([first, second].sort());
  });
});
