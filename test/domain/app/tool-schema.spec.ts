// Tools in the formats of AI models.
import { describe, expect, it } from 'vitest';
import type { Tool } from '../../../src/domain/app/tool.js';
import { toolsForFunctionCalling, toolsForMcp } from '../../../src/domain/app/tool-schema.js';

const remind: Tool = {
  id: 'remind_me',
  description: 'Reminds of something at a time.',
  activationPhrases: ['remind me'],
  parameters: {
    what: { type: 'string', description: 'Of what', required: true },
    hours: { type: 'number', description: 'In how many hours', enum: [0.5, 1], required: false },
  },
};

const schema = {
  type: 'object',
  properties: {
    what: { type: 'string', description: 'Of what' },
    hours: { type: 'number', description: 'In how many hours', enum: [0.5, 1] },
  },
  required: ['what'],
  additionalProperties: false,
};

describe('tools for AI models', () => {
  it('have the format of the Model Context Protocol', () => {
    expect(toolsForMcp([remind])).toEqual([
      { name: 'remind_me', description: remind.description, inputSchema: schema },
    ]);
  });

  it('have the format of function calling', () => {
    expect(toolsForFunctionCalling([remind])).toEqual([
      {
        type: 'function',
        function: { name: 'remind_me', description: remind.description, parameters: schema },
      },
    ]);
  });

  it('accept no arguments if they have no parameters', () => {
    expect(toolsForMcp([{ ...remind, parameters: {} }])).toMatchObject([
      { inputSchema: { properties: {}, required: [] } },
    ]);
  });
});
