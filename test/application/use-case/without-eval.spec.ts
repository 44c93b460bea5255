// A page with a Content Security Policy reports every `new Function`, even one that is only tried. npm run runtimes shows
// the same in a browser; here every use case is called once.
import { afterAll, expect, it, vi } from 'vitest';

const compiled = vi.fn();
const construct: ProxyHandler<FunctionConstructor>['construct'] = (target, given) => {
  compiled();
  return Reflect.construct(target, given);
};

afterAll(() => vi.unstubAllGlobals());

it('no use case makes code from text', async () => {
  vi.stubGlobal('Function', new Proxy(Function, { construct }));
  Reflect.construct(Function, ['return 1']);
  expect(compiled).toHaveBeenCalledTimes(1);

  // Loaded now, because a schema of a module may be made when the module is.
  const { createGuildhall, developmentKeys } = await import('../../../src/index.js');
  const { memoryStorage } = await import('../../../src/adapters/memory/index.js');
  const { useCases } = await import('../support/use-cases.js');
  const baseUrl = 'http://localhost:3000';
  const keys = developmentKeys();
  const reviewers = { capabilitiesOf: async () => ['review', 'enforce'] as const };
  const guildhall = createGuildhall({ storage: memoryStorage(), keys, baseUrl, reviewers });
  const [id, token] = ['a'.repeat(24), 'a.b.c'];
  const ids = { organizationId: id, userId: id, invitationId: id, appId: id, submissionId: id };
  const system = { kind: 'system', reason: 'a test' };
  for (const { call, validInput } of useCases)
    await call(guildhall, system, validInput({ ...ids, keyId: id, token }));
  await guildhall.maintenance.runOnce();
  expect(compiled).toHaveBeenCalledTimes(1);
});
