// Runs every use case. Tokens leave the core only by mail. No answer, error or stored row holds a token, a key or a digest of
// one, except the digest in the invitation's own row.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { invitationKeyRingOrThrow, jwtInvitationTokens } from '../../src/adapters/web/index.js';
import type { Invitation } from '../../src/index.js';
import {
  noPacing,
  type RecordingStorage,
  recordingStorage,
} from '../../src/testing/doubles/index.js';
import { draftApp, submitApp } from '../support/app-steps.js';
import {
  assertPresent,
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  day,
  systemActor,
  type World,
} from '../support/world.js';
import { commandCases } from './support/command-cases.js';
import {
  inspectDeep,
  type OpenedTestStorage,
  openTestStorage,
  spyOnConsole,
} from './support/full-output.js';
import { withLostAnswers } from './support/storage-calls.js';
import { type UseCaseSampleIds, useCases } from './support/use-cases.js';

const secrets = [
  { kid: 'newer', secret: 'the newer secret of this run, of more than 32 bytes' },
  { kid: 'older', secret: 'the older secret of this run, of more than 32 bytes' },
] as const;

const spies = spyOnConsole();

/** Runs every command and query: with success, refusals and unknown outcomes. Returns all answers and errors in order. */
async function runEveryUseCase(world: World): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  const record = async (call: Promise<unknown>) => {
    answers.push(await call.catch((fault: unknown) => fault));
  };
  const withoutAnswers = createSecondService(world, withLostAnswers(world.storage), {
    pacing: noPacing(),
  });
  const older = createSecondService(world, world.storage, { secrets: secrets.slice(1) });
  for (const { stage } of commandCases) {
    const { run } = await stage(world);
    await record(run(withoutAnswers.guildhall));
    const { run: again, runWithOtherInput } = await stage(older);
    await record(again(older.guildhall, { idempotencyKey: 'once' }));
    await record(again(world.guildhall, { idempotencyKey: 'once' }));
    await record(runWithOtherInput(world.guildhall, { idempotencyKey: 'once' }));
    await record(runWithOtherInput(world.guildhall));
  }
  await record(world.guildhall.relay.runOnce({ limit: 100 }));
  world.clock.advance(day);
  const named = await fillOrganization(world);
  for (const { call, validInput } of useCases) {
    for (const actor of [named.admin, named.member, systemActor, null]) {
      await record(call(world.guildhall, actor, validInput(named)));
    }
  }
  await record(world.guildhall.relay.runOnce({ limit: 100 }));
  return answers;
}

async function fillOrganization(world: World) {
  const ada = await createPerson(world);
  const acme = await createOrganization(world, ada, 'Acme');
  const member = await createMember(world, { by: ada, to: acme });
  const input = { organizationId: acme.id, email: 'someone@example.com' };
  const answer = await world.guildhall.invitations.invite(ada.actor, input);
  const invitationId = answer.ok ? answer.value.id : '';
  const of = { creator: ada, organizationId: acme.id };
  const { appId, submission } = await submitApp(world, await draftApp(world, of));
  const key = { organizationId: acme.id, name: 'server', environment: 'live' } as const;
  const made = await world.guildhall.keys.create(ada.actor, key);
  const named: UseCaseSampleIds = {
    organizationId: acme.id,
    userId: member.id,
    invitationId,
    token: 'x.y.z',
    appId,
    submissionId: submission.id,
    keyId: made.ok ? made.value.key.id : '',
  };
  return { ...named, admin: ada.actor, member: member.actor };
}

/** The tokens of all invitations that were written. */
async function tokensIn({ calls }: RecordingStorage): Promise<readonly string[]> {
  const tokens = jwtInvitationTokens(invitationKeyRingOrThrow(secrets));
  const rows: Invitation[] = calls.flatMap(({ call }) => {
    if (call.port !== 'storage' || call.method !== 'commit') return [];
    return call.args[0].changes.flatMap((change) =>
      change.collection === 'invitations' && 'value' in change ? [change.value] : [],
    );
  });
  const derived = await Promise.all(
    rows.map(({ organizationId, id, revision, expiresAt, kid }) =>
      tokens.sign({ organizationId, invitationId: id, revision, expiresAt }, kid),
    ),
  );
  return [...new Set(derived.filter((token) => token !== null))];
}

/** The forms in which a secret can show: itself, its signature, and its digest in different encodings. */
function formsOf(secret: string): readonly string[] {
  const digest = createHash('sha256').update(secret).digest();
  const [, , signature] = secret.split('.');
  const spellings = (['hex', 'base64', 'base64url'] as const).map((form) => digest.toString(form));
  const shown = [
    secret,
    Buffer.from(secret).toString('base64'),
    ...spellings.map((one) => one.slice(0, 40)),
  ];
  return signature === undefined ? shown : [...shown, signature];
}

/** `createLink` is the only use case that returns a token. */
function withoutLink(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('value' in answer)) return answer;
  const { value } = answer;
  if (typeof value !== 'object' || value === null || !('link' in value)) return answer;
  const { link: _link, ...rest } = value;
  return { ...answer, value: rest };
}

/** The rows of invitations hold their digest; nothing else does. */
function withoutRowDigests(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRowDigests);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (value instanceof Error) return value;
  const fields = Object.entries(value).filter(
    ([name]) => !(name === 'tokenDigest' && 'emailKey' in value && 'sendWindow' in value),
  );
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutRowDigests(field)]));
}

describe.each(['memory', 'mongoose'] as const)('a run of every use case on %s', (kind) => {
  let opened: OpenedTestStorage;
  let recorded: RecordingStorage;
  let world: World;
  let answers: readonly unknown[];
  let forms: readonly string[];
  beforeAll(async () => {
    opened = await openTestStorage[kind]();
    recorded = recordingStorage(opened.storage);
    world = createWorld(recorded, { secrets });
    answers = await runEveryUseCase(world);
    const tokens = await tokensIn(recorded);
    expect(tokens.length).toBeGreaterThan(40);
    forms = [...tokens, ...secrets.map(({ secret }) => secret)].flatMap(formsOf);
  });

  const shownIn = (value: unknown) => {
    const printed = inspectDeep(value);
    return forms.filter((form) => printed.includes(form));
  };

  it('mails tokens', () => {
    expect(world.mailer.mails.length).toBeGreaterThan(20);
    expect(shownIn(world.mailer.mails)).not.toEqual([]);
  });

  it('returns and throws no token, key or digest', () => {
    expect(answers.length).toBeGreaterThan(150);
    expect(shownIn(answers)).not.toEqual([]);
    expect(shownIn(answers.map(withoutLink))).toEqual([]);
  });

  it('writes and reads only the digest in the row of an invitation', () => {
    const seen = recorded.calls.map(({ call, outcome }) => [call.args, outcome]);
    expect(shownIn(seen)).not.toEqual([]);
    expect(shownIn(withoutRowDigests(seen))).toEqual([]);
  });

  it('prints nothing', () => {
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  if (kind === 'mongoose') {
    it('stores only the digest in the row of an invitation', async () => {
      const connection = assertPresent(opened.connection);
      const collections = await connection.listCollections();
      expect(collections.map(({ name }) => name)).toContain('guildhall_invitations');
      for (const { name } of collections) {
        const fields = name === 'guildhall_invitations' ? { tokenDigest: 0 } : {};
        const rows = await connection.collection(name).find().project(fields).toArray();
        expect([name, shownIn(rows)]).toEqual([name, []]);
      }
    });
  }
});
