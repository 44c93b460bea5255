import { describe, expect, it } from 'vitest';
import { loadOptionalPackage } from '../../src/cli/optional-package.js';

const absent = 'a-package-that-nobody-has';

describe('loadOptionalPackage', () => {
  it('returns the loaded package', async () => {
    await expect(loadOptionalPackage(async () => 7, 'npm install seven')).resolves.toBe(7);
  });

  it('names the command that installs a missing package', async () => {
    await expect(loadOptionalPackage(() => import(absent), 'npm install it')).rejects.toThrow(
      'This command needs packages that are not installed; run "npm install it" and try again.',
    );
  });

  it('does not change other errors', async () => {
    const fault = new Error('a fault inside the package');
    const load = async () => {
      throw fault;
    };
    await expect(loadOptionalPackage(load, 'npm install it')).rejects.toBe(fault);
  });
});
