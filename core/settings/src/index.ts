export { settingsErrors } from './errors.ts'
export { settingsOf, type StoredSettings } from './settings-of.ts'
export {
  describeSettings,
  listSettingsChanges,
  readAllSettings,
  readSettings,
  settingsColumn,
  writeSettings,
  type SettingsPlaces,
  type SettingsByPlugin,
  type SettingsWrite,
} from './store.ts'
