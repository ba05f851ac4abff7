/** A link as a picture, for another device's camera. */

import { useEffect, useState } from 'react';
import './qr-code.css';

type QrCodeProps = {
  /** As the server drew it. */
  svg: string;
  /** What the camera will open. */
  name: string;
};

export function QrCode({ svg, name }: QrCodeProps) {
  const [address, setAddress] = useState<string>();

  // A picture of its own rather than markup in our page: nothing in it can run or restyle us.
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [svg]);

  return <img className="qr-code" src={address} alt={name} />;
}
