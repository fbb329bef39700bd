import { Title } from '@ui5/webcomponents-react/Title'
import { type ReactNode, useEffect } from 'react'

/** The title of a page, beside it what can be done. */
export function PageHead({ title, note, children }: { title: string; note?: ReactNode; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} – Landbridge`
  }, [title])
  return (
    <div className="page-head">
      <div>
        <Title level="H1" size="H3">
          {title}
        </Title>
        {note !== undefined && <p className="note">{note}</p>}
      </div>
      <div className="actions">{children}</div>
    </div>
  )
}
