/** A setting is wrong or missing: the start ends with exit 2 and this one sentence. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}
