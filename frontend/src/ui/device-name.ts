/** What a device calls itself, as a person would say it. */

/** A picture for it. */
export type DeviceKind = 'phone' | 'computer' | 'terminal';

export type DeviceName = { name: string; kind: DeviceKind };

// In this order: each of them also claims to be those below it.
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|HeadlessChrome|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string, DeviceKind])[] = [
  [/\biPhone\b/, 'iPhone', 'phone'],
  [/\biPad\b/, 'iPad', 'phone'],
  [/\bAndroid\b/, 'Android', 'phone'],
  [/\bWindows\b/, 'Windows', 'computer'],
  [/\bCrOS\b/, 'ChromeOS', 'computer'],
  [/\bMacintosh\b|\bMac OS X\b/, 'Mac', 'computer'],
  [/\bLinux\b|\bX11\b/, 'Linux', 'computer'],
];

export function deviceName(userAgent: string | null): DeviceName {
  if (!userAgent) return { name: 'Unknown device', kind: 'computer' };
  if (userAgent.startsWith('campfire-tui/')) return { name: 'Terminal', kind: 'terminal' };
  const browser = BROWSERS.find(([sign]) => sign.test(userAgent))?.[1];
  const [, system, kind] = SYSTEMS.find(([sign]) => sign.test(userAgent)) ?? [];
  if (browser && system) return { name: `${browser} on ${system}`, kind: kind ?? 'computer' };
  const known = browser ?? system;
  if (known) return { name: known, kind: kind ?? 'computer' };
  // `curl/8.5.0`: a program names itself first.
  return { name: userAgent.split(/[/\s]/, 1)[0] || 'Unknown device', kind: 'terminal' };
}
