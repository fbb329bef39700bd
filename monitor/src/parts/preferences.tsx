import { useState } from 'react'
import { chooseTheme, chosenTheme, type Theme, themes } from '../theme.ts'
import { chooseLanguage, chosenLanguage, type Language, languages, t } from '../words.ts'
import { Choice } from './choice.tsx'

/** How the monitor looks and what it speaks, for this browser. */
export function Preferences() {
  const [theme, setTheme] = useState(chosenTheme)
  return (
    <>
      <Choice
        name={t('Appearance')}
        value={theme}
        onChosen={(chosen) => {
          chooseTheme(chosen as Theme)
          setTheme(chosen as Theme)
        }}
      >
        {themes.map((one) => (
          <option key={one} value={one}>
            {t(`theme ${one}`)}
          </option>
        ))}
      </Choice>
      <Choice name={t('Language')} value={chosenLanguage()} onChosen={(chosen) => chooseLanguage(chosen as Language)}>
        {Object.entries(languages).map(([language, title]) => (
          <option key={language} value={language}>
            {title}
          </option>
        ))}
      </Choice>
    </>
  )
}
