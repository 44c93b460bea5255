// Converts an app's tools for AI models: to the Model Context Protocol and to function calling, with JSON Schema.

import type { Tool, ToolParameter, ToolParameterType } from './tool.js';

/** The JSON Schema of a tool's arguments. */
export interface ToolInputSchema {
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

/** A tool in the format of `tools/list` of the Model Context Protocol. */
export interface McpTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: ToolInputSchema;
}

/** A tool in the format of function-calling APIs. */
export interface FunctionTool {
  readonly type: 'function';
  readonly function: {
    readonly name: string;
    readonly description: string;
    readonly parameters: ToolInputSchema;
  };
}

/** Converts an app's tools for the Model Context Protocol. */
export function toolsForMcp(tools: readonly Tool[]): readonly McpTool[] {
  return tools.map(({ id, description, parameters }) => ({
    name: id,
    description,
    inputSchema: toToolSchema(parameters), // APP-48
  }));
}

/** Converts an app's tools for APIs with function calling. */
export function toolsForFunctionCalling(tools: readonly Tool[]): readonly FunctionTool[] {
  return tools.map(({ id, description, parameters }) => ({
    type: 'function',
    function: { name: id, description, /* APP-49 */ parameters: toToolSchema(parameters) },
  }));
}

function toToolSchema(parameters: Tool['parameters']): ToolInputSchema {
  const named = Object.entries(parameters);
  return {
    type: 'object',
    properties: Object.fromEntries(
      named.map(([name, parameter]) => [name, toParameterSchema(parameter)]),
    ),
    required: named.filter(([, { required }]) => required).map(([name]) => name),
    additionalProperties: false, // APP-50
  };
}

function toParameterSchema({
  type,
  description,
  enum: values,
}: ToolParameter): ToolParameterSchema {
  return { type, description, ...(values === undefined ? {} : { enum: values }) };
}
