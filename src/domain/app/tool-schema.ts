// Tools in the shapes that AIs take: JSON Schema for the Model Context Protocol, and for function calling.

import type { Tool, ToolParameter, ToolParameterType } from './tool.js';

/** The JSON Schema of a tool's arguments. */
export interface ToolSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, ToolParameterSchema>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

/** The JSON Schema of one argument. */
export interface ToolParameterSchema {
  readonly type: ToolParameterType;
  readonly description: string;
  readonly enum?: readonly (string | number | boolean)[];
}

/** A tool as `tools/list` of the Model Context Protocol gives it. */
export interface McpTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: ToolSchema;
}

/** A tool as function-calling APIs take it. */
export interface FunctionTool {
  readonly type: 'function';
  readonly function: {
    readonly name: string;
    readonly description: string;
    readonly parameters: ToolSchema;
  };
}

/** An app's tools as the Model Context Protocol lists them. */
export function toolsForMcp(tools: readonly Tool[]): readonly McpTool[] {
  return tools.map(({ id, description, parameters }) => ({
    name: id,
    description,
    inputSchema: schemaOf(parameters), // APP-48
  }));
}

/** An app's tools as chat interfaces with function calling take them. */
export function toolsForFunctionCalling(tools: readonly Tool[]): readonly FunctionTool[] {
  return tools.map(({ id, description, parameters }) => ({
    type: 'function',
    function: { name: id, description, /* APP-49 */ parameters: schemaOf(parameters) },
  }));
}

function schemaOf(parameters: Tool['parameters']): ToolSchema {
  const named = Object.entries(parameters);
  return {
    type: 'object',
    properties: Object.fromEntries(
      named.map(([name, parameter]) => [name, parameterSchemaOf(parameter)]),
    ),
    required: named.filter(([, { required }]) => required).map(([name]) => name),
    additionalProperties: false, // APP-50
  };
}

function parameterSchemaOf({
  type,
  description,
  enum: values,
}: ToolParameter): ToolParameterSchema {
  return { type, description, ...(values === undefined ? {} : { enum: values }) };
}
