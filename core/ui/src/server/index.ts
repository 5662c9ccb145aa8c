export { drawPicture, type PanelPicture } from './draw-picture.tsx'
export { renderPanel } from './render-panel.tsx'
