// A key leaves the core once, in the response that returns it. Nothing else that is returned, stored or logged contains
// its secret or digest, except the digest in the key's own row.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Keys } from '../../../src/application/keys/keys.js';
import { type Actor, orThrow, type Random, type Storage } from '../../../src/index.js';
import {
  noPacing,
  type RecordingStorage,
  recordingStorage,
  seededRandom,
} from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  systemActor,
  type World,
} from '../../support/world.js';
import {
  inspectDeep,
  type OpenedTestStorage,
  openTestStorage,
  spyOnConsole,
} from '../support/full-output.js';
import {
  withLostAnswers,
  withLostFirstAnswer,
  withUnavailableCalls,
} from '../support/storage-calls.js';
import { createKeyService, insertApp, overwriteApp, secretPartOf } from './key-helpers.js';

const spies = spyOnConsole();

/** A random source that records the secrets it generates. */
function rememberSecrets(secrets: string[]): Random {
  const { base32, ...rest } = seededRandom(7);
  return {
    ...rest,
    base32(length) {
      const text = base32(length);
      if (length === 52) secrets.push(text);
      return text;
    },
  };
}

type KeyOwnerInputCase = { readonly appId: string } | { readonly organizationId: string };
type RecordCall = (call: Promise<unknown>) => Promise<void>;

/** The key service, with a working and with a failing storage. */
function servicesOf(world: World) {
  const over = (storage: Storage) =>
    createKeyService(createSecondService(world, storage, { pacing: noPacing() }));
  return {
    keys: createKeyService(world),
    deaf: () => over(withLostAnswers(world.storage)),
    unlucky: () => over(withLostFirstAnswer(world.storage)),
    away: () => over(withUnavailableCalls(world.storage, ({ method }) => method === 'commit')),
    blind: () => over(withUnavailableCalls(world.storage, ({ port }) => port === 'apiKeys')),
  };
}

/** Runs every use case of keys: done, repeated, refused, and with a lost answer. */
async function runEveryKeyUseCase(world: World): Promise<readonly unknown[]> {
  const said: unknown[] = [];
  const hear: RecordCall = async (call) => {
    said.push(await call.catch((fault: unknown) => fault));
  };
  const ada = await createPerson(world);
  const acme = await createOrganization(world, ada, 'Acme');
  const member = await createMember(world, { by: ada, to: acme });
  const { id: appId } = await insertApp(world, acme.id);
  const owners: readonly KeyOwnerInputCase[] = [{ appId }, { organizationId: acme.id }];
  for (const owner of owners) {
    await makings(world, ada.actor, owner, hear);
    const text = await shownKey(servicesOf(world).keys, ada.actor, owner, hear);
    await showings(world, text, hear);
    await overwriteApp(world.storage, appId, { enforcement: { state: 'suspended' } });
    await showings(world, text, hear);
    await endings(world, [member.actor, systemActor, ada.actor], owner, text, hear);
    await showings(world, text, hear);
  }
  await hear(world.guildhall.organizations.audit(ada.actor, { organizationId: acme.id }));
  return said;
}

async function makings(
  world: World,
  actor: Actor,
  owner: KeyOwnerInputCase,
  hear: RecordCall,
): Promise<void> {
  const { keys, deaf, unlucky, away } = servicesOf(world);
  const input = { ...owner, name: 'CI', environment: 'live' } as const;
  const once = { idempotencyKey: Object.keys(owner).join() };
  await hear(keys.create(actor, input, once));
  await hear(keys.create(actor, input, once));
  await hear(keys.create(actor, { ...input, name: 'Other' }, once));
  await hear(keys.create(actor, { ...input, name: '' }));
  for (const failing of [deaf, unlucky, away]) await hear(failing().create(actor, input));
  const [, first, second] = orThrow(await keys.list(actor, owner)).map(({ id }) => id);
  await hear(deaf().rotate(actor, { keyId: assertPresent(first) }));
  await hear(unlucky().rotate(actor, { keyId: assertPresent(second) }));
  await hear(away().rotate(actor, { keyId: assertPresent(second) }));
}

async function shownKey(
  keys: Keys,
  actor: Actor,
  owner: KeyOwnerInputCase,
  hear: RecordCall,
): Promise<string> {
  const created = keys.create(actor, { ...owner, name: 'CI', environment: 'test' });
  await hear(created);
  return assertPresent(orThrow(await created).secret);
}

async function showings(world: World, text: string, hear: RecordCall): Promise<void> {
  const { keys, blind } = servicesOf(world);
  const shown = [text, text.toUpperCase(), text.slice(1), `${text}0`, secretPartOf(text)];
  for (const key of [...shown, text.repeat(20)]) {
    await hear(keys.authenticate({ key }));
    await hear(blind().authenticate({ key }));
  }
}

async function endings(
  world: World,
  actors: readonly Actor[],
  owner: KeyOwnerInputCase,
  text: string,
  hear: RecordCall,
): Promise<void> {
  const { keys, deaf } = servicesOf(world);
  const keyId = assertPresent(text.split('_')[2]);
  for (const actor of actors) {
    await hear(keys.rotate(actor, { keyId, overlap: 0 }));
    await hear(deaf().revoke(actor, { keyId }));
    await hear(keys.revoke(actor, { keyId }));
    await hear(keys.list(actor, owner));
  }
}

/** The forms in which a secret may appear: in any letter case, and in base64. */
function formsOf(secret: string): readonly string[] {
  return [secret, secret.toUpperCase(), Buffer.from(secret).toString('base64')];
}

function digestsOf(secret: string): readonly string[] {
  const digest = createHash('sha256').update(secret).digest();
  const spellings = (['hex', 'base64', 'base64url'] as const).map((form) => digest.toString(form));
  return spellings.map((one) => one.slice(0, 40));
}

function secretOf(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('value' in answer)) return undefined;
  const { value } = answer;
  return typeof value === 'object' && value !== null ? Reflect.get(value, 'secret') : undefined;
}

function withoutSecret(answer: unknown): unknown {
  if (typeof secretOf(answer) !== 'string') return answer;
  return JSON.parse(JSON.stringify(answer, (name, part) => (name === 'secret' ? null : part)));
}

/** Only rows of keys may contain the digest. */
function withoutRowDigests(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRowDigests);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error || value instanceof Date) return value;
  const fields = Object.entries(value).filter(
    ([name]) => !(name === 'digest' && 'lastFour' in value && 'environment' in value),
  );
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutRowDigests(field)]));
}

describe.each(['memory', 'mongoose'] as const)('the secrets of keys on %s', (kind) => {
  const secrets: string[] = [];
  let opened: OpenedTestStorage;
  let recorded: RecordingStorage;
  let said: readonly unknown[];
  beforeAll(async () => {
    opened = await openTestStorage[kind]();
    recorded = recordingStorage(opened.storage);
    said = await runEveryKeyUseCase(createWorld(recorded, { random: rememberSecrets(secrets) }));
    expect(secrets.length).toBeGreaterThan(15);
  });

  const found = (value: unknown, forms: (secret: string) => readonly string[]) => {
    const printed = inspectDeep(value);
    return secrets.flatMap(forms).filter((form) => printed.includes(form));
  };

  it('are returned in one response each, and nowhere else', () => {
    const shown = said.map(secretOf).filter((secret) => typeof secret === 'string');
    expect(shown.length).toBeGreaterThan(5);
    expect(new Set(shown).size).toBe(shown.length);
    expect(found(said, formsOf)).toHaveLength(shown.length);
    expect(found(said.map(withoutSecret), formsOf)).toEqual([]);
    expect(found(said, digestsOf)).toEqual([]);
  });

  it('reach the storage only as the digest in their own row', () => {
    const seen = recorded.calls.map(({ call, outcome }) => [call.args, outcome]);
    expect(found(seen, formsOf)).toEqual([]);
    expect(found(seen, digestsOf)).not.toEqual([]);
    expect(found(withoutRowDigests(seen), digestsOf)).toEqual([]);
  });

  it('are not logged', () => {
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  if (kind === 'mongoose') {
    it('are in the database only as the digest in their own row', async () => {
      const connection = assertPresent(opened.connection);
      const names = (await connection.listCollections()).map(({ name }) => name);
      expect(names).toContain('guildhall_apikeys');
      for (const name of names) {
        const rows = await connection.collection(name).find().toArray();
        expect([name, found(rows, formsOf)]).toEqual([name, []]);
        const others =
          name === 'guildhall_apikeys' ? rows.map(({ digest: _own, ...row }) => row) : rows;
        expect([name, found(others, digestsOf)]).toEqual([name, []]);
      }
    });
  }
});
