import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { t } from '../words.ts'

/** From every page to the messages of what somebody asks about: its number, or words of its name or place. */
export function FindAnywhere() {
  const [text, setText] = useState('')
  const navigate = useNavigate()
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
          aria-label={t('Find by number, name or place')}
          placeholder={t('Find by number, name or place')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
    </search>
  )
}
