/** What jsdom lacks and every test needs. */

import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// Trix makes itself a form control, which jsdom's elements can't be.
ElementInternals.prototype.setValidity ??= () => {};
ElementInternals.prototype.setFormValue ??= () => {};

HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
  this.open = false;
  this.dispatchEvent(new Event('close'));
};

// As patient as `vite.config.ts` is.
configure({ asyncUtilTimeout: 10_000 });

// It hides popovers, and can't show them.
HTMLElement.prototype.showPopover ??= function (this: HTMLElement) {
  this.removeAttribute('popover');
};

// Nothing has a size here, so nothing ever changes it.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

afterEach(cleanup);
