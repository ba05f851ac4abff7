/** The first reason why a device is quiet is the one that is said. */

import { describe, expect, test } from 'vitest';
import { howToInstall } from './install-panel';
import { type Abilities, asKnown, deviceState } from './this-device';

const WILLING: Abilities = {
  isSecure: true,
  hasPush: true,
  isApple: false,
  isInstalled: false,
  permission: 'granted',
  endpoint: 'https://push.example/1',
};

describe('a device is', () => {
  test.each<[string, Partial<Abilities>]>([
    ['on', {}],
    ['off', { permission: 'default', endpoint: null }],
    ['off', { endpoint: null }],
    // The permission was taken back: what is left of the subscription wakes nobody.
    ['off', { permission: 'default' }],
    ['blocked', { permission: 'denied' }],
    ['unsupported', { hasPush: false }],
    ['unsupported', { hasPush: false, isApple: true, isInstalled: true }],
    ['install-first', { hasPush: false, isApple: true }],
    ['insecure', { isSecure: false, hasPush: false, isApple: true }],
  ])('%s with %o', (state, change) => {
    expect(deviceState({ ...WILLING, ...change })).toBe(state);
  });
});

test('a device that the server has forgotten is off', () => {
  const elsewhere = { endpoint: 'https://push.example/2' };
  expect(deviceState(asKnown(WILLING, [elsewhere]))).toBe('off');
  expect(deviceState(asKnown(WILLING, [elsewhere, { endpoint: 'https://push.example/1' }]))).toBe(
    'on',
  );
  expect(deviceState(asKnown({ ...WILLING, permission: 'denied' }, []))).toBe('blocked');
});

test('how to install is told for the browser at hand', () => {
  expect(howToInstall('Safari on iPhone')).toContain('Add to Home Screen');
  expect(howToInstall('Firefox on Android')).toContain('Install');
  expect(howToInstall('Safari on Mac')).toContain('Dock');
  expect(howToInstall('Firefox on Linux')).toContain('pinning');
  expect(howToInstall('Something else')).toContain('menu');
});
