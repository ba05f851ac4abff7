/** Email and password. */

export function SignInScreen() {
  return null;
}
