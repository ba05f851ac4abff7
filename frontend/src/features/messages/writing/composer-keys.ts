/** What a key means where one writes. */

export type Deed = 'send' | 'edit-last' | 'save' | 'cancel';

export interface Key {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** Part of composing a word (Japanese, Chinese, …): the key picks a word, and does nothing else. */
  nativeEvent: { isComposing: boolean };
  /** 229 is how older browsers say the same. */
  keyCode: number;
}

export interface Scene {
  /** With the tools open one writes something longer: Enter is a new line. */
  toolsOpen: boolean;
  /** On glass Enter is the only way to a new line, and the button is near. */
  isTouch: boolean;
  isEmpty: boolean;
}

const isPartOfWord = (key: Key) => key.nativeEvent.isComposing || key.keyCode === 229;
const withCommand = (key: Key) => (key.ctrlKey || key.metaKey) && !key.altKey;
const isAlone = (key: Key) => !(key.shiftKey || key.ctrlKey || key.metaKey || key.altKey);

/** In the composer. Undefined: the key is the editor's. */
export function deedOf(key: Key, { toolsOpen, isTouch, isEmpty }: Scene): Deed | undefined {
  if (isPartOfWord(key)) return undefined;
  if (key.key === 'Enter') {
    if (withCommand(key)) return 'send';
    return isAlone(key) && !toolsOpen && !isTouch ? 'send' : undefined;
  }
  if (key.key === 'ArrowUp' && isAlone(key) && isEmpty) return 'edit-last';
  return undefined;
}

/** In a message that is being edited. */
export function editingDeedOf(key: Key): Deed | undefined {
  if (isPartOfWord(key)) return undefined;
  if (key.key === 'Enter' && withCommand(key)) return 'save';
  return key.key === 'Escape' ? 'cancel' : undefined;
}
