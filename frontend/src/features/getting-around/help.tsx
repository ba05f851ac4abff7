/** Every shortcut on one page, made from the table that binds them. */

import { Fragment } from 'react';
import { Dialog } from '@/ui/dialog';
import { isMac, keyNames, SHORTCUTS } from './shortcuts';
import './help.css';

export function Help({ onClose }: { onClose: () => void }) {
  const onMac = isMac();
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} className="help">
      <div className="help-groups">
        {SHORTCUTS.map(({ title, shortcuts }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {shortcuts.map(({ keys, says }) => (
                <Fragment key={keys}>
                  <dt>
                    {keyNames(keys, onMac).map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{says}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
