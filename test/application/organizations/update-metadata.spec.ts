// Metadata of organizations: written by the embedding service, the public part seen by members.
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { JsonObject } from '../../../src/domain/shared/json.js';
import {
  createGuildhall,
  developmentKeys,
  type MetadataPatch,
  type MetadataSchema,
  type MetadataSchemaPair,
  type MetadataSchemaResult,
  type OrganizationView,
  orThrow,
} from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createMember,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  type Person,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import { requestedWrites, writtenCommands } from '../support/storage-calls.js';

describe.each(storageKinds)('metadata of an organization on $name', ({ open }) => {
  let recorded: RecordingStorage;
  let world: World;
  let ada: Person;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
    ada = await createPerson(world);
  });

  const newOrganization = () => createOrganization(world, ada);

  function update({ id: organizationId }: OrganizationView, patch: MetadataPatch, at = world) {
    const { updateMetadata } = at.guildhall.organizations;
    return updateMetadata(systemActor, { organizationId, ...patch });
  }

  async function get(
    { id: organizationId }: OrganizationView,
    actor: Person['actor'] | null = null,
  ) {
    const { get: read } = world.guildhall.organizations;
    return orThrow(await read(actor ?? systemActor, { organizationId }));
  }

  const refused = (code: string, ...path: readonly (string | number)[]) => ({
    ok: false,
    refusal: { code: 'invalid_input', path, issues: [expect.objectContaining({ code, path })] },
  });

  async function expectRefused(
    organization: OrganizationView,
    patch: MetadataPatch,
    expected: object,
    at = world,
  ): Promise<void> {
    const before = requestedWrites(recorded).length;
    expect(await update(organization, patch, at)).toEqual(expected);
    expect(requestedWrites(recorded)).toHaveLength(before);
  }

  it('is absent where nobody has set it, and version 0 for the embedding service', async () => {
    const organization = await newOrganization();
    const seen = await get(organization);
    expect(seen.metadataVersion).toBe(0);
    expect(Object.keys(seen)).not.toContain('publicMetadata');
    expect(Object.keys(seen)).not.toContain('privateMetadata');
    const row = assertPresent(await world.storage.organizations.findById(organization.id)).value;
    for (const name of ['publicMetadata', 'privateMetadata', 'metadataVersion'])
      expect(Object.keys(row)).not.toContain(name);
  });

  it('gets new values by name, and null removes a name', async () => {
    const organization = await newOrganization();
    const first = orThrow(
      await update(organization, {
        public: { plan: 'free', seats: { paid: 3, free: 1 } },
        private: { customer: 'cus_1' },
      }),
    );
    expect(first).toMatchObject({
      publicMetadata: { plan: 'free', seats: { paid: 3, free: 1 } },
      privateMetadata: { customer: 'cus_1' },
      metadataVersion: 1,
    });
    const second = orThrow(
      await update(organization, { public: { plan: null, seats: { paid: 4 }, a: [null] } }),
    );
    expect(second.publicMetadata).toEqual({ seats: { paid: 4 }, a: [null] });
    expect(second.privateMetadata).toEqual({ customer: 'cus_1' });
    expect(await get(organization)).toEqual(second);
    const emptied = { public: { seats: null, a: null, gone: null }, private: { customer: null } };
    const third = orThrow(await update(organization, emptied));
    expect(Object.keys(third)).not.toContain('publicMetadata');
    expect(Object.keys(third)).not.toContain('privateMetadata');
    expect(third.metadataVersion).toBe(3);
  });

  it('is seen by members if it is public, and not if it is private', async () => {
    const organization = await newOrganization();
    const { id: organizationId, slug } = organization;
    const member = await createMember(world, { by: ada, to: organization });
    const patch = { public: { plan: 'pro' }, private: { note: 'owes us money' } };
    orThrow(await update(organization, patch));
    const { organizations, memberships } = world.guildhall;
    const seen = await get(organization, member.actor);
    expect(seen.publicMetadata).toEqual({ plan: 'pro' });
    expect(orThrow(await organizations.findBySlug(member.actor, { slug }))?.organization).toEqual(
      seen,
    );
    const all = [
      seen,
      await get(organization, ada.actor),
      orThrow(await organizations.rename(ada.actor, { organizationId, name: 'Renamed' })),
      orThrow(await organizations.getDocumented(ada.actor, { organizationId })),
      orThrow(await organizations.audit(ada.actor, { organizationId })),
      orThrow(await memberships.list(ada.actor, { organizationId })),
    ];
    expect(JSON.stringify(all)).not.toContain('owes us money');
    expect(all.flatMap((each) => Object.keys(each))).not.toContain('metadataVersion');
  });

  it('is in no list', async () => {
    const organization = await newOrganization();
    orThrow(await update(organization, { public: { plan: 'LISTED' }, private: { a: 'LISTED' } }));
    const { organizations } = world.guildhall;
    const lists = [
      orThrow(await organizations.listForUser(ada.actor, {})),
      orThrow(await organizations.listForUser(systemActor, { userId: ada.id })),
      orThrow(await organizations.list(systemActor, { slugPrefix: organization.slug })),
      await world.guildhall.Organization.findByMember(ada.id),
    ];
    for (const list of lists) {
      expect(JSON.stringify(list)).toContain(organization.id);
      expect(JSON.stringify(list)).not.toContain('LISTED');
      expect(JSON.stringify(list)).not.toContain('metadata');
    }
  });

  it('is written by the embedding service alone, and not in a deleted organization', async () => {
    const organization = await newOrganization();
    const { organizations } = world.guildhall;
    const input = { organizationId: organization.id, public: { plan: 'pro' } };
    expect(await organizations.updateMetadata(ada.actor, input)).toEqual({
      ok: false,
      refusal: { code: 'permission_denied', path: ['actor'] },
    });
    orThrow(await organizations.delete(ada.actor, { organizationId: organization.id }));
    expect(await organizations.updateMetadata(systemActor, input)).toMatchObject({
      refusal: { code: 'organization_deleted' },
    });
    orThrow(await organizations.restore(ada.actor, { organizationId: organization.id }));
    expect(Object.keys(await get(organization))).not.toContain('publicMetadata');
  });

  it('is JSON, and what is not is refused with its place', async () => {
    const organization = await newOrganization();
    const patchOf = (value: unknown): MetadataPatch => {
      const patch = { public: { a: {} } };
      Reflect.set(patch.public.a, 'b', value);
      return patch;
    };
    await expectRefused(organization, patchOf(new Date()), refused('not_json', 'public', 'a', 'b'));
    await expectRefused(organization, patchOf(undefined), refused('not_json', 'public', 'a', 'b'));
    await expectRefused(
      organization,
      patchOf({ $b: 1 }),
      refused('reserved', 'public', 'a', 'b', '$b'),
    );
    const proto: JsonObject = JSON.parse('{"__proto__":{"a":1}}');
    await expectRefused(
      organization,
      { private: proto },
      refused('reserved', 'private', '__proto__'),
    );
    const texts = { private: { a: '\ud800' } };
    await expectRefused(organization, texts, refused('ill_formed', 'private', 'a'));
  });

  it('has at most 16 kB, in bytes of its JSON, with what is there already', async () => {
    const organization = await newOrganization();
    // {"a":"…"} has 8 bytes besides the text, whose letters have 3 each.
    const [most, more] = [`${'あ'.repeat(5_458)}aa`, `${'あ'.repeat(5_458)}aaa`];
    await expectRefused(organization, { public: { a: more } }, refused('too_long', 'public'));
    await expectRefused(organization, { private: { a: more } }, refused('too_long', 'private'));
    const filled = { public: { a: most }, private: { a: most } };
    expect(orThrow(await update(organization, filled))).toMatchObject({
      publicMetadata: { a: most },
      privateMetadata: { a: most },
    });
    await expectRefused(organization, { public: { b: 1 } }, refused('too_long', 'public'));
    orThrow(await update(organization, { public: { a: null, b: 1 } }));
  });

  it('changes only if nobody else has changed it, for those who say what they saw', async () => {
    const organization = await newOrganization();
    const { id: organizationId } = organization;
    orThrow(await update(organization, { public: { plan: 'free' }, expectedVersion: 0 }));
    await expectRefused(
      organization,
      { public: { plan: 'pro' }, expectedVersion: 0 },
      { ok: false, refusal: { code: 'metadata_conflict', path: ['expectedVersion'], version: 1 } },
    );
    const { rename } = world.guildhall.organizations;
    orThrow(await rename(ada.actor, { organizationId, name: 'Renamed' }));
    orThrow(await update(organization, { private: { a: 1 }, expectedVersion: 1 }));
    expect((await get(organization)).metadataVersion).toBe(2);
    const both = await Promise.all(
      ['b', 'c'].map((name) => update(organization, { public: { [name]: 1 }, expectedVersion: 2 })),
    );
    expect(both.map((answer) => answer.ok).sort()).toEqual([false, true]);
    const all = await Promise.all(
      ['d', 'e', 'f'].map((name) => update(organization, { public: { [name]: 1 } })),
    );
    expect(all.every((answer) => answer.ok)).toBe(true);
    expect((await get(organization)).publicMetadata).toMatchObject({ d: 1, e: 1, f: 1 });
  });

  it('writes nothing if nothing differs', async () => {
    const organization = await newOrganization();
    const patch = { public: { plan: 'pro' }, private: { gone: null } };
    const first = orThrow(await update(organization, patch));
    const before = requestedWrites(recorded).length;
    expect(orThrow(await update(organization, patch))).toEqual(first);
    expect(orThrow(await update(organization, {}))).toEqual(first);
    expect(requestedWrites(recorded)).toHaveLength(before);
  });

  it('is in no entry of the journal, and a private change shows nowhere', async () => {
    const organization = await newOrganization();
    const { id: organizationId } = organization;
    orThrow(await update(organization, { public: { SECRET: 'SECRET' } }));
    expect(writtenCommands(recorded).at(-1)?.journal).toMatchObject({
      action: 'organization.update_metadata',
      auditOrganizationIds: [organizationId],
      events: [{ type: 'organization_metadata_updated', organizationId }],
    });
    const seen = await get(organization, ada.actor);
    world.clock.advance(1_000);
    orThrow(await update(organization, { private: { SECRET: 'SECRET' } }));
    expect(writtenCommands(recorded).at(-1)?.journal).toMatchObject({
      action: 'organization.update_metadata',
      auditOrganizationIds: [],
    });
    expect(await get(organization, ada.actor)).toEqual(seen);
    const entries = writtenCommands(recorded).map(({ journal }) => journal);
    expect(JSON.stringify(entries)).not.toContain('SECRET');
    const { audit } = world.guildhall.organizations;
    const trail = orThrow(await audit(ada.actor, { organizationId }));
    expect(trail.items.map(({ action }) => action)).toEqual([
      'organization.update_metadata',
      'organization.create',
    ]);
  });

  it('is gone after a purge', async () => {
    const organization = await newOrganization();
    orThrow(await update(organization, { public: { a: 1 }, private: { b: 1 } }));
    const { organizations } = world.guildhall;
    orThrow(await organizations.delete(ada.actor, { organizationId: organization.id }));
    orThrow(await organizations.purge(systemActor, { organizationId: organization.id }));
    expect(await world.storage.organizations.findById(organization.id)).toBeNull();
  });

  describe('with schemas', () => {
    function withSchemas(organization: MetadataSchemaPair): World {
      return createSecondService(world, recorded, { metadata: { organization } });
    }

    function schemaOf(
      validate: (value: unknown) => MetadataSchemaResult | Promise<MetadataSchemaResult>,
    ): MetadataSchema {
      return { '~standard': { version: 1, vendor: 'test', validate } };
    }

    it('must fit them after the change is merged into it', async () => {
      const organization = await newOrganization();
      const plans = z.strictObject({
        plan: z.enum(['free', 'pro']),
        seats: z.number().max(3).optional(),
      });
      const checked = withSchemas({ public: plans });
      await expectRefused(
        organization,
        { public: { seats: 2 } },
        refused('schema', 'public', 'plan'),
        checked,
      );
      orThrow(await update(organization, { public: { plan: 'free' } }, checked));
      orThrow(await update(organization, { public: { seats: 2 } }, checked));
      await expectRefused(
        organization,
        { public: { seats: 4 } },
        refused('schema', 'public', 'seats'),
        checked,
      );
      orThrow(await update(organization, { private: { anything: true } }, checked));
      await expectRefused(
        organization,
        { public: { plan: null } },
        refused('schema', 'public', 'plan'),
        checked,
      );
      expect((await get(organization)).publicMetadata).toEqual({ plan: 'free', seats: 2 });
    });

    it('is what they return, also later', async () => {
      const organization = await newOrganization();
      const defaults = z.object({ plan: z.string().trim().default('free') });
      const later = schemaOf(async (value) => ({ value: { ...Object(value), checked: true } }));
      const checked = withSchemas({ public: defaults, private: later });
      const patch = { public: { dropped: 1 }, private: { a: 1 } };
      expect(orThrow(await update(organization, patch, checked))).toMatchObject({
        publicMetadata: { plan: 'free' },
        privateMetadata: { a: 1, checked: true },
      });
      const before = requestedWrites(recorded).length;
      orThrow(await update(organization, patch, checked));
      expect(requestedWrites(recorded)).toHaveLength(before);
    });

    it('keeps what they change in the object that they are given', async () => {
      const organization = await newOrganization();
      orThrow(await update(organization, { public: { a: { b: 1 } } }));
      const vandal = schemaOf((value) => {
        Reflect.set(Reflect.get(Object(value), 'a'), 'b', 2);
        return { issues: [{ message: 'no' }] };
      });
      const checked = withSchemas({ public: vandal });
      await expectRefused(organization, { public: { c: 1 } }, refused('schema', 'public'), checked);
      expect((await get(organization)).publicMetadata).toEqual({ a: { b: 1 } });
    });

    it('has their issues, at most 200 and none of them long', async () => {
      const organization = await newOrganization();
      const issues = Array.from({ length: 300 }, (_, index) => ({
        message: 'm'.repeat(400),
        path: [{ key: 'list' }, index, 'n'.repeat(100)],
      }));
      const checked = withSchemas({ private: schemaOf(() => ({ issues })) });
      const answer = await update(organization, { private: { a: 1 } }, checked);
      const found =
        answer.ok || answer.refusal.code !== 'invalid_input' ? [] : answer.refusal.issues;
      expect(found).toHaveLength(200);
      expect(found[1]).toEqual({
        code: 'schema',
        path: ['private', 'list', 1, 'n'.repeat(64)],
        message: 'm'.repeat(300),
      });
    });

    it.each<readonly [string, MetadataSchema, string]>([
      [
        'throws',
        schemaOf(() => {
          throw new Error('the schema is broken');
        }),
        'the schema is broken',
      ],
      ['rejects', schemaOf(async () => Promise.reject(new Error('not now'))), 'not now'],
      [
        'returns no JSON',
        z.object({ a: z.number().transform((time) => new Date(time)) }),
        'the schema of public metadata (zod) returned what cannot be stored as JSON, at "a"',
      ],
      ['returns no object', schemaOf(() => ({ value: 'text' })), 'must be a plain object'],
    ])('is not written if one %s, which is a fault', async (_what, schema, message) => {
      const organization = await newOrganization();
      const checked = withSchemas({ public: schema });
      const before = requestedWrites(recorded).length;
      await expect(update(organization, { public: { a: 1 } }, checked)).rejects.toThrow(message);
      expect(requestedWrites(recorded)).toHaveLength(before);
    });

    /** A schema that waits from the second call on, until it is released. */
    function slowSchema() {
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      let note = () => {};
      const waits = new Promise<void>((resolve) => {
        note = resolve;
      });
      let runs = 0;
      const schema = schemaOf(async (value) => {
        runs += 1;
        if (runs > 1) {
          note();
          await released;
        }
        return { value };
      });
      return { schema, waits, release: () => release(), runs: () => runs };
    }

    it('keeps no other command waiting while one runs, and asks it once for one object', async () => {
      const organization = await newOrganization();
      const { id: organizationId } = organization;
      const slow = slowSchema();
      const checked = withSchemas({ public: slow.schema });
      orThrow(await update(organization, { public: { a: 1 } }, checked));
      const updating = update(organization, { public: { b: 1 } }, checked);
      await slow.waits;
      const { rename } = checked.guildhall.organizations;
      orThrow(await rename(ada.actor, { organizationId, name: 'Renamed' }));
      slow.release();
      expect(orThrow(await updating)).toMatchObject({
        name: 'Renamed',
        publicMetadata: { a: 1, b: 1 },
      });
      expect(slow.runs()).toBe(2);
    });

    it('asks one again if the metadata has changed in the meantime', async () => {
      const organization = await newOrganization();
      const slow = slowSchema();
      const checked = withSchemas({ public: slow.schema });
      orThrow(await update(organization, { public: { a: 1 } }, checked));
      const updating = update(organization, { public: { b: 1 } }, checked);
      await slow.waits;
      orThrow(await update(organization, { public: { c: 1 } }));
      slow.release();
      expect(orThrow(await updating).publicMetadata).toEqual({ a: 1, b: 1, c: 1 });
      expect(slow.runs()).toBe(3);
    });

    it('is over at the deadline of the command, although one still runs', async () => {
      const organization = await newOrganization();
      const slow = slowSchema();
      const checked = createSecondService(world, recorded, {
        metadata: { organization: { public: slow.schema } },
        policy: { commandDeadline: 1 },
      });
      orThrow(await update(organization, { public: { a: 1 } }, checked));
      await expect(update(organization, { public: { b: 1 } }, checked)).rejects.toMatchObject({
        code: 'unavailable',
      });
      slow.release();
      expect((await get(organization)).publicMetadata).toEqual({ a: 1 });
    });

    it('is refused if what they return is too large', async () => {
      const organization = await newOrganization();
      const checked = withSchemas({
        public: schemaOf(() => ({ value: { a: 'a'.repeat(16_384) } })),
      });
      await expectRefused(
        organization,
        { public: { a: 1 } },
        refused('too_long', 'public'),
        checked,
      );
    });
  });
});

describe('the option metadata', () => {
  const schema = z.object({});
  const create = (metadata: object) => () =>
    createGuildhall({
      storage: memoryStorage(),
      baseUrl: 'http://localhost:3000',
      keys: developmentKeys(),
      metadata,
    });

  it.each<object>([{}, { organization: {} }, { membership: { public: schema }, user: {} }])(
    'can be %j',
    (metadata) => {
      expect(create(metadata)).not.toThrow();
    },
  );

  it.each<object>([
    { organisation: { public: schema } },
    { organization: { publicMetadata: schema } },
    { organization: schema },
    { organization: { public: {} } },
    { organization: { public: { '~standard': {} } } },
    { organization: null },
    { users: { public: schema } },
  ])('cannot be something else: %j', (metadata) => {
    expect(create(metadata)).toThrow(
      'the option "metadata" of createGuildhall must be an object with Standard Schemas',
    );
  });

  it('takes a schema that is a function', () => {
    const callable = Object.assign(() => true, { '~standard': schema['~standard'] });
    expect(create({ organization: { private: callable } })).not.toThrow();
  });
});
