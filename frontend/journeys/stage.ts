/** Where journeys take place: a fresh server, and people who come to it with browsers of their own. */

import { type Browser, type BrowserContextOptions, test as base } from '@playwright/test';
import { Person } from './person';
import { Screen } from './screen';
import { Server } from './server';

export { expect } from '@playwright/test';

export class Campfire {
  readonly server: Server;
  readonly #browser: Browser;
  #joinCode = '';
  #people = 0;

  constructor(server: Server, browser: Browser) {
    this.server = server;
    this.#browser = browser;
  }

  /** Who comes first sets the place up and administers it; others follow the join link. */
  async person(name: string): Promise<Person> {
    this.#people += 1;
    const email = `person${this.#people}@campfire.test`;
    const credentials = { name, email, password: `${name}'s long password` };
    const person = new Person(this, credentials);
    if (this.#joinCode) await person.joins(this.#joinCode);
    else this.#joinCode = await person.setsUp('Journeys');
    return person;
  }

  /** A browser that knows nothing of anybody. */
  async opensBrowser(options: BrowserContextOptions = {}): Promise<Screen> {
    const baseURL = this.server.address;
    const context = await this.#browser.newContext({ baseURL, ...options });
    return new Screen(await context.newPage());
  }
}

export const test = base.extend<{ campfire: Campfire }>({
  campfire: async ({ browser }, use) => {
    const server = await Server.start();
    await use(new Campfire(server, browser));
    // Pages that are left open would look for their server for ever.
    await Promise.all(browser.contexts().map((context) => context.close()));
    await server.stop();
  },
});
