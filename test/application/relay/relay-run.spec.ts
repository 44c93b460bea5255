// How a relay runs on, and what it does where the storage, the mailer or the keys are not as they should be.
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { parseTokenDigest } from '../../../src/domain/organization/invitation.js';
import {
  createGuildhall,
  developmentKeys,
  type InvitationView,
  type MailTemplates,
  type OrganizationView,
  type Pacing,
  type Round,
  StorageError,
  storageClock,
} from '../../../src/index.js';
import {
  type Mailbox,
  mailbox,
  noPacing,
  passThrough,
  tokenIn,
} from '../../../src/testing/doubles/index.js';
import {
  besides,
  invited,
  organizationOf,
  type Person,
  person,
  present,
  type World,
  worldOn,
  writeRows,
} from '../../support/guildhall.js';
import { withoutReach } from '../support/calls.js';
import { freshAddress } from '../support/commands.js';

const none: Round = { claimed: 0, sent: 0, retry: 0, failed: 0, dropped: 0, overrun: 0 };
const older = { kid: 'older', secret: 'the older secret, of more than thirty-two bytes' };
const newer = { kid: 'newer', secret: 'the newer secret, of more than thirty-two bytes' };

let world: World;
let ada: Person;
let acme: OrganizationView;
beforeEach(async () => {
  world = worldOn(memoryStorage(), { pacing: noPacing(), secrets: [older] });
  ada = await person(world);
  acme = await organizationOf(world, ada);
});

const invite = (email = freshAddress()) => invited(world, { by: ada, to: acme, email });
const stored = async ({ id }: InvitationView) =>
  present(await world.storage.invitations.findById(id)).value;
const run = (by = world) => by.guildhall.relay.runOnce();

describe('one round', () => {
  it.each([0, -1, 101, 1.5, Number.NaN])('does not take %d messages', async (limit) => {
    await expect(world.guildhall.relay.runOnce({ limit })).rejects.toThrow(RangeError);
  });

  it('takes ten messages unless told otherwise, the oldest first', async () => {
    const sent: string[] = [];
    for (let count = 0; count < 11; count += 1) {
      world.clock.advance(1);
      sent.push(`${(await invite()).id}.1`);
    }
    expect(await run()).toEqual({ ...none, claimed: 10, sent: 10 });
    expect(world.mails.mails.map(({ id }) => id).sort()).toEqual(sent.slice(0, 10).sort());
  });

  it('says what is missing where there is no mailer', async () => {
    const bare = createGuildhall({
      storage: world.storage,
      keys: developmentKeys(),
      baseUrl: 'https://example.com',
    });
    await expect(bare.relay.runOnce()).rejects.toThrow(/no mailer.*`mailer`/);
    await expect(bare.relay.run(new AbortController().signal)).rejects.toThrow(/no mailer/);
  });

  it('mails by the templates of the embedder', async () => {
    const email = freshAddress();
    await invite(email);
    const ours = { subject: 'Welcome', text: 'Come in', html: '<p>Come in</p>' };
    await run(besides(world, world.storage, { templates: { invitation: () => ours } }));
    expect(world.mails.to(email)).toMatchObject([ours]);
  });
});

describe('the language', () => {
  const bare = { baseUrl: 'https://example.com', keys: developmentKeys() };

  it.each(['', 'in German', 'de_AT', '"><script>'])(
    'must be a language tag: "%s" is none',
    (language) => {
      expect(() => createGuildhall({ ...bare, storage: memoryStorage(), language })).toThrow(
        `the language "${language}" is no language tag; give one such as en or pt-BR`,
      );
    },
  );

  it('comes to the templates of the embedder', async () => {
    const asked: string[] = [];
    const invitation: MailTemplates['invitation'] = ({ language }) => {
      asked.push(language);
      return { subject: 'x', text: 'x', html: 'x' };
    };
    await invite();
    await run(besides(world, world.storage, { templates: { invitation }, language: 'pt-BR' }));
    expect(asked).toEqual(['pt-BR']);
  });
});

describe('keys', () => {
  it('that were rotated still sign what they have signed', async () => {
    const first = freshAddress();
    await invite(first);
    const rotated = besides(world, world.storage, { secrets: [newer, older] });
    const second = freshAddress();
    await invited(rotated, { by: ada, to: acme, email: second });
    expect(await run(rotated)).toEqual({ ...none, claimed: 2, sent: 2 });
    const heads = [first, second].map((to) => {
      const [head = ''] = tokenIn(present(world.mails.to(to)[0])).split('.');
      return JSON.parse(Buffer.from(head, 'base64url').toString());
    });
    expect(heads).toMatchObject([{ kid: 'older' }, { kid: 'newer' }]);
    const withdrawn = besides(world, world.storage, { secrets: [newer] });
    const token = tokenIn(present(world.mails.to(first)[0]));
    expect(await rotated.guildhall.invitations.preview(null, { token })).toMatchObject({
      ok: true,
    });
    expect(await withdrawn.guildhall.invitations.preview(null, { token })).toMatchObject({
      refusal: { code: 'invitation_not_found' },
    });
  });

  it('that a relay does not know leave the mail to one that does', async () => {
    const sent = await invite();
    const behind = besides(world, world.storage, { secrets: [newer] });
    expect(await run(behind)).toEqual({ ...none, claimed: 1, retry: 1 });
    world.clock.advance(66);
    expect(await run()).toEqual({ ...none, claimed: 1, sent: 1 });
    expect(await stored(sent)).toMatchObject({ emailSentCount: 2 });
  });

  it('never sign what is not the token of the row', async () => {
    const { id } = await invite();
    const { value, version } = present(await world.storage.invitations.findById(id));
    const row = { kind: 'update', collection: 'invitations', id, expected: version } as const;
    const tokenDigest = present(parseTokenDigest('0'.repeat(64)));
    await writeRows(world.storage, [{ ...row, value: { ...value, tokenDigest } }]);
    expect(await run()).toEqual({ ...none, claimed: 1, failed: 1 });
    expect(world.mails.mails).toEqual([]);
  });
});

describe('running on', () => {
  /** Ends a run after so many waits. */
  function stopping(after: number) {
    const abort = new AbortController();
    const waits: number[] = [];
    const rounds: Round[] = [];
    const pacing: Pacing = {
      ...noPacing(),
      async wait(milliseconds) {
        if (waits.push(milliseconds) >= after) abort.abort();
      },
    };
    /** A relay that does not wait would never let a timer end the test. */
    const onRound = (round: Round) => {
      if (rounds.push(round) === 20) abort.abort();
    };
    return { abort, waits, rounds, pacing, onRound };
  }

  it('waits only when nothing was due, and ends with the signal', async () => {
    await invite();
    await invite();
    const { abort, waits, rounds, pacing, onRound } = stopping(2);
    const service = besides(world, world.storage, { pacing });
    await service.guildhall.relay.run(abort.signal, { onRound });
    expect(rounds).toEqual([{ ...none, claimed: 2, sent: 2 }, none, none]);
    expect(waits).toEqual([5_000, 5_000]);
  });

  it('does nothing where the signal came before, and waits as long as it is told', async () => {
    await invite();
    await world.guildhall.relay.run(AbortSignal.abort());
    expect(world.mails.mails).toEqual([]);
    const { abort, waits, pacing, onRound } = stopping(1);
    await run();
    const service = besides(world, world.storage, { pacing });
    await service.guildhall.relay.run(abort.signal, { idle: 60, onRound });
    expect(waits).toEqual([60_000]);
  });

  it('finishes and records what is being sent when the signal comes', async () => {
    const sent = await invite();
    const abort = new AbortController();
    const mails: Mailbox = { ...mailbox(), send: async () => abort.abort() };
    await besides(world, world.storage, { mails }).guildhall.relay.run(abort.signal);
    expect(await stored(sent)).toMatchObject({ delivery: { state: 'sent' } });
  });

  it('waits for a storage that is away, and says so', async () => {
    await invite();
    let calls = 0;
    const away: StorageError[] = [];
    const onAway = (fault: StorageError) => away.push(fault);
    const storage = withoutReach(world.storage, ({ method }) => method === 'claim' && calls++ < 3);
    const { abort, waits, rounds, pacing, onRound } = stopping(4);
    const service = besides(world, storage, { pacing });
    await service.guildhall.relay.run(abort.signal, { onRound, onAway });
    expect(waits).toHaveLength(4);
    expect(away.map(({ code }) => code)).toEqual(['unavailable', 'unavailable', 'unavailable']);
    expect(rounds).toEqual([{ ...none, claimed: 1, sent: 1 }, none]);
    expect(world.mails.mails).toHaveLength(1);
  });

  it('mails once where the answer to recording it was lost, or the time could not be told', async () => {
    const sent = await invite();
    let isLost = false;
    const deaf = passThrough(world.storage, async (call, proceed) => {
      const answer = await proceed();
      if (call.method !== 'settle' || isLost) return answer;
      isLost = true;
      throw new StorageError('outcome_unknown', 'the answer is lost');
    });
    let times = 0;
    const timeless = withoutReach(
      { ...deaf, time: async () => world.clock.now() },
      ({ method }) => method === 'time' && ++times === 2,
    );
    const serviceClock = storageClock(timeless);
    expect(await run(besides(world, timeless, { serviceClock }))).toMatchObject({ claimed: 1 });
    world.clock.advance(301);
    expect(await run()).toEqual(none);
    expect(world.mails.mails).toHaveLength(1);
    expect(await stored(sent)).toMatchObject({ delivery: { state: 'sent' } });
  });

  it('mails what a lost answer has claimed once the lease is over', async () => {
    await invite();
    let isLost = false;
    const deaf = passThrough(world.storage, async (call, proceed) => {
      const answer = await proceed();
      if (call.method !== 'claim' || isLost) return answer;
      isLost = true;
      throw new StorageError('outcome_unknown', 'the answer is lost');
    });
    const { abort, pacing, onRound } = stopping(2);
    await besides(world, deaf, { pacing }).guildhall.relay.run(abort.signal, { onRound });
    expect(world.mails.mails).toEqual([]);
    world.clock.advance(300);
    expect(await run()).toEqual({ ...none, claimed: 1, sent: 1 });
  });

  it('ends with what is neither the storage nor the mail', async () => {
    await invite();
    const broken = () => {
      throw new TypeError('a mistake in a template');
    };
    const service = besides(world, world.storage, { templates: { invitation: broken } });
    const { signal } = new AbortController();
    await expect(service.guildhall.relay.run(signal)).rejects.toThrow('a mistake in a template');
  });

  it('mails the others where one cannot be looked at', async () => {
    const [first, second] = [freshAddress(), freshAddress()];
    await invite(first);
    await invite(second);
    let isAway = true;
    const away = withoutReach(world.storage, ({ method, port }) => {
      const now = isAway && port === 'organizations' && method === 'findById';
      if (now) isAway = false;
      return now;
    });
    await expect(run(besides(world, away))).rejects.toMatchObject({ code: 'unavailable' });
    expect(world.mails.mails).toHaveLength(1);
    world.clock.advance(300);
    expect(await run()).toEqual({ ...none, claimed: 1, sent: 1 });
    expect(world.mails.mails.map(({ to }) => to).sort()).toEqual([first, second].sort());
  });
});
