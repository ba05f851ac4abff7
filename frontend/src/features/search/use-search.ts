/** Asks for what was looked for, page by page. */

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { recentSearches } from '@/api/queries';
import type { SearchPage } from '@/api/schema';
import type { Search } from './search-address';

export function useSearchResults(search: Search) {
  const cache = useQueryClient();
  const answer = useInfiniteQuery({
    queryKey: ['search', search],
    queryFn: async ({ pageParam, signal }) => {
      const page = await api.get<SearchPage>(
        '/api/search/messages',
        { ...search, before: pageParam },
        signal,
      );
      // The server has just written down what was looked for.
      if (pageParam === null) void cache.invalidateQueries(recentSearches);
      return page;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: search.q.trim() !== '',
  });

  return {
    results: answer.data?.pages.flatMap(({ results }) => results),
    error: answer.error,
    isLooking: answer.isLoading,
    hasMore: answer.hasNextPage,
    isFetchingMore: answer.isFetchingNextPage,
    fetchMore: () => void answer.fetchNextPage(),
  };
}
