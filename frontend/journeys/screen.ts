/** A browser's page, as somebody looks at it and uses it. */

import { expect, type Locator, type Page } from '@playwright/test';

export class Screen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get composer(): Locator {
    return this.page.locator('#composer');
  }

  get messages(): Locator {
    return this.page.locator('.message-list .message');
  }

  get sidebar(): Locator {
    return this.page.locator('.room-list');
  }

  message(text: string): Locator {
    return this.messages.filter({ hasText: text });
  }

  /** In this room, connected, and ready to write. */
  async inRoom(name: string) {
    await expect(this.page).toHaveTitle(new RegExp(name));
    await expect(this.composer).toBeVisible();
    await this.isLive();
  }

  async isLive() {
    const status = this.page.getByTestId('connection-status');
    await expect(status).toHaveAttribute('data-state', 'live', { timeout: 35_000 });
  }

  async says(text: string) {
    await this.types(text);
    await this.composer.press('Enter');
  }

  async types(text: string) {
    await this.composer.click();
    await this.page.keyboard.type(text);
  }

  /** The message is here, and the server has it. */
  async sees(text: string): Promise<Locator> {
    const message = this.message(text);
    await expect(message).toBeVisible();
    await expect(message).not.toHaveClass(/pending|failed/);
    return message;
  }

  async goesTo(room: string) {
    await this.sidebar.getByRole('link', { name: room }).click();
    await this.inRoom(room);
  }

  /** What is said, in order, as far as it is drawn. */
  get texts(): Locator {
    return this.messages.locator('.message-body');
  }
}
