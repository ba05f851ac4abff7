/** The place of a link's preview. Previews come in 2.0; until then it says where the link leads. */

import { Globe } from 'lucide-react';
import type { Link } from '@/api/schema';
import './link-preview.css';
import { pathHere } from './rich-text';

/** A list of links is a list of links; more cards would bury it. */
const SHOWN = 2;

export function LinkPreviews({ links }: { links: readonly Link[] }) {
  return links
    .filter(({ url }) => pathHere(url) === null)
    .slice(0, SHOWN)
    .map((link) => <LinkPreview key={link.url} link={link} />);
}

function LinkPreview({ link: { url, preview } }: { link: Link }) {
  const host = URL.parse(url)?.host.replace(/^www\./, '');
  if (!preview) {
    return (
      <p className="link-preview">
        <Globe />
        <span className="link-preview-words">
          <span className="link-preview-host">{host}</span>
          <span>Preview coming soon</span>
        </span>
      </p>
    );
  }
  return (
    <a className="link-preview" href={url} target="_blank" rel="noopener noreferrer">
      {preview.image_url ? <img src={preview.image_url} alt="" /> : <Globe />}
      <span className="link-preview-words" dir="auto">
        <strong>{preview.title}</strong>
        <span>{preview.description}</span>
      </span>
    </a>
  );
}
