/** People stand in groups, by name, whoever isn't here left out. */

import { expect, test } from 'vitest';
import { ADA } from '@/api/examples';
import { groupsOf } from './groups';

const named = (name: string, change = {}) => ({ ...ADA, name, ...change });

test('administrators stand first, bots after members, who is banned last', () => {
  const groups = groupsOf([
    named('Zoe'),
    named('Eve', { status: 'banned' }),
    named('Robot', { role: 'bot' }),
    named('ben'),
    named('Ada', { role: 'administrator' }),
    named('Gone', { status: 'deactivated' }),
  ]);

  expect(groups.map(({ title, people }) => [title, people.map(({ name }) => name)])).toEqual([
    ['Administrators', ['Ada']],
    ['Members', ['ben', 'Zoe']],
    ['Bots', ['Robot']],
    ['Banned', ['Eve']],
  ]);
});

test('a group with nobody in it has no title', () => {
  expect(groupsOf([])).toEqual([]);
});
