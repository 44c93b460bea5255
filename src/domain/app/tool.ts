// Tools: the functions of an app that an AI model can call, and their checks.

import type { Issue, Path } from '../shared/refusal.js';
import { textIssues } from '../shared/text-issues.js';
import {
  createIssue,
  duplicateIssues,
  identifierIssues,
  isJsonNumber,
  listLengthIssues,
  truncateIdentifier,
} from './manifest-issues.js';

/** All types of parameters of tools. */
export const toolParameterTypes = ['string', 'number', 'boolean'] as const;
/** The type of a tool's parameter. */
export type ToolParameterType = (typeof toolParameterTypes)[number];

/** A parameter of a tool. */
export interface ToolParameter {
  readonly type: ToolParameterType;
  readonly description: string;
  /** The allowed values, each of the parameter's type. */
  readonly enum?: readonly (string | number | boolean)[];
  readonly required: boolean;
}

/** A function of an app that an AI model can call. */
export interface Tool {
  /** `^[a-zA-Z][a-zA-Z0-9_-]{0,39}$`, unique in an app. */
  readonly id: string;
  readonly description: string;
  /** Phrases that users say to start the tool. */
  readonly activationPhrases?: readonly string[];
  /** Parameters by name. A name matches `^[a-zA-Z][a-zA-Z0-9_-]{0,63}$`. */
  readonly parameters: Readonly<Record<string, ToolParameter>>;
}

const maxTools = /* APP-43 */ 50;
const maxActivationPhrases = 20;
const maxParameters = /* APP-45 */ 32;
const maxEnumValues = 100;
const maxPhraseLength = 100;
const maxToolDescriptionLength = /* APP-44 */ 1_000;
/** The maximum length of one enum value, in characters. */
const maxEnumValueLength = 200;

const toolIdPattern = /* APP-41 */ /^[a-zA-Z][a-zA-Z0-9_-]{0,39}$/;
const toolIdMessage =
  'an id must be a letter and up to 39 letters, digits, hyphens and underscores';
const parameterNamePattern = /^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/;
const parameterNameMessage =
  'a parameter name must be a letter and up to 63 letters, digits, hyphens and underscores';
const toolDescriptionRules = { kind: 'prose', min: 1, max: maxToolDescriptionLength } as const;

/** All issues of an app's tools. Their paths begin with `path`. */
export function toolListIssues(tools: readonly Tool[], path: Path): readonly Issue[] {
  const tooMany = listLengthIssues(tools.length, path, [0, maxTools]);
  if (tooMany.length > 0) return tooMany;
  const ids = tools.map(({ id }) => id);
  return [
    ...tools.flatMap((tool, index) => toolIssues(tool, [...path, index])),
    ...duplicateIssues(ids, (index) => [...path, index, 'id'], 'another tool has this id'), // APP-42
  ];
}

function toolIssues(tool: Tool, path: Path): readonly Issue[] {
  const { id, description, activationPhrases, parameters } = tool;
  return [
    ...identifierIssues(id, [...path, 'id'], toolIdPattern, toolIdMessage),
    ...textIssues(description, [...path, 'description'], toolDescriptionRules),
    ...activationPhraseIssues(activationPhrases ?? [], [...path, 'activationPhrases']),
    ...parameterListIssues(parameters, [...path, 'parameters']),
  ];
}

function activationPhraseIssues(phrases: readonly string[], path: Path): readonly Issue[] {
  const tooMany = listLengthIssues(phrases.length, path, [0, maxActivationPhrases]);
  if (tooMany.length > 0) return tooMany;
  return phrases.flatMap((phrase, index) =>
    textIssues(phrase, [...path, index], { kind: 'line', min: 1, max: maxPhraseLength }),
  );
}

function parameterListIssues(parameters: Tool['parameters'], path: Path): readonly Issue[] {
  const named = Object.entries(parameters);
  const tooMany = listLengthIssues(named.length, path, [0, maxParameters]);
  if (tooMany.length > 0) return tooMany;
  return named.flatMap(([name, parameter]) => {
    const place = [...path, truncateIdentifier(name)];
    return [
      ...identifierIssues(name, place, parameterNamePattern, parameterNameMessage),
      ...parameterIssues(parameter, place),
    ];
  });
}

function parameterIssues(parameter: ToolParameter, path: Path): readonly Issue[] {
  return [
    ...textIssues(parameter.description, [...path, 'description'], toolDescriptionRules),
    ...(parameter.enum === undefined
      ? []
      : enumIssues(parameter.enum, parameter.type, [...path, 'enum'])),
  ];
}

function enumIssues(
  values: NonNullable<ToolParameter['enum']>,
  type: ToolParameterType,
  path: Path,
): readonly Issue[] {
  const miscounted = listLengthIssues(values.length, path, [1, maxEnumValues]);
  if (miscounted.length > 0) return miscounted;
  return [
    ...values.flatMap((value, index) => enumValueIssues(value, type, [...path, index])),
    ...duplicateIssues(values, (index) => [...path, index], 'this value is already in the list'),
  ];
}

function enumValueIssues(
  value: string | number | boolean,
  type: ToolParameterType,
  path: Path,
): readonly Issue[] {
  if (/* APP-46 */ typeof value !== type)
    return [createIssue('type', path, `the parameter is a ${type}, but this value is not`)];
  if (typeof value === 'number' && !isJsonNumber(value))
    return [createIssue('type', path, 'this must be a finite number and not negative zero')];
  if (typeof value === 'string')
    return textIssues(value, path, { kind: 'line', min: 0, max: maxEnumValueLength });
  return [];
}
