import { Button } from '@mantine/core'
import { basePath } from '../api/base-path.ts'
import type { ShownProblem } from '../api/problem-of.ts'
import { signOut } from '../api/sign-in.ts'
import { loadInstead, ownAddress } from '../api/tenant-address.ts'
import { notifyProblem } from '../controls/notify.ts'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { usePageTitle } from '../controls/use-page-title.ts'
import { signInAddress } from './to-tenant.tsx'

/** For addresses of tenants that the person does not belong to, whether there are any such or not. */
export function NotAMember({ problem }: { readonly problem: ShownProblem }) {
  usePageTitle('Not a member')
  const signInAgain = async () => {
    try {
      await signOut()
      loadInstead(signInAddress(ownAddress()))
    } catch (error) {
      notifyProblem(error)
    }
  }
  return (
    <ProblemNotice problem={problem} title="This page is not open to you" fullPage>
      <Button component="a" href={`${basePath()}/`}>
        To your own pages
      </Button>
      <Button variant="default" onClick={() => void signInAgain()}>
        Sign in as somebody else
      </Button>
    </ProblemNotice>
  )
}
