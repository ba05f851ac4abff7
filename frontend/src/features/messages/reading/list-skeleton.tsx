/** Where messages are about to be. Appears after a moment: most rooms are there before it. */

/** Of what was said in no room in particular, in hundredths of a line. */
const LINES = [62, 38, 81, 24, 55, 70, 33];

export function ListSkeleton() {
  return (
    <div className="message-list list-skeleton" role="status">
      <span className="said-only">Loading messages</span>
      {LINES.map((width) => (
        <span key={width} className="skeleton-message" aria-hidden="true">
          <i />
          <b style={{ inlineSize: `${width}%` }} />
        </span>
      ))}
    </div>
  );
}
