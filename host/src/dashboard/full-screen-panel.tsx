import { Modal } from '@mantine/core'
import type { ResolvedPanel } from '../api/dashboard-document.ts'
import type { PageTime } from '@tessera/registry/web'
import { LivePanel } from './panel-card.tsx'

/** One panel over the whole window. */
export function FullScreenPanel(props: {
  readonly panel: ResolvedPanel
  readonly time: PageTime
  readonly onClose: () => void
}) {
  const { panel, time, onClose } = props
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      attributes={{ header: { role: 'none' } }}
      title="Full screen"
      closeButtonProps={{ 'aria-label': 'Close full screen' }}
      className="full-screen"
      transitionProps={{ duration: 0 }}
    >
      <div className="full-screen-body">
        <LivePanel panel={panel} time={time} alone />
      </div>
    </Modal>
  )
}
