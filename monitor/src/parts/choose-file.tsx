import { Button } from '@ui5/webcomponents-react/Button'
import { useRef } from 'react'

interface Props {
  readonly title: string
  /** As of an input for files: `.csv,text/csv`. */
  readonly accept: string
  readonly disabled?: boolean
  readonly tooltip?: string
  onChosen(file: File): void
}

/** A button that lets one choose a file; the same one may be chosen again. */
export function ChooseFile({ title, accept, onChosen, ...button }: Props) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button {...button} onClick={() => input.current?.click()}>
        {title}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        aria-label={title}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file !== undefined) onChosen(file)
          event.target.value = ''
        }}
      />
    </>
  )
}
