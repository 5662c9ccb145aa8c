export { renderPanel, type OpenedPanel } from './render-panel.ts'
export { renderPage, type OpenedPage } from './render-page.ts'
export type { ReadPage } from './read-page.ts'
