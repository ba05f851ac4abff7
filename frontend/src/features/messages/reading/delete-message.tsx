/** Asks before a message goes for good. */

import type { Message } from '@/api/schema';
import { Confirm } from '@/ui/dialog';
import { showTrouble } from '@/ui/toast';
import { useDeleteMessage } from '../data/use-change-message';

type DeleteMessageProps = { message: Message; onClose: () => void };

export function DeleteMessage({ message, onClose }: DeleteMessageProps) {
  const { mutate, isPending } = useDeleteMessage();
  return (
    <Confirm
      title="Delete this message?"
      action="Delete message"
      busy={isPending}
      onCancel={onClose}
      onConfirm={() => mutate(message, { onError: showTrouble, onSettled: onClose })}
    >
      <p>It disappears for everybody, with its boosts, and can’t be brought back.</p>
    </Confirm>
  );
}
