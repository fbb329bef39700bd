import { registerI18nLoader } from '@ui5/webcomponents-base/dist/asset-registries/i18n.js'
import { registerThemePropertiesLoader } from '@ui5/webcomponents-base/dist/asset-registries/Themes.js'

// UI5's own Assets.js names a hundred languages, their calendars and ten themes; the monitor has two languages, the English one inside the
// components, and four themes, the light one inside them too.
registerI18nLoader(
  '@ui5/webcomponents',
  'de',
  async () => (await import('@ui5/webcomponents/dist/generated/assets/i18n/messagebundle_de.json')).default,
)
registerI18nLoader(
  '@ui5/webcomponents-icons',
  'de',
  async () => (await import('@ui5/webcomponents-icons/dist/generated/assets/i18n/messagebundle_de.json')).default,
)

// Written out, as the build looks for the names of files.
const components = {
  sap_horizon_dark: () => import('@ui5/webcomponents/dist/generated/assets/themes/sap_horizon_dark/parameters-bundle.css.json'),
  sap_horizon_hcb: () => import('@ui5/webcomponents/dist/generated/assets/themes/sap_horizon_hcb/parameters-bundle.css.json'),
  sap_horizon_hcw: () => import('@ui5/webcomponents/dist/generated/assets/themes/sap_horizon_hcw/parameters-bundle.css.json'),
}
const theming = {
  sap_horizon_dark: () =>
    import('@ui5/webcomponents-theming/dist/generated/assets/themes/sap_horizon_dark/parameters-bundle.css.json'),
  sap_horizon_hcb: () =>
    import('@ui5/webcomponents-theming/dist/generated/assets/themes/sap_horizon_hcb/parameters-bundle.css.json'),
  sap_horizon_hcw: () =>
    import('@ui5/webcomponents-theming/dist/generated/assets/themes/sap_horizon_hcw/parameters-bundle.css.json'),
}
for (const theme of ['sap_horizon_dark', 'sap_horizon_hcb', 'sap_horizon_hcw'] as const) {
  registerThemePropertiesLoader('@ui5/webcomponents', theme, async () => (await components[theme]()).default, 'host')
  registerThemePropertiesLoader('@ui5/webcomponents-theming', theme, async () => (await theming[theme]()).default)
}
