export { tesseraPlugins, type TesseraPluginsOptions } from './tessera-plugins.ts'
