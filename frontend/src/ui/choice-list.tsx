/**
 * A list to choose from while the focus stays in a text field: the switcher, completion, picking
 * people. The field gets `fieldProps`; arrows move, Enter chooses.
 */

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import './choice-list.css';

type ChoicesOptions<Item> = {
  items: readonly Item[];
  onChoose: (item: Item) => void;
};

/** What the list shows, where in it one is, and what its field needs. */
export function useChoices<Item>({ items, onChoose }: ChoicesOptions<Item>) {
  const [wanted, setWanted] = useState(0);
  const listId = useId();
  // The list may have become shorter since.
  const at = Math.min(wanted, items.length - 1);

  /** Says whether the key was meant for the list. */
  function onKeyDown(event: Pick<KeyboardEvent, 'key' | 'preventDefault'>): boolean {
    if (items.length === 0) return false;
    if (event.key === 'ArrowDown') setWanted((at + 1) % items.length);
    else if (event.key === 'ArrowUp') setWanted((at - 1 + items.length) % items.length);
    else if (event.key === 'Enter') {
      const item = items[at];
      if (item !== undefined) onChoose(item);
    } else return false;
    event.preventDefault();
    return true;
  }

  return {
    items,
    onChoose,
    at,
    setAt: setWanted,
    listId,
    onKeyDown,
    fieldProps: {
      role: 'combobox' as const,
      'aria-expanded': items.length > 0,
      'aria-controls': listId,
      'aria-autocomplete': 'list' as const,
      'aria-activedescendant': at >= 0 ? `${listId}-${at}` : undefined,
    },
  };
}

type Choices<Item> = ReturnType<typeof useChoices<Item>>;

type ChoiceListProps<Item> = {
  choices: Choices<Item>;
  label: string;
  keyOf: (item: Item) => string | number;
  children: (item: Item) => ReactNode;
};

export function ChoiceList<Item>({ choices, label, keyOf, children }: ChoiceListProps<Item>) {
  const { items, onChoose, at, setAt, listId } = choices;
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView?.({ block: 'nearest' });
  }, [at]);

  return (
    <div ref={list} id={listId} role="listbox" aria-label={label} className="choice-list">
      {items.map((item, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the focus, and the keys.
        <div
          key={keyOf(item)}
          id={`${listId}-${index}`}
          role="option"
          aria-selected={index === at}
          className="choice"
          onPointerMove={() => setAt(index)}
          // Before the field could lose the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(item)}
        >
          {children(item)}
        </div>
      ))}
    </div>
  );
}
