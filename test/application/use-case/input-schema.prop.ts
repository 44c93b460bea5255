// The schemas of inputs: what they parse, the JSON Schema that they become, and the words for what is wrong.
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { InputSchema } from '../../../src/index.js';
import { createWorld } from '../../support/world.js';
import { type UseCaseSampleIds, useCases } from '../support/use-cases.js';

const { guildhall } = createWorld(memoryStorage());

const id = '0123456789abcdef01234567';
const ids: UseCaseSampleIds = {
  organizationId: id,
  userId: id,
  invitationId: id,
  token: 'token',
  appId: id,
  submissionId: id,
  keyId: id,
};

function isSchema(value: unknown): value is InputSchema<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && '~standard' in value;
}

/** Every method of every service that publishes a schema. */
const schemas = Object.entries(guildhall).flatMap(([service, methods]) =>
  Object.entries(methods).flatMap(([method, call]) => {
    const schema: unknown = Reflect.get(Object(call), 'schema');
    return isSchema(schema) ? [{ name: `${service}.${method}`, schema }] : [];
  }),
);

const withoutSchema = Object.entries(guildhall).flatMap(([service, methods]) =>
  Object.keys(methods)
    .map((method) => `${service}.${method}`)
    .filter((name) => !schemas.some((known) => known.name === name)),
);

const ajv = new Ajv2020({ strict: true, strictTypes: false, formats: { 'date-time': true } });

const samples: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'keys.authenticate': { key: 'guild_live_x' },
  ...Object.fromEntries(useCases.map(({ name, validInput }) => [name, validInput(ids)])),
};
const sampleOf = (name: string): Readonly<Record<string, unknown>> => samples[name] ?? {};

/** What a body can hold in place of a field. */
const jsonInstead = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('', 'x', 'x'.repeat(20_001), '2030-12-31T23:59:59Z', '2030-02-30T00:00:00Z'),
  fc.constantFrom('2030-12-31', 'https://example.com', 0, -1, 0.5, 201, null, true, id),
);

/** Rules that JSON Schema has no words for; it also counts characters where the schema counts UTF-16 units. */
const beyondJsonSchema = new Set(['ill_formed', 'reserved', 'too_big']);

it('a schema is published by every method with an input', () => {
  expect(schemas.map(({ name }) => name)).toEqual(
    expect.arrayContaining(useCases.map(({ name }) => name)),
  );
  expect(withoutSchema.sort()).toEqual([
    'Organization.findByMember',
    'Organization.hasRole',
    'Organization.isMember',
    'maintenance.run',
    'maintenance.runOnce',
    'memberships.can',
    'memberships.hasRole',
    'memberships.isMember',
    'relay.run',
    'relay.runOnce',
  ]);
});

describe.each(schemas)('the schema of $name', ({ name, schema }) => {
  const validates = ajv.compile(schema.toJSONSchema());
  const fields = Object.keys(schema.toJSONSchema().properties ?? {});

  it('agrees with its JSON Schema about what JSON can bring', () => {
    const input = sampleOf(name);
    expect(validates(JSON.parse(JSON.stringify(input)))).toBe(true);
    fc.assert(
      fc.property(
        fc.constantFrom('unknown', ...fields),
        fc.option(jsonInstead, { nil: undefined }),
        (field, value) => {
          const body: unknown = JSON.parse(JSON.stringify({ ...input, [field]: value }));
          const parsed = schema.safeParse(body);
          if (parsed.success) expect(validates(body)).toBe(true);
          else if (parsed.error.issues.every(isOfSchema)) expect(validates(body)).toBe(false);
        },
      ),
    );
  });

  it('parses what it has parsed to the same', () => {
    const once = schema.safeParse(sampleOf(name)).data;
    expect(once).toEqual(sampleOf(name));
    expect(schema.safeParse(once).data).toEqual(once);
  });

  it('leaves out fields', () => {
    const { [fields[0] ?? '']: left, ...rest } = sampleOf(name);
    const without = schema.omit(...fields.slice(0, 1));
    expect(Object.keys(without.toJSONSchema().properties ?? {})).toEqual(fields.slice(1));
    expect(without.safeParse(rest).data).toEqual(rest);
    expect(without.safeParse({ ...rest, [fields[0] ?? 'unknown']: left ?? 1 }).success).toBe(false);
  });
});

function isOfSchema({ code }: { readonly code: string }): boolean {
  return zodCodes.has(code) && !beyondJsonSchema.has(code);
}

const zodCodes = new Set([
  'invalid_type',
  'invalid_value',
  'invalid_format',
  'invalid_key',
  'invalid_union',
  'too_small',
  'unrecognized_keys',
]);

describe('what a schema says', () => {
  const { updateDraft } = guildhall.apps;
  const issuesOf = (changes: unknown) => {
    const parsed = updateDraft.schema.safeParse({ appId: id, expectedRevision: 1, changes });
    return parsed.success ? [] : parsed.error.issues;
  };

  it('names the field that is wrong and what it may be, with all faults at once', () => {
    const permissions = [{ type: 'NOPE', required: true }, 4, { type: 'CAMERA' }];
    const settings = [{ type: 'nope' }];
    const issues = issuesOf({
      permissions,
      settings,
      publicUrl: 'nope',
      website: 'x',
      name: '<b>',
    });
    expect(issues.map(({ path, message }) => `${path.slice(1).join('.')}: ${message}`)).toEqual([
      'name: the name contains < or >',
      'publicUrl: this is not a web address; write it like https://example.com',
      'permissions.0.type: this must be one of MICROPHONE, LOCATION, BACKGROUND_LOCATION, CALENDAR, CAMERA, READ_NOTIFICATIONS, POST_NOTIFICATIONS, ALL',
      'permissions.1: this must be text or an object',
      'permissions.2.required: this is missing; it must be true or false',
      'settings.0.type: this must be one of group, titleValue, toggle, text, text_no_save_button, select, select_with_search, multiselect, slider, numeric_input, time_picker',
      'website: there is no such field; leave it out',
    ]);
  });

  it('has one limit for the issues of a refusal, and for a name in a path', () => {
    const unknown = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`${'x'.repeat(150)}${index}`, 1] as const),
    );
    const issues = issuesOf(unknown);
    expect(issues).toHaveLength(200);
    expect(issues[0]?.path).toEqual(['changes', 'x'.repeat(64)]);
  });

  it('calls half of a surrogate pair ill-formed', () => {
    const parsed = guildhall.organizations.create.schema.safeParse({ name: 'half \ud800' });
    expect(parsed.error?.issues).toEqual([
      {
        code: 'ill_formed',
        path: ['name'],
        message: 'the text contains half of a surrogate pair, which is not a character',
      },
    ]);
  });

  it('is never in the words of Zod', () => {
    const spoken = new Set<string>();
    for (const { name, schema } of schemas) {
      for (const field of Object.keys(sampleOf(name))) {
        for (const value of [
          undefined,
          null,
          1,
          'x',
          [],
          {},
          [{}],
          [1],
          true,
          'x'.repeat(30_000),
        ]) {
          const parsed = schema.safeParse({ ...sampleOf(name), [field]: value, other: 1 });
          for (const { message } of parsed.error?.issues ?? []) spoken.add(message);
        }
      }
    }
    expect(
      [...spoken].filter((text) =>
        /^[A-Z]|expected|received|input|option|too (big|small)/.test(text),
      ),
    ).toEqual([]);
    expect(spoken.size).toBeGreaterThan(15);
  });

  it('is given to every library by Standard Schema', () => {
    const { schema } = guildhall.organizations.create;
    expect(schema['~standard'].validate({})).toEqual({
      issues: [
        { code: 'invalid_type', path: ['name'], message: 'this is missing; it must be text' },
      ],
    });
    expect(schema['~standard'].validate({ name: 'Acme' })).toEqual({ value: { name: 'Acme' } });
    expect(schema['~standard'].jsonSchema.input({ target: 'draft-07' })).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      properties: { name: { type: 'string', maxLength: 4_096 } },
      required: ['name'],
    });
  });

  it('takes the expiry of a key as a Date, as ISO text, or as null', () => {
    const input = { appId: id, name: 'server', environment: 'live' };
    const parse = (expiresAt: unknown) =>
      guildhall.keys.create.schema.safeParse({ ...input, expiresAt });
    const end = new Date('2030-12-31T22:59:59Z');
    expect(parse('2030-12-31T23:59:59+01:00').data?.expiresAt).toEqual(end);
    expect(parse(end).data?.expiresAt).toEqual(end);
    expect(parse(end).data?.expiresAt).not.toBe(end);
    expect(parse(null).data?.expiresAt).toBeNull();
    for (const wrong of ['2030-12-31', '2030-02-30T00:00:00Z', 1_900_000_000, new Date(Number.NaN)])
      expect(parse(wrong).error?.issues).toMatchObject([
        { path: ['expiresAt'], message: 'write a time like 2030-12-31T23:59:59Z, or give a Date' },
      ]);
  });
});
