// Rules of what an organization, its contact and its keys are to its apps.
import type { Rule } from './rule.js';

export const appOwners: readonly Rule[] = [
  {
    id: 'APP-77',
    rule: 'An organization is not deleted while an app of it is live.',
    test: {
      file: 'test/application/organizations/apps.spec.ts',
      name: 'are in the way where they are live or in review, each named once',
    },
    without: {
      file: 'src/application/organizations/apps-in-the-way.ts',
      find: '[...new Set([...live, ...undecided])]',
      replace: '[...new Set([...undecided])]',
    },
  },
  {
    id: 'APP-78',
    rule: 'An organization is not deleted while an app of it is in review.',
    test: {
      file: 'test/application/organizations/apps.spec.ts',
      name: 'are in the way where they are live or in review, each named once',
    },
    without: {
      file: 'src/application/organizations/apps-in-the-way.ts',
      find: '[...new Set([...live, ...undecided])]',
      replace: '[...new Set([...live])]',
    },
  },
  {
    id: 'APP-79',
    rule: 'An approval that time has ended keeps no organization from being deleted.',
    test: {
      file: 'test/application/organizations/apps.spec.ts',
      name: 'are not in the way as drafts, deleted, withdrawn, or once an approval has ended',
    },
    without: {
      file: 'src/application/organizations/apps-in-the-way.ts',
      find: 'submission === null || isOverdue(submission.value, now) ?',
      replace: 'submission === null ?',
    },
  },
  {
    id: 'APP-80',
    rule: 'An account is not deleted while an app of its personal organization is live or in review.',
    test: {
      file: 'test/application/organizations/apps.spec.ts',
      name: 'keep the account of whose personal organization they are',
    },
    without: {
      file: 'src/application/organizations/apps-in-the-way.ts',
      find: '.sort().slice(0, most);',
      replace: '.sort().slice(0, 0);',
    },
  },
  {
    id: 'APP-81',
    rule: 'The apps of a deleted organization are there for nobody, and back with it.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are of nobody once their organization is deleted, and back with it',
    },
    without: {
      file: 'src/application/apps/authority.ts',
      find: 'const authority = await authorityOver(storage, actor, app.value.organizationId, permission);',
      replace:
        "const authority = await authorityOver(storage, { kind: 'system', reason: '' }, app.value.organizationId, permission).then((one) => one.ok ? one : { ok: true, value: { organization: null, person: null } });",
    },
  },
  {
    id: 'APP-82',
    rule: 'The embedding service vouches for a contact address, which holds until another one is named.',
    test: {
      file: 'test/application/organizations/verify-contact.spec.ts',
      name: 'is vouched for by the embedding service, once, until another one is named',
    },
    without: {
      file: 'src/domain/organization/organization.ts',
      find: '...(isSameContact ? organization : withoutProof(organization)),',
      replace: '...organization,',
    },
  },
  {
    id: 'APP-83',
    rule: 'A contact address is known that is the verified one of a member, and no stranger’s.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'is submitted under a contact that a member has verified, or the service has vouched for',
    },
    without: {
      file: 'src/application/submissions/snapshot.ts',
      find: 'return (await storage.memberships.findActive(id, user.value.id)) !== null;',
      replace: 'return true;',
    },
  },
  {
    id: 'APP-84',
    rule: 'An address that its account has not verified is no known contact.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'is not submitted under a contact that its member has not verified',
    },
    without: {
      file: 'src/application/submissions/snapshot.ts',
      find: '!user.value.emailVerified || ',
      replace: '',
    },
  },
  {
    id: 'APP-85',
    rule: 'Nobody but the embedding service vouches for a contact address.',
    test: {
      file: 'test/application/organizations/verify-contact.spec.ts',
      name: 'is nobody else’s to vouch for, nor there where the organization is not',
    },
    without: {
      file: 'src/application/organizations/verify-contact.ts',
      find: 'const allowed = systemOnly(actor);',
      replace: 'const allowed = ok(null);',
    },
  },
  {
    id: 'APP-86',
    rule: 'What can be done with an app is told exactly as the commands would do it.',
    test: {
      file: 'test/application/review/sequences.prop.ts',
      name: 'keeps the invariants of apps and review',
    },
    without: {
      file: 'src/application/apps/available-actions.ts',
      find: "relist: ofApp(listingSpec('relist'), idOf),",
      replace: 'relist: async () => true,',
    },
  },
  {
    id: 'APP-87',
    rule: 'A key edits drafts where it belongs, and nowhere else.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are read and edited by keys where they belong, which share, submit and manage nothing',
    },
    without: {
      file: 'src/application/apps/authority.ts',
      find: '? key.owner.appId === app.id && !isKeptOut(app)',
      replace: '? !isKeptOut(app)',
    },
  },
  {
    id: 'APP-88',
    rule: 'A key neither deletes nor moves anything.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are read and edited by keys where they belong, which share, submit and manage nothing',
    },
    without: {
      file: 'src/application/apps/authority.ts',
      find: "new Set(['apps:read', 'apps:edit'])",
      replace: "new Set(['apps:read', 'apps:edit', 'apps:manage'])",
    },
  },
  {
    id: 'APP-89',
    rule: 'A key that is revoked reads nothing any more.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are read and edited by keys where they belong, which share, submit and manage nothing',
    },
    without: {
      file: 'src/application/apps/authority.ts',
      find: 'if (!isValidKey(key, now)) return false;',
      replace: '',
    },
  },
  {
    id: 'APP-90',
    rule: 'A key shares nothing and takes nothing out of the store.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are read and edited by keys where they belong, which share, submit and manage nothing',
    },
    without: {
      file: 'src/application/apps/authority.ts',
      find: "new Set(['apps:read', 'apps:edit'])",
      replace: "new Set(['apps:read', 'apps:edit', 'apps:publish'])",
    },
  },
];
