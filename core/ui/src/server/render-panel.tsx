import { renderToStaticMarkup } from 'react-dom/server'
import { CardMessage } from '../card/card-message.tsx'
import { errorWords } from '../card/error-words.ts'
import { PanelView, type PanelViewProps } from '../charts/panel-view.tsx'
import { inlineTokens } from '../theme/ink.ts'
import type { Scheme } from '../theme/tokens.ts'

/**
 * A panel as markup, drawn without a browser, for what leaves the page: mail, PDF, image. A view that throws is drawn as its
 * error, so that one broken panel never keeps the others back.
 */
export function renderPanel(panel: PanelViewProps, scheme: Scheme): string {
  try {
    return inlineTokens(renderToStaticMarkup(<PanelView {...panel} />), scheme)
  } catch (error) {
    return inlineTokens(renderToStaticMarkup(<CardMessage tone="error" {...errorWords(error)} />), scheme)
  }
}
