/** What keys mean where one writes. */

import { describe, expect, test } from 'vitest';
import { deedOf, editingDeedOf, type Key, type Scene } from './composer-keys';

const ENTER: Key = {
  key: 'Enter',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  keyCode: 13,
  nativeEvent: { isComposing: false },
};
const UP: Key = { ...ENTER, key: 'ArrowUp', keyCode: 38 };
const ESCAPE: Key = { ...ENTER, key: 'Escape', keyCode: 27 };
const DESK: Scene = { toolsOpen: false, isTouch: false, isEmpty: false };
const COMMANDS = [{ ctrlKey: true }, { metaKey: true }];

describe('in the composer', () => {
  test('Enter sends', () => {
    expect(deedOf(ENTER, DESK)).toBe('send');
  });

  test('Shift+Enter is a new line', () => {
    expect(deedOf({ ...ENTER, shiftKey: true }, DESK)).toBeUndefined();
  });

  test('with the tools open, and on glass, Enter is a new line', () => {
    expect(deedOf(ENTER, { ...DESK, toolsOpen: true })).toBeUndefined();
    expect(deedOf(ENTER, { ...DESK, isTouch: true })).toBeUndefined();
  });

  test.each(COMMANDS)('Enter with %o always sends', (command) => {
    expect(deedOf({ ...ENTER, ...command }, { ...DESK, toolsOpen: true, isTouch: true })).toBe(
      'send',
    );
  });

  test('an Enter that picks a word does nothing else', () => {
    expect(deedOf({ ...ENTER, nativeEvent: { isComposing: true } }, DESK)).toBeUndefined();
    expect(deedOf({ ...ENTER, keyCode: 229 }, DESK)).toBeUndefined();
  });

  test('↑ opens my last message, but only where there is no text to move in', () => {
    expect(deedOf(UP, { ...DESK, isEmpty: true })).toBe('edit-last');
    expect(deedOf(UP, DESK)).toBeUndefined();
    expect(deedOf({ ...UP, shiftKey: true }, { ...DESK, isEmpty: true })).toBeUndefined();
  });
});

describe('in a message being edited', () => {
  test.each(COMMANDS)('Enter with %o saves', (command) => {
    expect(editingDeedOf({ ...ENTER, ...command })).toBe('save');
  });

  test('Enter is a new line', () => {
    expect(editingDeedOf(ENTER)).toBeUndefined();
  });

  test('Esc gives up, unless it ends a word', () => {
    expect(editingDeedOf(ESCAPE)).toBe('cancel');
    expect(editingDeedOf({ ...ESCAPE, nativeEvent: { isComposing: true } })).toBeUndefined();
  });
});
