import { describe, expect, it } from 'vitest';
import { needed } from '../../../src/cli/tour/needed.js';

const absent = 'a-package-that-nobody-has';

describe('needed', () => {
  it('answers with what was loaded', async () => {
    await expect(needed(async () => 7, 'npm install seven')).resolves.toBe(7);
  });

  it('says how to install what is missing', async () => {
    await expect(needed(() => import(absent), 'npm install it')).rejects.toThrow(
      'This needs packages that are not installed; run "npm install it" and try again.',
    );
  });

  it('leaves other faults as they are', async () => {
    const fault = new Error('a fault inside the package');
    const load = async () => {
      throw fault;
    };
    await expect(needed(load, 'npm install it')).rejects.toBe(fault);
  });
});
