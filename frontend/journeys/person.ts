/** Somebody with a name, an account, and as many browsers as they like. */

import type { BrowserContextOptions } from '@playwright/test';
import type { Boost, BotWithKey, Message, Room, Rooms, SetUp, SignedIn } from '../src/api/schema';
import type { Screen } from './screen';
import type { Campfire } from './stage';

interface Credentials {
  name: string;
  email: string;
  password: string;
}

export class Person {
  readonly #campfire: Campfire;
  readonly #credentials: Credentials;
  #token = '';
  id = 0;

  constructor(campfire: Campfire, credentials: Credentials) {
    this.#campfire = campfire;
    this.#credentials = credentials;
  }

  get name(): string {
    return this.#credentials.name;
  }

  /** The first run. Answers with the join code. */
  async setsUp(account_name: string): Promise<string> {
    const set = await this.asks<SetUp>('POST', '/api/setup', {
      ...this.#credentials,
      account_name,
    });
    this.#knows(set);
    return set.account.join_code ?? '';
  }

  async joins(join_code: string) {
    const registration = { ...this.#credentials, join_code };
    this.#knows(await this.asks<SignedIn>('POST', '/api/auth/register', registration));
  }

  #knows({ user, token }: SignedIn) {
    this.id = user.id;
    this.#token = token;
  }

  /** Asks the server without a browser. */
  async asks<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(this.#campfire.server.address + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    // 204 has nothing to say; whoever asks for it expects nothing.
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  }

  async room(name = 'All Talk'): Promise<Room> {
    const { rooms } = await this.asks<Rooms>('GET', '/api/rooms?all=true');
    const room = rooms.find((known) => known.name === name);
    if (!room) throw new Error(`${this.name} is in no room called ${name}.`);
    return room;
  }

  async createsRoom(name: string): Promise<Room> {
    return this.asks<Room>('POST', '/api/rooms', { name, room_type: 'open' });
  }

  async says(content: string, room?: Room): Promise<Message> {
    const { id } = room ?? (await this.room());
    return this.asks<Message>('POST', `/api/rooms/${id}/messages`, { content });
  }

  async boosts({ id }: Message, content: string): Promise<Boost> {
    return this.asks<Boost>('POST', `/api/messages/${id}/boosts`, { content });
  }

  async makesBot(name: string): Promise<string> {
    const { key } = await this.asks<BotWithKey>('POST', '/api/bots', { name });
    return key;
  }

  /** Signs in by the page, as people do. */
  async signsIn(options: BrowserContextOptions = {}): Promise<Screen> {
    const screen = await this.#campfire.opensBrowser(options);
    await screen.page.goto('/');
    await this.fillsInSignIn(screen);
    await screen.inRoom('All Talk');
    return screen;
  }

  async fillsInSignIn({ page }: Screen) {
    await page.locator('#email').fill(this.#credentials.email);
    await page.locator('#password').fill(this.#credentials.password);
    await page.locator('#password').press('Enter');
  }
}
