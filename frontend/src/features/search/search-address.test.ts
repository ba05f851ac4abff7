/** A search is its address. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOf, type Search, searchIn } from './search-address';

const parametersOf = (address: string) => new URL(address, 'http://campfire.test').searchParams;

test('every search comes back from its address', () => {
  const id = fc.option(fc.integer({ min: 1, max: 1_000_000 }));
  const search: fc.Arbitrary<Search> = fc.record({
    q: fc.string({ unit: 'grapheme' }),
    room_id: id,
    from: id,
    sort: fc.constantFrom('relevant', 'recent'),
  });
  fc.assert(
    fc.property(search, (wanted) => {
      expect(searchIn(parametersOf(addressOf(wanted)))).toEqual(wanted);
    }),
  );
});

test('nothing looked for is the plain address', () => {
  expect(addressOf(searchIn(new URLSearchParams()))).toBe('/search');
});

test('nonsense in an address is not asked for', () => {
  const search = searchIn(parametersOf('/search?q=eels&room_id=all&from=-3&sort=random'));

  expect(search).toEqual({ q: 'eels', room_id: null, from: null, sort: 'relevant' });
});
