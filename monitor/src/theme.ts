import { setTheme } from '@ui5/webcomponents-base/dist/config/Theme.js'

export const themes = ['system', 'light', 'dark', 'contrast-black', 'contrast-white'] as const
export type Theme = (typeof themes)[number]

const key = 'landbridge.theme'

export function chosenTheme(): Theme {
  return themes.find((theme) => theme === localStorage.getItem(key)) ?? 'system'
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(key, theme)
  applyTheme(theme)
}

/** For UI5, and for what the browser draws itself, such as check boxes and scroll bars. */
export function applyTheme(theme: Theme): void {
  const name = themeName(theme)
  document.documentElement.style.colorScheme = /dark|hcb/.test(name) ? 'dark' : 'light'
  void setTheme(name)
}

/** As SAP calls it; what the system wants when nothing is chosen. */
function themeName(theme: Theme): string {
  if (theme === 'system') {
    if (matchMedia('(prefers-contrast: more)').matches) return 'sap_horizon_hcb'
    return matchMedia('(prefers-color-scheme: dark)').matches ? 'sap_horizon_dark' : 'sap_horizon'
  }
  return {
    light: 'sap_horizon',
    dark: 'sap_horizon_dark',
    'contrast-black': 'sap_horizon_hcb',
    'contrast-white': 'sap_horizon_hcw',
  }[theme]
}
