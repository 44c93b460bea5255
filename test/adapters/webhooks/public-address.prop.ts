// Compares `isPublicAddress`, for all addresses and spellings, with IANA's lists of addresses that are not public
// (iana-ipv4-special-registry, iana-ipv6-special-registry, ipv6-unicast-address-assignments), as Node reads them.
import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../src/adapters/webhooks/index.js';

const special4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4';
const special6 =
  '::/3 2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20 4000::/2 8000::/1';

/** One list for each family, because a common list would take an IPv4 address for a mapped one. */
function listOf(ranges: string, family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges.split(' ')) {
    const [network = '', bits] = range.split('/');
    list.addSubnet(network, Number(bits), family);
  }
  return list;
}

const kept4 = listOf(special4, 'ipv4');
const kept6 = listOf(special6, 'ipv6');

/** Addresses inside a range, at its edge, one beyond it, and anywhere else. */
const bytes4 = fc.oneof(
  fc.uint8Array({ minLength: 4, maxLength: 4 }),
  fc
    .tuple(fc.constantFrom(...special4.split(' ')), fc.nat(), fc.constantFrom(-1, 0, 1))
    .map(([range, inside, beyond]) => near(range, inside, beyond)),
);

function near(range: string, inside: number, beyond: number): Uint8Array {
  const [network = '', bits] = range.split('/');
  const size = 2 ** (32 - Number(bits));
  const start = network.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const at = beyond === 0 ? start + (inside % size) : beyond < 0 ? start - 1 : start + size;
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, at % 2 ** 32);
  return bytes;
}

const heads = fc.constantFrom(
  ...[[], [0x20], [0x20, 0x01], [0x20, 0x01, 0], [0x20, 0x02], [0x26, 0x20, 0, 0x4f, 0x80, 0]],
  ...[[0x20, 0x01, 0x0d, 0xb8], [0x3f, 0xff], [0xfc], [0xfd], [0xfe, 0x80], [0xff], [0x5f, 0]],
  ...[Array(15).fill(0), Array(12).fill(0), [...Array(10).fill(0), 0xff, 0xff]],
  ...[
    [0, 0x64, 0xff, 0x9b],
    [0, 0x64, 0xff, 0x9b, ...Array(8).fill(0)],
  ],
);
const bytes6 = fc
  .tuple(heads, fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.nat({ max: 16 }), fc.boolean())
  .map(([head, rest, zeros, isLast]) => {
    const at = isLast ? 16 - zeros : head.length;
    const tail = rest.map((byte, index) => (index >= at && index < at + zeros ? 0 : byte));
    return Uint8Array.from([...head, ...tail.subarray(head.length)]);
  });

const hex = (bytes: Uint8Array, upTo = 16) =>
  Array.from({ length: upTo / 2 }, (_, index) =>
    (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16),
  );

/** The spellings of one address. */
function spellings6(bytes: Uint8Array): string[] {
  const groups = hex(bytes);
  const plain = groups.join(':');
  const padded = groups.map((group) => group.padStart(4, '0')).join(':');
  const dotted = `${hex(bytes, 12).join(':')}:${bytes.subarray(12).join('.')}`;
  const short = new URL(`http://[${plain}]/`).hostname.slice(1, -1);
  return [
    plain,
    padded,
    dotted,
    short,
    ...[plain, padded, short].map((text) => text.toUpperCase()),
  ];
}

describe('an IPv4 address', () => {
  it('is public if no list has it', () => {
    const seen = { public: 0, kept: 0 };
    fc.assert(
      fc.property(bytes4, (bytes) => {
        const text = bytes.join('.');
        const isKept = kept4.check(text, 'ipv4');
        seen[isKept ? 'kept' : 'public'] += 1;
        expect(isPublicAddress(text)).toBe(!isKept);
      }),
      { numRuns: 5_000 },
    );
    expect(Math.min(seen.public, seen.kept)).toBeGreaterThan(500);
  });

  it('is not public inside an IPv6 address', () => {
    fc.assert(
      fc.property(bytes4, (bytes) => {
        const dotted = bytes.join('.');
        const [high, low] = hex(bytes, 4);
        const wrapped = [
          ...['::ffff:', '::', '::ffff:0:', '64:ff9b::', '64:ff9b:1::'].map(
            (head) => head + dotted,
          ),
          ...['::ffff:', '::ffff:0:', '64:ff9b::'].map((head) => `${head}${high}:${low}`),
          `2002:${high}:${low}::`,
          `2001:0:${high}:${low}::1`,
        ];
        expect(wrapped.filter((text) => isIP(text) !== 6)).toEqual([]);
        expect(wrapped.filter(isPublicAddress)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('an IPv6 address', () => {
  it('is public if no list has it, in every spelling', () => {
    const seen = { public: 0, kept: 0 };
    fc.assert(
      fc.property(bytes6, (bytes) => {
        const texts = spellings6(bytes);
        const isKept = kept6.check(hex(bytes).join(':'), 'ipv6');
        seen[isKept ? 'kept' : 'public'] += 1;
        expect(texts.filter((text) => isIP(text) !== 6)).toEqual([]);
        expect(texts.map(isPublicAddress)).toEqual(texts.map(() => !isKept));
      }),
      { numRuns: 5_000 },
    );
    expect(Math.min(seen.public, seen.kept)).toBeGreaterThan(200);
  });
});

describe('any other text', () => {
  it('is not a public address and never throws', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...'0123456789abcdefx.:%[]/'), maxLength: 45 }),
      fc.ipV4Extended(),
    );
    fc.assert(
      fc.property(text, (given) => {
        if (isIP(given) === 0) expect(isPublicAddress(given)).toBe(false);
        else expect(isPublicAddress(given)).toBeTypeOf('boolean');
      }),
      { numRuns: 5_000 },
    );
  });
});
