import { useMemo } from 'react';
import type { Session } from '../../hall/domain/hallApi.ts';
import type { Speak } from '../ui/LanguageSwitch.tsx';
import { StaffPage } from '../ui/StaffPage.tsx';
import type { StaffStore } from '../ui/staffSession.ts';
import { AdminDesk } from './AdminDesk.tsx';
import { createAdmin } from './adminStore.ts';

/** The supervisor's page: how the hall is put together. */
export function Admin({ staff }: { staff: StaffStore }) {
  return (
    <StaffPage store={staff} title="admin.title">
      {({ session, speak }) => <SignedIn key={session.token} {...{ staff, session, speak }} />}
    </StaffPage>
  );
}

function SignedIn({ staff, session, speak }: { staff: StaffStore; session: Session; speak: Speak }) {
  const store = useMemo(() => {
    const made = createAdmin({ token: session.token, onExpired: staff.expired });
    void made.load();
    return made;
  }, [session.token, staff]);
  return <AdminDesk {...{ store, speak }} account={session.account} signOut={() => void staff.signOut()} />;
}
