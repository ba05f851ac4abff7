/** Somebody follows a transfer link. */

export function TransferScreen(_props: { token: string }) {
  return null;
}
