// Invites those of many addresses that can be invited, and answers with the failures of the others.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow, StorageError } from '../../../src/index.js';
import {
  interceptStorage,
  type RecordingStorage,
  recordingStorage,
} from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createInvitation,
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  day,
  type Person,
  storageKinds,
  type World,
} from '../../support/world.js';
import { uniqueEmail } from '../support/command-cases.js';
import { requestedWrites, writtenCommands } from '../support/storage-calls.js';

describe.each(storageKinds)('inviting whoever can be invited on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
    ada = await createPerson(world);
    acme = await createOrganization(world, ada, 'Acme');
  });

  const skipping = (to: OrganizationView, ...addresses: readonly string[]) => ({
    organizationId: to.id,
    invitations: addresses.map((email) => ({ email })),
    onFailure: 'skip' as const,
  });
  const at = (index: number) => ({ index, path: ['invitations', index, 'email'] });
  const failureAt = (index: number, code: string, more: object = {}) => ({
    ...at(index),
    code,
    ...more,
  });

  /** Seconds until the window of this length ends. */
  const left = (window: number) => {
    const seconds = world.clock.now().getTime() / 1000;
    return Math.ceil(window - (seconds % window));
  };

  const withLimits = (policy: object) =>
    createSecondService(world, world.storage, { policy }).guildhall.invitations;

  it('invites them in one commit, names the others by index, and repeats its answer', async () => {
    const { invite, inviteMany } = withLimits({ maxInvitationsPerAddressOverall: 1 });
    const member = await createMember(world, { by: ada, to: acme });
    const open = await createInvitation(world, { by: ada, to: acme, email: uniqueEmail() });
    const used = uniqueEmail();
    const elsewhere = await createOrganization(world, ada, 'Elsewhere');
    orThrow(await invite(ada.actor, { organizationId: elsewhere.id, email: used }));
    const [kim, lou] = [uniqueEmail(), uniqueEmail()];
    const input = skipping(acme, member.email, kim, open.email, used, lou);
    const before = writtenCommands(recorded).length;
    const options = { idempotencyKey: 'skips' };
    const answer = orThrow(await inviteMany(ada.actor, input, options));
    expect(answer.invitations.map(({ email, state }) => [email, state])).toEqual([
      [kim, 'pending'],
      [lou, 'pending'],
    ]);
    expect(answer.failures).toEqual([
      failureAt(0, 'already_a_member'),
      failureAt(2, 'already_invited', { invitationId: open.id }),
      failureAt(3, 'rate_limited', { retryAfter: left(600) }),
    ]);
    const written = writtenCommands(recorded).slice(before);
    expect(written).toMatchObject([{ journal: { action: 'invitation.invite_many' } }]);
    const journalText = JSON.stringify(written.map(({ journal }) => journal));
    for (const { email } of input.invitations) expect(journalText).not.toContain(email);
    expect(orThrow(await inviteMany(ada.actor, input, options))).toEqual(answer);
    world.clock.advance(601);
    expect(orThrow(await inviteMany(ada.actor, input, options))).toEqual(answer);
    expect(writtenCommands(recorded)).toHaveLength(before + 1);
  });

  it('keeps in its answer how long to wait until an expired invitation can be sent again', async () => {
    const { invite, inviteMany } = withLimits({
      invitationLifetime: 3_600,
      resendCooldown: 7_200,
    });
    const [soon, free] = [uniqueEmail(), uniqueEmail()];
    orThrow(await invite(ada.actor, { organizationId: acme.id, email: soon }));
    world.clock.advance(3_601);
    const input = skipping(acme, soon, free);
    const options = { idempotencyKey: 'too-soon' };
    const answer = orThrow(await inviteMany(ada.actor, input, options));
    expect(answer).toMatchObject({
      invitations: [{ email: free }],
      failures: [{ ...at(0), code: 'resend_too_soon' }],
    });
    world.clock.advance(30);
    expect(orThrow(await inviteMany(ada.actor, input, options)).failures).toEqual(answer.failures);
  });

  it('writes nothing if nobody can be invited', async () => {
    const { invite, inviteMany, revoke } = withLimits({ maxInvitationsPerAddress: 1 });
    const [open, revoked] = [{ email: uniqueEmail() }, { email: uniqueEmail() }];
    for (const { email } of [open, revoked]) {
      orThrow(await invite(ada.actor, { organizationId: acme.id, email }));
    }
    orThrow(await revoke(ada.actor, { organizationId: acme.id, email: revoked.email }));
    const before = requestedWrites(recorded).length;
    const options = { idempotencyKey: 'nobody' };
    for (const addresses of [[open.email], [open.email, revoked.email], [revoked.email]]) {
      const answer = orThrow(await inviteMany(ada.actor, skipping(acme, ...addresses)));
      expect(answer.invitations).toEqual([]);
      expect(answer.failures).toHaveLength(addresses.length);
    }
    const input = skipping(acme, open.email, revoked.email);
    const first = await inviteMany(ada.actor, input, options);
    expect(await inviteMany(ada.actor, input, options)).toEqual(first);
    expect(requestedWrites(recorded)).toHaveLength(before);
  });

  it('takes nothing of its limits for an address that is over its own', async () => {
    const one = await createPerson(world);
    const own = await createOrganization(world, one, 'Own');
    const { invite, inviteMany } = withLimits({
      maxInvitationsPerAddressOverall: 1,
      maxInvitationsPerInviter: 3,
      maxInvitationsPerAddress: 1,
    });
    const used = uniqueEmail();
    world.clock.advance(left(day));
    orThrow(await invite(ada.actor, { organizationId: acme.id, email: used }));
    for (let count = 0; count < 5; count += 1) {
      const { failures } = orThrow(await inviteMany(one.actor, skipping(own, used)));
      expect(failures).toEqual([failureAt(0, 'rate_limited', { retryAfter: left(600) })]);
    }
    const free = uniqueEmail();
    const { invitations } = orThrow(await inviteMany(one.actor, skipping(own, used, free)));
    expect(invitations.map(({ email }) => email)).toEqual([free]);
    // The organization's share of the address is not taken either.
    world.clock.advance(left(600));
    orThrow(await invite(one.actor, { organizationId: own.id, email: used }));
    orThrow(await invite(one.actor, { organizationId: own.id, email: uniqueEmail() }));
    const over = await inviteMany(one.actor, skipping(own, uniqueEmail()));
    const refusal = { code: 'rate_limited', path: ['actor'], retryAfter: left(day) };
    expect(over).toEqual({ ok: false, refusal });
  });

  it('takes an address from its limits once, also if another attempt is needed', async () => {
    const [kim, lou] = [uniqueEmail(), uniqueEmail()];
    let commits = 0;
    const storage = interceptStorage(world.storage, async (call, proceed) => {
      if (call.method !== 'commit' || ++commits > 1) return proceed();
      // Somebody else invites one of the two first.
      await createInvitation(world, { by: ada, to: acme, email: kim });
      throw new StorageError('version_conflict', 'another invitation was first');
    });
    const policy = { maxInvitationsPerAddressOverall: 1 };
    const { inviteMany } = createSecondService(world, storage, { policy }).guildhall.invitations;
    const answer = orThrow(await inviteMany(ada.actor, skipping(acme, kim, lou)));
    expect(answer.invitations.map(({ email }) => email)).toEqual([lou]);
    expect(answer.failures).toMatchObject([{ ...at(0), code: 'already_invited' }]);
    expect(commits).toBe(2);
  });

  it('gives the room that is left for one person to the first of their addresses', async () => {
    const { inviteMany } = withLimits({ maxInvitationsPerAddressOverall: 2 });
    const name = `one.person${uniqueEmail().replace(/\D/g, '')}`;
    const several = ['a', 'b', 'c', 'd'].map((tag) => `${name}+${tag}@example.org`);
    const answer = orThrow(await inviteMany(ada.actor, skipping(acme, ...several)));
    expect(answer.invitations.map(({ email }) => email)).toEqual(several.slice(0, 2));
    expect(answer.failures.map(({ index, code }) => [index, code])).toEqual([
      [2, 'rate_limited'],
      [3, 'rate_limited'],
    ]);
  });

  it('refuses all if the organization has no room for those that can be invited', async () => {
    const small = await createOrganization(world, ada, 'Small');
    const { inviteMany } = withLimits({ maxPendingInvitations: 2 });
    const [first, second, third] = [uniqueEmail(), uniqueEmail(), uniqueEmail()];
    orThrow(await inviteMany(ada.actor, skipping(small, first)));
    expect(await inviteMany(ada.actor, skipping(small, second, third))).toEqual({
      ok: false,
      refusal: { code: 'invitation_limit_reached', limit: 2 },
    });
    const { invitations } = orThrow(await inviteMany(ada.actor, skipping(small, first, second)));
    expect(invitations.map(({ email }) => email)).toEqual([second]);
  });

  it('invites each of the same addresses once, whoever of twelve callers is first', async () => {
    const busy = await createOrganization(world, ada, 'Busy');
    const addresses = Array.from({ length: 8 }, uniqueEmail);
    const services = [world.guildhall, createSecondService(world, world.storage).guildhall];
    const answers = await Promise.all(
      Array.from({ length: 12 }, async (_, caller) => {
        const { invitations } = assertPresent(services[caller % 2]);
        const from = caller % 3;
        const input = skipping(busy, ...addresses.slice(from, from + 6));
        return orThrow(await invitations.inviteMany(ada.actor, input));
      }),
    );
    const invited = answers.flatMap(({ invitations }) => invitations.map(({ email }) => email));
    expect([...invited].sort()).toEqual([...addresses].sort());
    const failures = answers.flatMap((one) => one.failures.map(({ code }) => code));
    expect(failures).toEqual(Array.from({ length: 12 * 6 - 8 }, () => 'already_invited'));
  });
});
