/** Where a link leads. An address without `https://` gets one. */

import { useState } from 'react';
import { Button } from './button';
import { Field } from './field';
import { linkTarget } from './link-target';

type LinkFormProps = {
  /** There is a link already: it can be taken away. */
  isLink: boolean;
  onLink: (href: string) => void;
  onUnlink: () => void;
};

export function LinkForm({ isLink, onLink, onUnlink }: LinkFormProps) {
  const [address, setAddress] = useState('');
  const [wrong, setWrong] = useState(false);

  function link() {
    const href = linkTarget(address);
    if (href) onLink(href);
    else setWrong(true);
  }

  return (
    // Not a form: it stands inside the composer's, and forms don't nest.
    <div className="link-form">
      <Field
        label="Leads to"
        data-autofocus
        type="url"
        inputMode="url"
        autoComplete="off"
        placeholder="https://"
        value={address}
        error={wrong ? 'That isn’t an address. Write it like example.org/page.' : undefined}
        onChange={(event) => {
          setAddress(event.target.value);
          setWrong(false);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          link();
        }}
      />
      <Button look="main" onClick={link}>
        Link
      </Button>
      {isLink && <Button onClick={onUnlink}>Remove link</Button>}
    </div>
  );
}
