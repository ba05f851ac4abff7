/**
 * A push service on this machine, with the keys of one device: it takes what the server sends to it,
 * and reads it as the device's browser would (RFC 8291).
 */

import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Page } from '@playwright/test';

export class PushService {
  readonly #device = createECDH('prime256v1');
  readonly #auth = randomBytes(16);
  readonly #heard: string[] = [];
  readonly #server = createServer(async (request, response) => {
    this.#heard.push(this.#decrypt(await buffer(request)));
    response.writeHead(this.answer).end();
    this.#server.emit('pushed');
  });
  /** What it answers from now on: 201 is fine, 410 means that the device is gone. */
  answer = 201;

  static async start(): Promise<PushService> {
    const service = new PushService();
    service.#device.generateKeys();
    service.#server.listen(0, '127.0.0.1');
    await once(service.#server, 'listening');
    return service;
  }

  /** A subscription as browsers hand it out; all of them read with the same keys here. */
  subscription(device: string) {
    // It listens at a port, not at a pipe.
    const { port } = this.#server.address() as AddressInfo;
    const endpoint = `http://127.0.0.1:${port}/${device}`;
    const keys = {
      p256dh: this.#device.getPublicKey('base64url'),
      auth: this.#auth.toString('base64url'),
    };
    return { endpoint, keys };
  }

  /** What the next push holds. */
  async hears(): Promise<string> {
    while (this.#heard.length === 0) await once(this.#server, 'pushed');
    // There is one.
    return this.#heard.shift() as string;
  }

  /**
   * Has the page subscribe here. No browser of a journey reaches the push service of its maker, and so
   * the two calls that would are answered in its place.
   */
  async serves(page: Page) {
    await page.addInitScript((subscription) => {
      const kept = 'journey-is-subscribed';
      const made = {
        endpoint: subscription.endpoint,
        toJSON: () => subscription,
        unsubscribe: async () => {
          sessionStorage.removeItem(kept);
          return true;
        },
      };
      const stand_in = {
        subscribe: async () => {
          sessionStorage.setItem(kept, 'yes');
          return made;
        },
        getSubscription: async () => (sessionStorage.getItem(kept) ? made : null),
      };
      Object.assign(PushManager.prototype, stand_in);
    }, this.subscription('device'));
  }

  stop() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #decrypt(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const keyEnd = 21 + body.readUInt8(20);
    const theirs = body.subarray(21, keyEnd);
    const sealed = body.subarray(keyEnd);
    const shared = this.#device.computeSecret(theirs);
    const info = Buffer.concat([text('WebPush: info\0'), this.#device.getPublicKey(), theirs]);
    const input = derive(shared, this.#auth, info, 32);
    const key = derive(input, salt, text('Content-Encoding: aes128gcm\0'), 16);
    const nonce = derive(input, salt, text('Content-Encoding: nonce\0'), 12);
    const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    // Padding: zeros, behind a mark for the last record.
    return plain.subarray(0, plain.lastIndexOf(2)).toString();
  }
}

function text(words: string): Buffer {
  return Buffer.from(words, 'latin1');
}

function derive(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}
