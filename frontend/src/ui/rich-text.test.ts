/** Reading the text at the right moment: after the last key, but not in the middle of a word. */

import { expect, test, vi } from 'vitest';
import { RichText } from './rich-text';
import type { TrixElement } from './trix';

/** An editor as Trix makes it: what it tells lags behind what it holds, until it draws. */
function lagging(held: string) {
  const element: TrixElement = Object.assign(document.createElement('div'), { value: '' });
  const controller = {
    render: vi.fn(),
    updateInputElement: () => {
      element.value = held;
    },
  };
  element.editorController = controller;
  element.editor = {} as NonNullable<TrixElement['editor']>; // Reading needs nothing of it.
  return { text: new RichText(element), render: controller.render };
}

test('the last letter is there, however fast it was typed', () => {
  const { text } = lagging('<div>abc</div>');

  expect(text.getHtml()).toBe('<div>abc</div>');
});

test('a word that is being put together is not drawn anew', () => {
  const { text, render } = lagging('<div>こ</div>');
  text.isComposing = true;

  text.getHtml();

  expect(render).not.toHaveBeenCalled();
});
