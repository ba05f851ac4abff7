/** Devices are called what people call them. */

import { describe, expect, test } from 'vitest';
import { deviceName } from './device-name';

describe('a device is called by its browser and its system', () => {
  test.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
      'Firefox on Linux',
      'computer',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
      'Edge on Windows',
      'computer',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
      'Safari on Mac',
      'computer',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1',
      'Chrome on iPhone',
      'phone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
      'Samsung Internet on Android',
      'phone',
    ],
  ])('%s', (userAgent, name, kind) => {
    expect(deviceName(userAgent)).toEqual({ name, kind });
  });
});

test('our terminal client is a terminal', () => {
  expect(deviceName('campfire-tui/1.0.0')).toEqual({ name: 'Terminal', kind: 'terminal' });
});

test('other programs are called what they call themselves', () => {
  expect(deviceName('curl/8.14.1').name).toBe('curl');
});

test('a device that says nothing is unknown', () => {
  expect(deviceName(null).name).toBe('Unknown device');
  expect(deviceName(' ').name).toBe('Unknown device');
});
