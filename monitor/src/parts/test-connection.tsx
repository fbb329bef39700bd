import { useMutation } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { send } from '../api.ts'
import { t } from '../words.ts'
import { useMayOperate } from './may.ts'
import { Problem } from './problem.tsx'
import { Told } from './told.tsx'

interface Tested {
  ok: boolean
  findings: { ok: boolean; isWarning?: boolean; text: string }[]
}

interface Props {
  readonly name: string
  /** What it comes to when all that was found is good, and when not. */
  readonly good: string
  readonly bad: string
}

/** Signs in to Dynamics 365 and looks at tables, columns and keys, or signs in to SAP; shows what was found. */
export function TestConnection({ name, good, bad }: Props) {
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => send<Tested>('POST', `/channels/${encodeURIComponent(name)}/test`),
  })
  const mayNot = useMayOperate()()
  return (
    <>
      <Button {...mayNot} accessibleName={`${t('Test the connection')}: ${name}`} loading={isPending} onClick={() => mutate()}>
        {t('Test the connection')}
      </Button>
      {error !== null && <Problem error={error} />}
      <div aria-live="polite">
        {data !== undefined && (
          <details open={!data.ok || data.findings.some(({ isWarning }) => isWarning)}>
            <summary>{data.ok ? good : bad}</summary>
            <ul className="checks">
              {data.findings.map(({ ok, isWarning, text }) => (
                <li key={text}>
                  {isWarning ? '!' : ok ? '✓' : '✗'} <Told text={text} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </>
  )
}
