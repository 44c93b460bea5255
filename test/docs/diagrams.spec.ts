// Checks the diagrams in docs/diagrams: they are up to date and complete, and Mermaid can read them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection, Schema, type SchemaType } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { diagramPages, lifecycles, replaceParts } from '../../scripts/diagrams.js';
import { constraintTable, entityDiagram } from '../../scripts/entity-diagram.js';
import { stateDiagram } from '../../scripts/state-diagram.js';
import { compileModels } from '../../src/adapters/mongoose/models.js';
import { uniqueConstraints } from '../../src/ports/storage.js';
import { pendingInvitation } from '../domain/support/samples.js';
import { projectRoot } from '../support/project.js';

const text = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

describe('the pages', () => {
  it.each(diagramPages())('$path is up to date (npm run docs:diagrams writes it)', (page) => {
    expect(text(page.path)).toBe(replaceParts(text(page.path), page.parts));
  });

  it('would be caught if they were out of date', () => {
    const page = 'Before.\n<!-- a:begin -->\nstale\n<!-- a:end -->\nAfter.\n';
    const fresh = 'Before.\n<!-- a:begin -->\nfresh\n<!-- a:end -->\nAfter.\n';
    expect(replaceParts(page, [{ name: 'a', text: 'fresh' }])).toBe(fresh);
    expect(() => replaceParts(page, [{ name: 'b', text: '' }])).toThrow('<!-- b:begin -->');
  });
});

/** The final states of each lifecycle, independent of the tables. */
const finalStates: Readonly<Record<string, readonly string[]>> = {
  invitation: ['accepted', 'declined', 'revoked'],
  submission: ['replaced', 'rejected', 'withdrawn', 'approval_expired', 'revoked'],
  enforcement: [],
};

describe.each(Object.entries(lifecycles))('the lifecycle of an %s', (name, life) => {
  const { states, events, transitions } = life;
  const diagram = stateDiagram(life);
  const page = text(`docs/diagrams/${name}.md`);

  it('has every transition and no other', () => {
    const drawn = [...diagram.matchAll(/^ {2}(\w+) --> (\w+) : (.+)$/gm)].flatMap(
      ([, from, to, shown = '']) => shown.split(', ').map((event) => `${from} ${event} ${to}`),
    );
    const inside = [...diagram.matchAll(/^ {2}(\w+) : again by (.+)$/gm)].flatMap(
      ([, state, shown = '']) => shown.split(' or ').map((event) => `${state} ${event} ${state}`),
    );
    const known = states.flatMap((from) =>
      Object.entries(transitions[from] ?? {}).flatMap(([event, to]) =>
        [to].flat().map((one) => `${from} ${event} ${one}`),
      ),
    );
    expect([...drawn, ...inside].sort()).toEqual(known.sort());
  });

  it('ends in the final states', () => {
    const ends = [...diagram.matchAll(/^ {2}(\w+) --> \[\*\]$/gm)].map(([, state]) => state);
    expect(ends).toEqual(finalStates[name]);
  });

  it('has a row for every event', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, event]) => event);
    expect(rows).toEqual([...events]);
  });

  it('has only lines that Mermaid can read', () => {
    const [first, ...lines] = diagram.split('\n');
    expect(first).toBe('stateDiagram-v2');
    for (const line of lines) {
      expect(line).toMatch(/^ {2}(\w+ : [\w ]+|(\[\*\]|\w+) --> (\[\*\]|\w+)( : [\w, ]+)?)$/);
    }
  });
});

describe('the lifecycle of an invitation', () => {
  it('begins in the state of a new invitation', () => {
    expect(stateDiagram(lifecycles.invitation)).toContain(
      `[*] --> ${pendingInvitation().state} : invite`,
    );
  });
});

describe('the entities', () => {
  const diagram = entityDiagram();
  const models = compileModels(createConnection(), (name) => name);

  /** The lines in the box of a collection, one per field. */
  function boxOf(collection: string): readonly string[] {
    const [, box = ''] =
      new RegExp(`^ {2}${collection} \\{\\n(.*?)^ {2}\\}`, 'ms').exec(diagram) ?? [];
    return box.trimEnd().split('\n');
  }

  const schemas = Object.values(models).map(({ schema, collection: { name } }) => ({
    name,
    schema,
  }));

  it.each(schemas)('$name has every field of its model and no other', ({ name, schema }) => {
    const fields = new Set(Object.keys(schema.paths).map((path) => path.split('.')[0]));
    const shown = boxOf(name).map((line) => line.trim().split(' ')[1]);
    expect(shown.sort()).toEqual([...fields].sort());
  });

  it.each(schemas)(
    '$name marks exactly the fields that a model does not select',
    ({ name, schema }) => {
      const hidden = Object.entries(schema.paths).filter(
        ([, { options }]) => options['select'] === false,
      );
      const marked = boxOf(name).filter((line) => /"(secret|system)/.test(line));
      expect(marked.map((line) => line.trim().split(' ')[1])).toEqual(hidden.map(([path]) => path));
    },
  );

  it.each(schemas)('$name has every reference of its model and no other', ({ name, schema }) => {
    const arrow = new RegExp(`^ {2}${name} \\S+ (\\w+) : "(.+)"$`, 'gm');
    const drawn = [...diagram.matchAll(arrow)].map(([, to, path]) => `${path} ${to}`);
    const collectionOf = (model: string): string =>
      schemas.find(({ name: known }) => modelNameOf(known) === model)?.name ?? model;
    const known = referencesOf(schema).map(([path, model]) => `${path} ${collectionOf(model)}`);
    expect(drawn.sort()).toEqual(known.sort());
  });

  function modelNameOf(collection: string): string | undefined {
    return Object.values(models).find(({ collection: { name } }) => name === collection)?.modelName;
  }

  it('have every unique constraint of the port', () => {
    const named = [...constraintTable().matchAll(/^\| `([\w.]+)` \|/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(uniqueConstraints.filter((name) => !name.endsWith('.id')).sort());
  });

  it('have only lines that Mermaid can read', () => {
    const [first, ...lines] = diagram.split('\n');
    expect(first).toBe('erDiagram');
    const box = /^ {2}(\w+ \{|\})$/;
    const field = /^ {4}[a-zA-Z]+(\[\])? \w+( [PFU]K(, [PFU]K)*)?( "[^"]+")?$/;
    const reference = /^ {2}\w+ [}|]o(--|\.\.)(o\{|o\||\|\|) \w+ : "[\w.]+"$/;
    for (const line of lines) {
      expect([box, field, reference].filter((form) => form.test(line))).toHaveLength(1);
    }
  });
});

/** The references of a schema, as path and model, with those in embedded records and lists. */
function referencesOf(schema: Schema, prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(schema.paths).flatMap(([path, type]) => [
    ...refOf(type).map((model) => [prefix + path, model] as const),
    ...(type.schema instanceof Schema ? referencesOf(type.schema, `${prefix}${path}.`) : []),
  ]);
}

function refOf(type: SchemaType): readonly string[] {
  const items = type instanceof Schema.Types.Array ? type.embeddedSchemaType : null;
  const ref: unknown = type.options['ref'] ?? items?.options['ref'];
  return typeof ref === 'string' ? [ref] : [];
}
