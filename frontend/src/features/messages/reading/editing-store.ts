/** Which message is being edited: one at a time, begun from its menu or with ↑ in the composer. */

import { create } from 'zustand';
import type { MessageId } from '@/api/schema';

type Editing = { id: MessageId | null };

export const editingStore = create<Editing>(() => ({ id: null }));

export function startEditing(id: MessageId) {
  editingStore.setState({ id });
}

export function stopEditing() {
  editingStore.setState({ id: null });
}

export function useIsEditing(id: MessageId): boolean {
  return editingStore((editing) => editing.id === id);
}
