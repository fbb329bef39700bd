// Sets UI5 up before its first component loads: texts and themes from our own address, fonts too.
import './ui5-assets.ts'
import bold from '@sap-theming/theming-base-content/content/Base/baseLib/baseTheme/fonts/72-Bold.woff2'
import regular from '@sap-theming/theming-base-content/content/Base/baseLib/baseTheme/fonts/72-Regular.woff2'
import { setDefaultFontLoading } from '@ui5/webcomponents-base/dist/config/Fonts.js'
import { setLanguage } from '@ui5/webcomponents-base/dist/config/Language.js'
import { applyTheme, chosenTheme } from './theme.ts'
import { chosenLanguage } from './words.ts'

setDefaultFontLoading(false)
// What was chosen here counts, not what the browser speaks.
void setLanguage(chosenLanguage())
for (const [weight, file] of [
  ['400', regular],
  ['700', bold],
] as const) {
  document.fonts.add(new FontFace('72', `url(${file})`, { weight, display: 'swap' }))
}
applyTheme(chosenTheme())
