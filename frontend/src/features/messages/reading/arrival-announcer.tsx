/** Says to screen readers what has just been said, and nothing that was only scrolled to. */

export function ArrivalAnnouncer({ words }: { words: string }) {
  return (
    <p className="said-only" role="status">
      {words}
    </p>
  );
}
