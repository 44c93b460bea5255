// Over a whole run: tokens leave the core by mail only, and nothing else that it says or keeps holds a token, a key or a
// digest of one, but for the digest that an invitation's own row stands under.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { invitationKeys, joseInvitationTokens } from '../../src/adapters/web/index.js';
import type { Invitation } from '../../src/index.js';
import {
  noPacing,
  type RecordingStorage,
  recordingStorage,
} from '../../src/testing/doubles/index.js';
import { drafted, submitted } from '../support/apps.js';
import {
  besides,
  day,
  joined,
  organizationOf,
  person,
  present,
  theSystem,
  type World,
  worldOn,
} from '../support/guildhall.js';
import { losingAnswers } from './support/calls.js';
import { commands } from './support/commands.js';
import { type Named, useCases } from './support/every-use-case.js';
import { consoleSpies, type Opened, opening, print } from './support/laid-bare.js';

const secrets = [
  { kid: 'newer', secret: 'the newer secret of this run, of more than 32 bytes' },
  { kid: 'older', secret: 'the older secret of this run, of more than 32 bytes' },
] as const;

const spies = consoleSpies();

/** Every command and query, done, refused and unknown; what was said, by answer or fault, in order. */
async function wholeRun(world: World): Promise<readonly unknown[]> {
  const said: unknown[] = [];
  const hear = async (call: Promise<unknown>) => {
    said.push(await call.catch((fault: unknown) => fault));
  };
  const deaf = besides(world, losingAnswers(world.storage), { pacing: noPacing() });
  const older = besides(world, world.storage, { secrets: secrets.slice(1) });
  for (const { stage } of commands) {
    const { give } = await stage(world);
    await hear(give(deaf.guildhall));
    const { give: again, giveAnother } = await stage(older);
    await hear(again(older.guildhall, { idempotencyKey: 'once' }));
    await hear(again(world.guildhall, { idempotencyKey: 'once' }));
    await hear(giveAnother(world.guildhall, { idempotencyKey: 'once' }));
    await hear(giveAnother(world.guildhall));
  }
  await hear(world.guildhall.relay.runOnce({ limit: 100 }));
  world.clock.advance(day);
  const named = await fullOrganization(world);
  for (const { call, good } of useCases) {
    for (const actor of [named.admin, named.member, theSystem, null]) {
      await hear(call(world.guildhall, actor, good(named)));
    }
  }
  await hear(world.guildhall.relay.runOnce({ limit: 100 }));
  return said;
}

async function fullOrganization(world: World) {
  const ada = await person(world);
  const acme = await organizationOf(world, ada, 'Acme');
  const member = await joined(world, { by: ada, to: acme });
  const input = { organizationId: acme.id, email: 'someone@example.com' };
  const answer = await world.guildhall.invitations.invite(ada.actor, input);
  const invitationId = answer.ok ? answer.value.id : '';
  const of = { founder: ada, organizationId: acme.id };
  const { appId, submission } = await submitted(world, await drafted(world, of));
  const key = { organizationId: acme.id, name: 'server', environment: 'live' } as const;
  const made = await world.guildhall.keys.create(ada.actor, key);
  const named: Named = {
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

/** The invitations as they were written, each with the token that was made for it. */
async function tokensIn({ calls }: RecordingStorage): Promise<readonly string[]> {
  const tokens = joseInvitationTokens(invitationKeys(secrets));
  const rows: Invitation[] = calls.flatMap(({ call }) => {
    if (call.port !== 'storage' || call.method !== 'commit') return [];
    return call.args[0].changes.flatMap((change) =>
      change.collection === 'invitations' && 'value' in change ? [change.value] : [],
    );
  });
  const derived = await Promise.all(
    rows.map(({ organizationId, id, revision, expiresAt, kid }) =>
      tokens.derive({ organizationId, invitationId: id, revision, expiresAt }, kid),
    ),
  );
  return [...new Set(derived.filter((token) => token !== null))];
}

/** How a secret may show: itself, the part of it that proves it, and its digest in any spelling. */
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

/** A link to hand over is the one answer that shows a token, to the admin who asked for it. */
function withoutLink(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('value' in answer)) return answer;
  const { value } = answer;
  if (typeof value !== 'object' || value === null || !('link' in value)) return answer;
  const { link: _link, ...rest } = value;
  return { ...answer, value: rest };
}

/** Rows of invitations stand under their digest; everything else keeps none. */
function withoutRowDigests(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRowDigests);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (value instanceof Error) return value;
  const fields = Object.entries(value).filter(
    ([name]) => !(name === 'tokenDigest' && 'emailKey' in value && 'sends' in value),
  );
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutRowDigests(field)]));
}

describe.each(['memory', 'mongoose'] as const)('a whole run on %s', (kind) => {
  let opened: Opened;
  let recorded: RecordingStorage;
  let world: World;
  let said: readonly unknown[];
  let forms: readonly string[];
  beforeAll(async () => {
    opened = await opening[kind]();
    recorded = recordingStorage(opened.storage);
    world = worldOn(recorded, { secrets });
    said = await wholeRun(world);
    const tokens = await tokensIn(recorded);
    expect(tokens.length).toBeGreaterThan(40);
    forms = [...tokens, ...secrets.map(({ secret }) => secret)].flatMap(formsOf);
  });

  const shownIn = (value: unknown) => {
    const printed = print(value);
    return forms.filter((form) => printed.includes(form));
  };

  it('mails tokens', () => {
    expect(world.mails.mails.length).toBeGreaterThan(20);
    expect(shownIn(world.mails.mails)).not.toEqual([]);
  });

  it('answers and throws without a token, a key or a digest', () => {
    expect(said.length).toBeGreaterThan(150);
    expect(shownIn(said)).not.toEqual([]);
    expect(shownIn(said.map(withoutLink))).toEqual([]);
  });

  it('writes and reads none but the digest in the row of an invitation', () => {
    const seen = recorded.calls.map(({ call, outcome }) => [call.args, outcome]);
    expect(shownIn(seen)).not.toEqual([]);
    expect(shownIn(withoutRowDigests(seen))).toEqual([]);
  });

  it('prints nothing', () => {
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  if (kind === 'mongoose') {
    it('leaves none in the database but the digest in the row of an invitation', async () => {
      const connection = present(opened.connection);
      const collections = await connection.listCollections();
      expect(collections.map(({ name }) => name)).toContain('invitations');
      for (const { name } of collections) {
        const fields = name === 'invitations' ? { tokenDigest: 0 } : {};
        const rows = await connection.collection(name).find().project(fields).toArray();
        expect([name, shownIn(rows)]).toEqual([name, []]);
      }
    });
  }
});
