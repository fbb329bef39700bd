import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { useSession } from '../session.tsx'
import { t } from '../words.ts'

/** From every page to the messages of what somebody asks about: its number, or words of its name or place. */
export function FindAnywhere() {
  const [text, setText] = useState('')
  const navigate = useNavigate()
  const { may } = useSession()
  // Names and places are not looked through for whoever may not see them.
  const label = may('see personal data') ? t('Find by number, name or place') : t('Find by number')
  const find = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    void navigate(`/messages?text=${encodeURIComponent(text.trim())}`)
    setText('')
  }
  return (
    <search className="find">
      <form onSubmit={find}>
        <input
          type="search"
          className="choice"
          aria-label={label}
          placeholder={label}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
    </search>
  )
}
