/** What is drawn of a message's HTML. That nothing harmful is, is also tried in real browsers. */

import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { ADA } from '@/api/examples';
import { BEN, renderForAda } from './reading-scene';
import { RichText } from './rich-text';

test('a mention leads to the person, and mine stands out', () => {
  const html = `<span class="mention" data-mention-id="${ADA.id}">@Ada</span> and <span data-mention-id="${BEN.id}">@Ben</span>`;
  renderForAda(<RichText html={html} />);

  expect(screen.getByRole('link', { name: '@Ada' })).toHaveClass('mention-me');
  expect(screen.getByRole('link', { name: '@Ben' })).toHaveAttribute('href', `/people/${BEN.id}`);
  expect(screen.getByRole('link', { name: '@Ben' })).not.toHaveClass('mention-me');
});

test('a link leaves for another tab, and can do nothing to this one', () => {
  renderForAda(<RichText html='<a href="https://example.com/a">there</a>' />);

  const link = screen.getByRole('link', { name: 'there' });

  expect(link).toHaveAttribute('target', '_blank');
  expect(link).toHaveAttribute('rel', expect.stringContaining('noopener'));
});

test('a link to a message of ours stays in this tab', () => {
  renderForAda(<RichText html={`<a href="${location.origin}/rooms/1/@7">that</a>`} />);

  const link = screen.getByRole('link', { name: 'that' });

  expect(link).toHaveAttribute('href', '/rooms/1/@7');
  expect(link).not.toHaveAttribute('target');
});

describe('what nobody may send is not drawn', () => {
  test.each([
    ['a script', 'Hello <script>boom()</script>World'],
    ['a picture', 'Hello <img src="x" onerror="boom()">World'],
    ['a style', 'Hello <style>*{display:none}</style>World'],
    ['an event', '<b onclick="boom()" style="color:red">Hello World</b>'],
    ['an address that acts', '<a href="java&#10;script:boom()">Hello World</a>'],
  ])('%s', (_, html) => {
    const { container } = renderForAda(<RichText html={html} />);

    expect(container).toHaveTextContent('Hello World');
    expect(container.querySelector('script, img, style, a, [onclick], [style]')).toBeNull();
  });
});

test('code is plain text first, whatever is written in it', () => {
  const code = '&lt;b&gt;not bold&lt;/b&gt;\nfn main() {}';
  const { container } = renderForAda(
    <RichText
      html={`<pre class="language-rust"><code class="language-rust">${code}</code></pre>`}
    />,
  );

  expect(container.querySelector('pre')).toHaveTextContent('<b>not bold</b> fn main() {}');
  expect(container.querySelector('pre b')).toBeNull();
});

test('code gets its colours when they are there', async () => {
  renderForAda(<RichText html='<pre class="language-rust">fn main() {}</pre>' />);

  expect(await screen.findByText('fn')).toHaveClass('hljs-keyword');
});

test('a block with a link in it is not coloured, and its link works', () => {
  const { container } = renderForAda(
    <RichText html='<pre>see <a href="https://example.com/">example</a></pre>' />,
  );

  expect(screen.getByRole('link', { name: 'example' })).toBeInTheDocument();
  expect(container.querySelector('.code-block')).toBeNull();
});

test('a heading of a message stands below those of the page', () => {
  renderForAda(<RichText html="<h1>Release</h1>" />);

  expect(screen.getByRole('heading', { name: 'Release', level: 3 })).toBeInTheDocument();
});
