/** Finding what was said: words, filters, and what was found. The address holds all of it. */

import { useLocation, useSearchParams } from 'wouter';
import { Page } from '@/ui/panel';
import { Filters } from './filters';
import { Recents } from './recents';
import { Results } from './results';
import { addressOf, type Search, searchIn } from './search-address';
import { SearchBox } from './search-box';
import './search.css';

export function SearchScreen() {
  const [parameters] = useSearchParams();
  const [, navigate] = useLocation();
  const search = searchIn(parameters);
  const look = (changed: Partial<Search>) => navigate(addressOf({ ...search, ...changed }));

  return (
    <Page title="Search" className="search">
      <div className="search-asks">
        <SearchBox words={search.q} onLook={(q) => look({ q })} onLeave={() => navigate('/')} />
        <Filters search={search} onChange={look} />
      </div>
      {search.q.trim() ? (
        <Results search={search} onWiden={() => look({ room_id: null, from: null })} />
      ) : (
        <Recents onLook={(q) => look({ q })} />
      )}
    </Page>
  );
}
