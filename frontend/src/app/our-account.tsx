/** The account, with where administrators choose its logo. */

import { AccountScreen } from '@/features/account/account-screen';
import { LogoPicker } from '@/features/coming-soon/logo-picker';

export function OurAccount() {
  return <AccountScreen logo={<LogoPicker />} />;
}
