// What an AI may ask an app to do.

import type { Issue, Path } from '../shared/refusal.js';
import {
  countIssues,
  isPlainNumber,
  issue,
  nameIssues,
  repetitions,
  shownName,
  textIssues,
} from './issues.js';

/** All types of parameters of tools. */
export const toolParameterTypes = ['string', 'number', 'boolean'] as const;
/** What a parameter of a tool is. */
export type ToolParameterType = (typeof toolParameterTypes)[number];

/** One thing that a tool is told. */
export interface ToolParameter {
  readonly type: ToolParameterType;
  readonly description: string;
  /** The values that it may have, each of the parameter's type. */
  readonly enum?: readonly (string | number | boolean)[];
  readonly required: boolean;
}

/** Something that an AI may call. */
export interface Tool {
  /** `^[a-zA-Z][a-zA-Z0-9_-]{0,39}$`, once in an app. */
  readonly id: string;
  readonly description: string;
  /** What people say when they mean it. */
  readonly activationPhrases?: readonly string[];
  /** By name: `^[a-zA-Z][a-zA-Z0-9_-]{0,63}$`. */
  readonly parameters: Readonly<Record<string, ToolParameter>>;
}

const mostTools = /* APP-43 */ 50;
const mostPhrases = 20;
const mostParameters = /* APP-45 */ 32;
const mostEnumValues = 100;
const maxPhraseLength = 100;
const maxToolDescriptionLength = /* APP-44 */ 1_000;
/** Characters of one value of an enum. */
const maxEnumValueLength = 200;

const idForm = /* APP-41 */ /^[a-zA-Z][a-zA-Z0-9_-]{0,39}$/;
const idRule = 'an id is a letter and up to 39 letters, digits, hyphens and underscores';
const parameterForm = /^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/;
const parameterRule =
  'a parameter is named by a letter and up to 63 letters, digits, hyphens and underscores';
const described = { kind: 'prose', min: 1, max: maxToolDescriptionLength } as const;

/** Everything that is wrong with an app's tools, each at its place behind `at`. */
export function toolsIssues(tools: readonly Tool[], at: Path): readonly Issue[] {
  const tooMany = countIssues(tools.length, at, [0, mostTools]);
  if (tooMany.length > 0) return tooMany;
  const ids = tools.map(({ id }) => id);
  return [
    ...tools.flatMap((tool, index) => toolIssues(tool, [...at, index])),
    ...repetitions(ids, (index) => [...at, index, 'id'], 'another tool has this id'), // APP-42
  ];
}

function toolIssues(tool: Tool, at: Path): readonly Issue[] {
  const { id, description, activationPhrases, parameters } = tool;
  return [
    ...nameIssues(id, [...at, 'id'], idForm, idRule),
    ...textIssues(description, [...at, 'description'], described),
    ...phraseIssues(activationPhrases ?? [], [...at, 'activationPhrases']),
    ...parametersIssues(parameters, [...at, 'parameters']),
  ];
}

function phraseIssues(phrases: readonly string[], at: Path): readonly Issue[] {
  const tooMany = countIssues(phrases.length, at, [0, mostPhrases]);
  if (tooMany.length > 0) return tooMany;
  return phrases.flatMap((phrase, index) =>
    textIssues(phrase, [...at, index], { kind: 'line', min: 1, max: maxPhraseLength }),
  );
}

function parametersIssues(parameters: Tool['parameters'], at: Path): readonly Issue[] {
  const named = Object.entries(parameters);
  const tooMany = countIssues(named.length, at, [0, mostParameters]);
  if (tooMany.length > 0) return tooMany;
  return named.flatMap(([name, parameter]) => {
    const place = [...at, shownName(name)];
    return [
      ...nameIssues(name, place, parameterForm, parameterRule),
      ...parameterIssues(parameter, place),
    ];
  });
}

function parameterIssues(parameter: ToolParameter, at: Path): readonly Issue[] {
  return [
    ...textIssues(parameter.description, [...at, 'description'], described),
    ...(parameter.enum === undefined
      ? []
      : enumIssues(parameter.enum, parameter.type, [...at, 'enum'])),
  ];
}

function enumIssues(
  values: NonNullable<ToolParameter['enum']>,
  type: ToolParameterType,
  at: Path,
): readonly Issue[] {
  const miscounted = countIssues(values.length, at, [1, mostEnumValues]);
  if (miscounted.length > 0) return miscounted;
  return [
    ...values.flatMap((value, index) => enumValueIssues(value, type, [...at, index])),
    ...repetitions(values, (index) => [...at, index], 'this value stands there already'),
  ];
}

function enumValueIssues(
  value: string | number | boolean,
  type: ToolParameterType,
  at: Path,
): readonly Issue[] {
  if (/* APP-46 */ typeof value !== type)
    return [issue('type', at, `the parameter is a ${type}, this is none`)];
  if (typeof value === 'number' && !isPlainNumber(value))
    return [issue('type', at, 'the number is finite, and no negative zero')];
  if (typeof value === 'string')
    return textIssues(value, at, { kind: 'line', min: 0, max: maxEnumValueLength });
  return [];
}
