/** What survives on the way into the editor, and back onto the wire. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromEditor, toEditor, trimmed } from './rich-text-html';

const MENTION = '<span data-mention-id="12">@Ada</span>';

describe('what goes into the editor', () => {
  test.each([
    [
      'what could act is gone',
      '<p onclick="x()">a<script>b</script><img src=x onerror=y></p>',
      '<div>a</div>',
    ],
    [
      'a link leads where links may lead',
      '<a href="javascript:x">a</a><a href=" https://x.org ">b</a>',
      'a<a href="https://x.org">b</a>',
    ],
    [
      'bold is said in one way',
      '<b>a</b><span style="font-weight: 700">b</span>',
      '<strong>a</strong><strong>b</strong>',
    ],
    ['a bold that is none is none', '<b style="font-weight:normal">a</b>', 'a'],
    ['a paragraph keeps its distance', '<p>a</p><p>b</p>', '<div>a<br><br></div><div>b</div>'],
    ['a paragraph in a list is an item', '<ul><li><p>a</p></li></ul>', '<ul><li>a</li></ul>'],
    ['cells stand apart', '<table><tr><td>a</td><td>b</td></tr></table>', '<div>a b </div>'],
    [
      'code is text',
      '<pre class="language-rust"><code>a<br><b>b</b></code></pre>',
      '<pre language="rust">a\nb</pre>',
    ],
    [
      'marks the editor doesn’t know stay',
      '<code>a</code><sub>b</sub><h3>c</h3>',
      '<code>a</code><sub>b</sub><h3>c</h3>',
    ],
    ['control characters are refused by the server', 'a\u0007b\u0085c', 'abc'],
  ])('%s', (_rule, html, expected) => {
    expect(toEditor(html)).toBe(expected);
  });

  test('nothing that could act survives, whatever it is wrapped in', () => {
    const tags = [
      'b',
      'p',
      'li',
      'table',
      'td',
      'svg',
      'script',
      'style',
      'figure',
      'form',
      'pre',
      'a',
    ];
    const element = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(
          'text',
          '<img src=x onerror=y>',
          '<a href="javascript:x">',
          '<!-- -->',
          '&lt;',
        ),
        fc
          .tuple(fc.constantFrom(...tags), tie('node'), tie('node'))
          .map(([tag, one, other]) => `<${tag} onload=x style="a:b" id=c>${one}${other}</${tag}>`),
      ),
    })).node;

    fc.assert(
      fc.property(element, (html) => {
        expect(toEditor(html)).not.toMatch(
          /<(?:script|style|svg|img|form)|javascript:|onload|onerror|style=|id=/,
        );
      }),
    );
  });
});

describe('what comes out of the editor', () => {
  test('a mention is a span on the wire, and one piece in the editor', () => {
    const loaded = toEditor(`<div>Hi ${MENTION}</div>`);

    expect(loaded).toContain('<figure data-trix-attachment=');
    expect(fromEditor(loaded)).toBe(`<div>Hi ${MENTION}</div>`);
  });

  test('a name is text, however it is spelled', () => {
    const named = '<span data-mention-id="3">@&lt;b&gt;"x"</span>';

    expect(fromEditor(toEditor(named))).toBe(named);
  });

  test('what was copied out of an editor can be put into one', () => {
    expect(fromEditor(toEditor(toEditor(MENTION)))).toBe(MENTION);
  });

  test('files that slipped in leave nothing behind', () => {
    expect(fromEditor('<div>a<figure data-trix-attachment="{}"></figure></div>')).toBe(
      '<div>a</div>',
    );
  });

  test('the language of code has its class again', () => {
    expect(fromEditor('<pre language="rust">a</pre>')).toBe('<pre class="language-rust">a</pre>');
  });
});

describe('what is sent', () => {
  test.each([
    [
      'empty lines around it go',
      '<div><br>a<br>b<br><br></div><div><br></div>',
      '<div>a<br>b</div>',
    ],
    ['spaces around it go', '<div>&nbsp; a&nbsp;</div>', '<div>a</div>'],
    ['a mention at its end stays', `<div>${MENTION}&nbsp;</div>`, `<div>${MENTION}</div>`],
    ['nothing is nothing', '<div><br></div>', ''],
    [
      'a space beside a mention is one',
      `<div>${MENTION}&nbsp;b&nbsp;${MENTION}</div>`,
      `<div>${MENTION} b ${MENTION}</div>`,
    ],
    ['several spaces stay several', '<div>a&nbsp; b</div>', '<div>a&nbsp; b</div>'],
    ['a space that begins a line stays', '<div>a<br>&nbsp;b</div>', '<div>a<br>&nbsp;b</div>'],
  ])('%s', (_rule, html, expected) => {
    expect(trimmed(html)).toBe(expected);
  });
});
