/** Trix ships without types: `ui/trix.ts` says what we use of it. */

declare module 'trix' {
  const trix: {
    config: {
      textAttributes: Record<string, { tagName?: string; inheritable?: boolean; parser?: unknown }>;
      blockAttributes: Record<string, object>;
      toolbar: { getDefaultHTML(): string };
    };
    Attachment: new (attributes: object) => object;
  };
  // biome-ignore lint/style/noDefaultExport: it is theirs.
  export default trix;
}
