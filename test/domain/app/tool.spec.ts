// Valid and invalid tools and parameters.
import { describe, expect, it } from 'vitest';
import { type Tool, type ToolParameter, toolListIssues } from '../../../src/domain/app/tool.js';
import { hostileTexts, issueText } from './support/app-samples.js';

const remind: Tool = {
  id: 'remind_me',
  description: 'Reminds of something at a time.',
  activationPhrases: ['remind me'],
  parameters: {
    what: { type: 'string', description: 'Of what', required: true },
    hours: { type: 'number', description: 'In how many hours', enum: [0.5, 1, 2], required: false },
  },
};

function faults(tools: readonly Tool[]): readonly string[] {
  return toolListIssues(tools, ['tools']).map(issueText);
}

function faultsWith(change: Partial<Tool>): readonly string[] {
  return faults([{ ...remind, ...change }]);
}

function faultsOfParameter(change: Partial<ToolParameter>, name = 'what'): readonly string[] {
  const parameter: ToolParameter = { type: 'string', description: 'Of what', required: true };
  return faultsWith({ parameters: Object.fromEntries([[name, { ...parameter, ...change }]]) });
}

describe('the tools of an app', () => {
  it('can be 50, with unique ids that are case-sensitive', () => {
    expect(faults([remind, { ...remind, id: 'REMIND_ME' }])).toEqual([]);
    const many = Array.from({ length: 51 }, (_one, index) => ({ ...remind, id: `t${index}` }));
    expect(faults(many.slice(1))).toEqual([]);
    expect(faults(many)).toEqual(['too_many tools']);
    expect(faults([remind, { ...remind, id: 'other' }, remind])).toEqual(['repeated tools.2.id']);
  });

  it.each(['a', 'Z9', 'a-b_c', 'a'.repeat(40)])('can have the id %s', (id) => {
    expect(faultsWith({ id })).toEqual([]);
  });

  it.each([
    '',
    '1a',
    '_a',
    'a b',
    'a.b',
    'a\n',
    'ä',
    'ſ',
    'a\0',
    '__proto__',
    'a'.repeat(41),
    'a'.repeat(1_000_000),
  ])('cannot have the name %j', (id) => {
    expect(faultsWith({ id })).toEqual(['form tools.0.id']);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty'])(
    'cannot have an id that every object has: %s',
    (name) => {
      expect(faultsWith({ id: name })).toEqual(['reserved tools.0.id']);
      expect(faultsOfParameter({}, name)).toEqual([`reserved tools.0.parameters.${name}`]);
    },
  );

  it('have descriptions of 1 to 1,000 characters', () => {
    expect(faultsWith({ description: `${'🚀'.repeat(999)}\n` })).toEqual([]);
    expect(faultsWith({ description: '' })).toEqual(['empty tools.0.description']);
    expect(faultsWith({ description: 'x'.repeat(1_001) })).toEqual([
      'too_long tools.0.description',
    ]);
  });

  it('have at most 20 activation phrases of one line', () => {
    const phrases = Array.from({ length: 21 }, () => 'x'.repeat(100));
    expect(faultsWith({ activationPhrases: phrases.slice(1) })).toEqual([]);
    expect(faultsWith({ activationPhrases: [] })).toEqual([]);
    expect(faultsWith({ activationPhrases: phrases })).toEqual([
      'too_many tools.0.activationPhrases',
    ]);
    expect(faultsWith({ activationPhrases: ['ok', 'x'.repeat(101), ' ', 'a\nb'] })).toEqual([
      'too_long tools.0.activationPhrases.1',
      'empty tools.0.activationPhrases.2',
      'invisible_character tools.0.activationPhrases.3',
    ]);
  });

  it.each(hostileTexts)('cannot have a text with %s', (_shown, text) => {
    expect(faultsWith({ description: text, activationPhrases: [text] })).toHaveLength(2);
    expect(faultsOfParameter({ description: text, enum: [text] })).toHaveLength(2);
  });
});

describe('the parameters of a tool', () => {
  it('can be 32', () => {
    const parameters = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_one, index) => [`p${index}`, remind.parameters['what']]),
      );
    expect(faultsWith(JSON.parse(JSON.stringify({ parameters: parameters(32) })))).toEqual([]);
    expect(faultsWith(JSON.parse(JSON.stringify({ parameters: parameters(33) })))).toEqual([
      'too_many tools.0.parameters',
    ]);
  });

  it.each(['', '1', 'a.b', 'a b', '$where', '__proto__', 'a\n', 'x'.repeat(65)])(
    'cannot have the name %j',
    (name) => {
      const place = `form tools.0.parameters.${name.slice(0, 64)}`;
      expect(faultsOfParameter({}, name)).toEqual([place]);
    },
  );

  it('are checked even with a name that has a special meaning in JavaScript objects', () => {
    const given = JSON.parse('{"__proto__":{"type":"string","description":"x","required":true}}');
    expect(faultsWith({ parameters: given })).toEqual(['form tools.0.parameters.__proto__']);
  });

  it('can list 1 to 100 allowed values of their type, each once', () => {
    const hundred = Array.from({ length: 100 }, (_one, index) => index);
    expect(faultsOfParameter({ type: 'number', enum: hundred })).toEqual([]);
    expect(faultsOfParameter({ type: 'number', enum: [...hundred, 100] })).toEqual([
      'too_many tools.0.parameters.what.enum',
    ]);
    expect(faultsOfParameter({ enum: [] })).toEqual(['too_few tools.0.parameters.what.enum']);
    expect(faultsOfParameter({ enum: ['a', 'A', 'a'] })).toEqual([
      'repeated tools.0.parameters.what.enum.2',
    ]);
    expect(faultsOfParameter({ enum: ['', '1', 'x'.repeat(201)] })).toEqual([
      'too_long tools.0.parameters.what.enum.2',
    ]);
    expect(faultsOfParameter({ enum: ['1', 1, true] })).toEqual([
      'type tools.0.parameters.what.enum.1',
      'type tools.0.parameters.what.enum.2',
    ]);
    expect(faultsOfParameter({ type: 'boolean', enum: [true, 'true'] })).toEqual([
      'type tools.0.parameters.what.enum.1',
    ]);
  });

  it.each([Number.NaN, Infinity, -Infinity, -0])('cannot list the number %d', (value) => {
    expect(faultsOfParameter({ type: 'number', enum: [1, value] })).toEqual([
      'type tools.0.parameters.what.enum.1',
    ]);
  });
});
