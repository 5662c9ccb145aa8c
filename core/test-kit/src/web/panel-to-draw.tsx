import { PanelView, type PanelViewProps } from '@tessera/ui'

/** A panel as a component that takes nothing: title, subtitle and what its view draws. */
export function panelToDraw(
  panel: PanelViewProps & { readonly title: string; readonly subtitle?: string | undefined },
) {
  const { title, subtitle, ...view } = panel
  return function DrawnPanel() {
    return (
      <section aria-label={title}>
        <h3>{title}</h3>
        {subtitle !== undefined && <p>{subtitle}</p>}
        <PanelView {...view} />
      </section>
    )
  }
}
