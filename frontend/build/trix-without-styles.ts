/**
 * Trix writes its basic styles into the page as `<style>` elements, which the pages' policy refuses,
 * with a complaint in the console each time. They stand in `ui/rich-text-box.css` instead; here the two
 * calls that would write them are silenced.
 */

import type { Plugin } from 'vite';

const CALLS = /[\w$]+(?=\("trix-(?:toolbar|editor)",\s*"%t \{)/g;

export function trixWithoutStyles(): Plugin {
  return {
    name: 'trix-without-styles',
    apply: 'build',
    transform(code, id) {
      if (!/\/trix\/dist\/trix\.esm(\.min)?\.js$/.test(id)) return null;
      const calls = code.match(CALLS)?.length;
      if (calls !== 2)
        this.error(`Trix installs its styles in another way now: ${calls} calls found.`);
      return { code: code.replace(CALLS, 'void'), map: null };
    },
  };
}
