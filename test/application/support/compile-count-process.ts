// Calls every use case once, in a process that has loaded nothing before, and prints how often code was made from text.
// The first time is its own, which shows that it counts.

let count = 0;
globalThis.Function = new Proxy(Function, {
  construct(target, given) {
    count += 1;
    return Reflect.construct(target, given);
  },
});
Reflect.construct(Function, ['return 1']);

// Loaded now, because a schema of a module may be made when the module is.
const { createGuildhall, developmentKeys } = await import('../../../src/index.js');
const { memoryStorage } = await import('../../../src/adapters/memory/index.js');
const { useCases } = await import('./use-cases.js');

const reviewers = { capabilitiesOf: async () => ['review', 'enforce'] as const };
const [baseUrl, keys] = ['http://localhost:3000', developmentKeys()];
const guildhall = createGuildhall({ storage: memoryStorage(), keys, baseUrl, reviewers });
const id = 'a'.repeat(24);
const ids = { organizationId: id, userId: id, invitationId: id, appId: id, submissionId: id };
for (const { call, validInput } of useCases) {
  const input = validInput({ ...ids, keyId: id, token: 'a.b.c' });
  await call(guildhall, { kind: 'system', reason: 'a test' }, input);
}
await guildhall.maintenance.runOnce();
process.stdout.write(`${useCases.length} use cases, ${count}\n`);
