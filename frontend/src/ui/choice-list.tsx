/**
 * A list to choose from while the focus stays in a text field: the switcher, completion, picking
 * people. The field gets `fieldProps`; arrows move, Enter chooses.
 */

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import './choice-list.css';

type Choices<Item> = {
  items: readonly Item[];
  onChoose: (item: Item) => void;
  /** Besides Enter. */
  chooseKeys?: readonly string[];
};

export function useChoices<Item>({ items, onChoose, chooseKeys = [] }: Choices<Item>) {
  const [wanted, setWanted] = useState(0);
  const listId = useId();
  // The list may have become shorter since.
  const at = Math.min(wanted, items.length - 1);

  /** Says whether the key was meant for the list. */
  function onKeyDown(event: Pick<KeyboardEvent, 'key' | 'preventDefault'>): boolean {
    if (items.length === 0) return false;
    if (event.key === 'ArrowDown') setWanted((at + 1) % items.length);
    else if (event.key === 'ArrowUp') setWanted((at - 1 + items.length) % items.length);
    else if (event.key === 'Enter' || chooseKeys.includes(event.key)) {
      const item = items[at];
      if (item !== undefined) onChoose(item);
    } else return false;
    event.preventDefault();
    return true;
  }

  return {
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

type ChoiceListProps<Item> = {
  id: string;
  label: string;
  items: readonly Item[];
  at: number;
  keyOf: (item: Item) => string | number;
  onHover: (index: number) => void;
  onChoose: (item: Item) => void;
  children: (item: Item) => ReactNode;
};

export function ChoiceList<Item>(props: ChoiceListProps<Item>) {
  const { id, label, items, at, keyOf, onHover, onChoose, children } = props;
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView?.({ block: 'nearest' });
  }, [at]);

  return (
    <div ref={list} id={id} role="listbox" aria-label={label} className="choice-list">
      {items.map((item, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the focus, and the keys.
        <div
          key={keyOf(item)}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          className="choice"
          onPointerMove={() => onHover(index)}
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
