/** Somebody follows a join link. */

export function JoinScreen(_props: { code: string }) {
  return null;
}
