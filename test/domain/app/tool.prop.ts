// Properties of tools and their schemas.
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Tool, type ToolParameter, toolListIssues } from '../../../src/domain/app/tool.js';
import { toolsForFunctionCalling, toolsForMcp } from '../../../src/domain/app/tool-schema.js';
import { toolLists } from '../../../src/testing/arbitraries/tools.js';

/** The rule for arguments, implemented again without a schema. */
function takes({ parameters }: Tool, args: Readonly<Record<string, unknown>>): boolean {
  const isKnown = Object.keys(args).every((name) => Object.hasOwn(parameters, name));
  const fits = Object.entries(parameters).every(([name, parameter]) =>
    Object.hasOwn(args, name) ? holds(parameter, args[name]) : !parameter.required,
  );
  return isKnown && fits;
}

function holds({ type, enum: values }: ToolParameter, value: unknown): boolean {
  return typeof value === type && (values === undefined || values.some((one) => one === value));
}

/** Arguments for a parameter: mostly valid ones, and any other JSON value. */
function given({ type, enum: values }: ToolParameter): fc.Arbitrary<unknown> {
  const fitting: fc.Arbitrary<unknown> = {
    string: fc.string(),
    number: fc.integer(),
    boolean: fc.boolean(),
  }[type];
  return fc.oneof(
    { weight: 8, arbitrary: values === undefined ? fitting : fc.constantFrom(...values) },
    { weight: 1, arbitrary: fitting },
    { weight: 1, arbitrary: fc.constantFrom<unknown>('1', 1, true, null, [], {}, ['a']) },
  );
}

function argumentsOf({ parameters }: Tool): fc.Arbitrary<Record<string, unknown>> {
  const model = Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [name, given(parameter)]),
  );
  const requiredKeys = Object.keys(parameters).filter(
    (name) => parameters[name]?.required === true,
  );
  const whole = fc.record(model, { noNullPrototype: true, requiredKeys });
  const partial = fc.record(model, { noNullPrototype: true, requiredKeys: [] });
  const strange = fc
    .tuple(whole, fc.constantFrom('constructor', 'toString', 'other', ''))
    .map(([args, name]) => ({ ...args, [name]: 1 }));
  return fc.oneof({ weight: 4, arbitrary: whole }, partial, strange);
}

const calls = toolLists()
  .filter((all) => all.length > 0)
  .chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.tuple(...all.map((tool) => fc.array(argumentsOf(tool), { minLength: 3, maxLength: 6 }))),
    ),
  );

describe('the tools of an app', () => {
  it('are valid as this test makes them', () => {
    fc.assert(
      fc.property(toolLists(), (all) => {
        expect(toolListIssues(all, [])).toEqual([]);
      }),
    );
  });

  it('have schemas that accept exactly the arguments of their parameters', () => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(calls, ([all, argumentLists]) => {
        const ajv = new Ajv({ strict: true });
        const forFunctions = toolsForFunctionCalling(all);
        for (const [index, { inputSchema }] of toolsForMcp(all).entries()) {
          expect(forFunctions[index]?.function.parameters).toEqual(inputSchema);
          const check = ajv.compile({ ...inputSchema });
          for (const args of argumentLists[index] ?? []) {
            const isTaken = all[index] !== undefined && takes(all[index], args);
            expect(check(args)).toBe(isTaken);
            seen.add(isTaken);
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(seen.size).toBe(2);
  });

  it('are the same after JSON, with their schemas', () => {
    fc.assert(
      fc.property(toolLists(), (all) => {
        expect(JSON.parse(JSON.stringify(all))).toEqual(all);
        expect(JSON.parse(JSON.stringify(toolsForMcp(all)))).toEqual(toolsForMcp(all));
      }),
    );
  });
});
