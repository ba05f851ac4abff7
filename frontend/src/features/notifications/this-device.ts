/** This browser and its notifications: what it can, what it may, and turning them on and off. */

import { api } from '@/api/client';
import { publicKey } from '@/api/push';

export type DeviceState =
  /** No https: browsers allow no notifications there. */
  | 'insecure'
  /** iPhones and iPads notify only for what is on the home screen. */
  | 'install-first'
  | 'unsupported'
  /** Somebody said no; only the browser's own settings undo that. */
  | 'blocked'
  | 'off'
  | 'on';

/** What can be asked of a browser; a test asks another. */
export interface Abilities {
  isSecure: boolean;
  hasPush: boolean;
  isApple: boolean;
  isInstalled: boolean;
  permission: NotificationPermission;
  endpoint: string | null;
}

export function deviceState(browser: Abilities): DeviceState {
  if (!browser.isSecure) return 'insecure';
  if (!browser.hasPush)
    return browser.isApple && !browser.isInstalled ? 'install-first' : 'unsupported';
  if (browser.permission === 'denied') return 'blocked';
  return browser.permission === 'granted' && browser.endpoint !== null ? 'on' : 'off';
}

/**
 * The same browser, without a subscription that the server knows nothing of: its push service gave it
 * up, or somebody removed it on another device. It wakes nobody, whatever the browser thinks.
 */
export function asKnown(browser: Abilities, known: readonly { endpoint: string }[]): Abilities {
  const isKnown = known.some(({ endpoint }) => endpoint === browser.endpoint);
  return isKnown ? browser : { ...browser, endpoint: null };
}

export async function askThisBrowser(): Promise<Abilities> {
  const hasPush =
    'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  return {
    isSecure: window.isSecureContext,
    hasPush,
    isApple: /iPhone|iPad/.test(navigator.userAgent) || isPadInDisguise(),
    isInstalled: window.matchMedia('(display-mode: standalone)').matches,
    permission: hasPush ? Notification.permission : 'default',
    endpoint: hasPush ? ((await subscription())?.endpoint ?? null) : null,
  };
}

/** iPads call themselves Macs; Macs have no fingers on them. */
function isPadInDisguise(): boolean {
  return /Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1;
}

async function subscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** Asks the person if need be, and tells the server where this device hears. */
export async function turnOn(): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') return;
  const key = await publicKey();
  const { pushManager } = await navigator.serviceWorker.ready;
  // A subscription for another key, of a server that was set up anew, would never hear anything.
  await (await pushManager.getSubscription())?.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  try {
    await api.post('/api/push/subscriptions', made.toJSON());
  } catch (cause) {
    // The server doesn't know of it: then the browser needn't either.
    await made.unsubscribe();
    throw cause;
  }
}

export async function turnOff(): Promise<void> {
  const made = await subscription();
  if (!made) return;
  await api.delete('/api/push/subscriptions', { endpoint: made.endpoint });
  await made.unsubscribe();
}

/** Somebody signed out of this device: it must hear of nothing more. The server notices by itself. */
export async function letGo(): Promise<void> {
  if ('serviceWorker' in navigator) await (await subscription())?.unsubscribe();
}
