/** What was found, page by page. */

import { SearchX } from 'lucide-react';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Spinner } from '@/ui/spinner';
import { Hit } from './hit';
import type { Search } from './search-address';
import { useSearchResults } from './use-search';

type ResultsProps = {
  search: Search;
  /** Looks again, without filters. */
  onWiden: () => void;
};

export function Results({ search, onWiden }: ResultsProps) {
  const { results, error, isLooking, hasMore, isFetchingMore, fetchMore } =
    useSearchResults(search);

  if (isLooking) return <Spinner label="Looking" />;
  if (!results || results.length === 0) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={error ? 'That didn’t work' : `Nothing found for “${search.q}”`}
      >
        <p role="status">{error?.message ?? advice(search)}</p>
        {isNarrowed(search) && <Button onClick={onWiden}>Look everywhere</Button>}
      </EmptyState>
    );
  }
  return (
    <>
      <p className="search-count" role="status">
        {countOf(results.length, hasMore)}
      </p>
      <ol className="search-results" aria-label="Found messages">
        {results.map((result) => (
          <Hit key={result.message.id} result={result} />
        ))}
      </ol>
      {error && <p className="field-error">{error.message}</p>}
      {hasMore && (
        <Button className="search-more" busy={isFetchingMore} onClick={fetchMore}>
          Show more
        </Button>
      )}
    </>
  );
}

function isNarrowed({ room_id, from }: Search): boolean {
  return room_id !== null || from !== null;
}

/** What may help, when nothing was found. */
function advice(search: Search): string {
  if (isNarrowed(search))
    return 'Not there, at least. Other rooms or other people may have said it.';
  if (search.q.includes('"')) {
    return 'Words in quotes must stand together, in this order. Try them without the quotes.';
  }
  return /\s/.test(search.q.trim())
    ? 'Every word must occur in the message. Try fewer words.'
    : 'Whole words are found, in any form: “eel” finds “eels”, “ee” doesn’t. Try another word.';
}

function countOf(count: number, hasMore: boolean): string {
  if (hasMore) return `The first ${count} messages`;
  return count === 1 ? 'One message' : `${count} messages`;
}
