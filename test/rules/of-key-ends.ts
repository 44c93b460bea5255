// Rules of when a key opens nothing, and for whom.
import type { Rule } from './rule.js';

export const keyEnds: readonly Rule[] = [
  {
    id: 'KEY-17',
    rule: 'A key that has expired opens nothing.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'is in vain from the moment on at which the key expires, or is revoked',
    },
    without: {
      file: 'src/domain/app/api-key.ts',
      find: '(expiresAt === undefined || expiresAt > now)',
      replace: 'true',
    },
  },
  {
    id: 'KEY-18',
    rule: 'A key that is revoked opens nothing, at once and for good.',
    test: {
      file: 'test/application/keys/ends.spec.ts',
      name: 'come by revocation at once and for good, and only once',
    },
    without: {
      file: 'src/domain/app/api-key.ts',
      find: 'return revokedAt === undefined && ',
      replace: 'return ',
    },
  },
  {
    id: 'KEY-19',
    rule: 'A rotated key stays valid for 24 hours beside the new one.',
    test: {
      file: 'test/application/keys/ends.spec.ts',
      name: 'leave a rotated key valid for a day beside the new one',
    },
    without: {
      file: 'src/domain/app/api-key.ts',
      find: 'secondsAfter(now, overlap)',
      replace: 'now',
    },
  },
  {
    id: 'KEY-20',
    rule: 'The overlap of a rotation is 0 to 7 days.',
    test: {
      file: 'test/application/keys/ends.spec.ts',
      name: 'come at once where no overlap is wanted, and never after a week',
    },
    without: {
      file: 'src/application/keys/rotate.ts',
      find: 'const longestOverlap = 604_800;',
      replace: 'const longestOverlap = 604_801;',
    },
  },
  {
    id: 'KEY-21',
    rule: 'A key is not rotated again before the overlap is over.',
    test: {
      file: 'test/application/keys/ends.spec.ts',
      name: 'are not rotated again before the overlap is over, neither the old nor the new one',
    },
    without: {
      file: 'src/domain/app/api-key.ts',
      find: "if (until !== undefined && until > now) return refuse({ code: 'rotation_in_progress', until });",
      replace: '',
    },
  },
  {
    id: 'KEY-22',
    rule: 'A rotation puts off no end: neither key outlives what the first was given.',
    test: {
      file: 'test/application/keys/ends.spec.ts',
      name: 'are not put off by rotation: neither key outlives what the first was given',
    },
    without: {
      file: 'src/domain/app/api-key.ts',
      find: 'const { owner, name, environment, expiresAt = null } = key;',
      replace: 'const { owner, name, environment } = key; const expiresAt = null;',
    },
  },
  {
    id: 'KEY-23',
    rule: 'An app, and an organization, has at most 20 valid keys.',
    test: { file: 'test/application/keys/ends.spec.ts', name: 'make room for others' },
    without: {
      file: 'src/application/keys/create.ts',
      find: 'return valid.length < limit ? null :',
      replace: 'return true ? null :',
    },
  },
  {
    id: 'KEY-24',
    rule: 'Keys that are over are forgotten but for the last 200.',
    test: {
      file: 'test/application/keys/ends.spec.ts',
      name: 'are forgotten but for the 200 that came last, some with every new key',
    },
    without: {
      file: 'src/application/keys/history.ts',
      find: 'const keptEnded = 200;',
      replace: 'const keptEnded = 201;',
    },
  },
  {
    id: 'KEY-25',
    rule: 'A key outlives the membership of whoever has made it.',
    test: {
      file: 'test/application/keys/ends.spec.ts',
      name: 'do not come with the end of whoever has made a key',
    },
    without: {
      file: 'src/application/keys/authenticate.ts',
      find: 'if (key === null || !isValidKey(key, now)) return keyInvalid();',
      replace:
        'if (key === null || !isValidKey(key, now) || (key.createdBy !== undefined && (await storage.memberships.activeOf(key.createdBy)).length < 2)) return keyInvalid();',
    },
  },
  {
    id: 'KEY-26',
    rule: 'What a removed admin had in flight makes no key.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are not made by an admin who was removed while it was written',
    },
    without: {
      file: 'src/application/keys/owner.ts',
      find: "[touched('organizations', organization), ...guardOfApp(app)]",
      replace: 'guardOfApp(app)',
    },
  },
  {
    id: 'KEY-27',
    rule: 'A key is made for an app by nobody from whom the app has moved away meanwhile.',
    test: {
      file: 'test/application/keys/keys.spec.ts',
      name: 'are not made by whose app has moved away while it was looked at',
    },
    without: {
      file: 'src/application/keys/owner.ts',
      find: "app === undefined ? [] : [touched('apps', app)]",
      replace: '[]',
    },
  },
  {
    id: 'KEY-28',
    rule: 'An app that is suspended or taken down authenticates no key.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'tells that the app is kept out where it is %s, to whoever has the right key',
    },
    without: {
      file: 'src/application/keys/authenticate.ts',
      find: "if (app !== null && isKeptOut(app)) return refuse({ code: 'app_suspended', path: ['key'] });",
      replace: '',
    },
  },
  {
    id: 'KEY-29',
    rule: 'The keys of what is deleted authenticate nothing.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'is in vain while the app or the organization is deleted',
    },
    without: {
      file: 'src/application/keys/authenticate.ts',
      find: 'const isThere = app !== undefined && app.deletedAt === undefined;',
      replace: 'const isThere = app !== undefined;',
    },
  },
  {
    id: 'KEY-30',
    rule: 'The keys of an app go with it to another organization.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are moved by an admin of both organizations, with all that is theirs',
    },
    without: {
      file: 'src/application/keys/authenticate.ts',
      find: 'return isThere ? placeIn(storage, app.organizationId, app) : null;',
      replace:
        'return isThere ? placeIn(storage, app.live?.listing.publisher.organizationId ?? app.organizationId, app) : null;',
    },
  },
  {
    id: 'KEY-31',
    rule: 'The use of a key is noted at most once a minute.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'is noted at most once a minute, and not where it was in vain',
    },
    without: {
      file: 'src/domain/app/api-key.ts',
      find: 'lastUsedAt === undefined || secondsAfter(lastUsedAt, usedAtMostEvery) <= at',
      replace: 'true',
    },
  },
  {
    id: 'KEY-32',
    rule: 'A key that is right lets in although its use cannot be noted.',
    test: {
      file: 'test/application/keys/authenticate.spec.ts',
      name: 'succeeds although the storage cannot take the note, and fails where it cannot be asked',
    },
    without: {
      file: 'src/application/keys/authenticate.ts',
      find: 'if (!isStorageError(fault)) throw fault;',
      replace: 'throw fault;',
    },
  },
];
