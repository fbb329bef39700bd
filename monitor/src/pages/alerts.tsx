import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from '@ui5/webcomponents-react/Button'
import { type Trouble, Troubles } from '../alerts/troubles.tsx'
import { get, send } from '../api.ts'
import { DataTable } from '../parts/data-table.tsx'
import { useMayOperate } from '../parts/may.ts'
import { Moment } from '../parts/moment.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Problem } from '../parts/problem.tsx'
import { Told } from '../parts/told.tsx'
import { told } from '../told.ts'
import { t } from '../words.ts'

type Rules = Record<'backlogMinutes' | 'answersMinutes' | 'errorPercent' | 'credentialDays', number | false> &
  Record<'held' | 'paused' | 'refused' | 'database', boolean>

interface Answer {
  rules: Rules
  targets: Target[]
  items: Trouble[]
  untold: string[]
}

type Names = 'all' | string[]

interface Target {
  name: string
  to: string
  rules?: string[]
  interfaces?: Names
  channels?: Names
  sentAt?: string
  problem?: string
}

/** What trouble there is, who is told of it, and by which rules. */
export function Alerts() {
  const { data, error } = useQuery({ queryKey: ['alerts'], queryFn: () => get<Answer>('/alerts') })
  const mayNot = useMayOperate()()
  const test = useMutation({
    mutationFn: () => send<{ results: { name: string; ok: boolean; problem?: string }[] }>('POST', '/alerts/test'),
  })
  const open = data?.items.filter(({ endedAt }) => endedAt === undefined) ?? []
  const over = data?.items.filter(({ endedAt }) => endedAt !== undefined) ?? []
  const note = t('Trouble is told once when it begins, together with what else began just then, and once when it is over.')
  return (
    <>
      <PageHead title={t('Alerts')} note={note}>
        {(data?.targets.length ?? 0) > 0 && (
          <Button {...mayNot} loading={test.isPending} onClick={() => test.mutate()}>
            {t('Send a test')}
          </Button>
        )}
      </PageHead>
      {error !== null && <Problem error={error} />}
      {test.error !== null && <Problem error={test.error} />}
      <h2>{t('Trouble now')}</h2>
      {data !== undefined && open.length === 0 ? <p className="empty">{t('There is no trouble.')}</p> : <Troubles items={open} />}
      <h2>{t('Who is told')}</h2>
      {data?.targets.length === 0 && (
        <p className="empty">
          {t('Nobody is told yet: name an e-mail address, a Teams channel or a webhook in alerts of landbridge.config.ts.')}
        </p>
      )}
      {(data?.targets.length ?? 0) > 0 && (
        <DataTable isLive heads={[t('Target'), t('Goes to'), t('Is told of'), t('Told last'), t('State')]}>
          {data?.targets.map((target) => {
            const { name, to, sentAt, problem } = target
            const tested = test.data?.results.find((result) => result.name === name)
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{to}</td>
                <td>{limitsOf(target)}</td>
                <td>{sentAt !== undefined && <Moment at={sentAt} />}</td>
                <td>
                  {tested?.ok === true && t('It arrived.')}
                  {tested?.ok !== true && <span className="reason bad">{told(tested?.problem ?? problem ?? '')}</span>}
                </td>
              </tr>
            )
          })}
        </DataTable>
      )}
      {(data?.targets.length ?? 0) > 0 &&
        data?.untold.map((sentence) => (
          <p key={sentence} className="reason bad">
            <Told text={sentence} />
          </p>
        ))}
      {data !== undefined && <RuleList rules={data.rules} />}
      {over.length > 0 && <h2>{t('Trouble that is over')}</h2>}
      {over.length > 0 && <Troubles items={over} />}
    </>
  )
}

/** In words, as the settings say it. */
function limitsOf({ rules, interfaces, channels }: Target): string {
  const ofRules = rules?.map((rule) => t(`rule ${rule}`)).join(', ') ?? t('everything')
  if (interfaces === undefined && channels === undefined) return ofRules
  const all = (names: Names | undefined, words: string) => (names === 'all' ? [words] : (names ?? []))
  const names = [...all(interfaces, t('all interfaces')), ...all(channels, t('all channels'))].join(', ')
  return t('{what}, about {names}', { what: ofRules, names })
}

function RuleList({ rules }: { rules: Rules }) {
  const { held, paused, backlogMinutes, answersMinutes, errorPercent, credentialDays, refused, database } = rules
  const count = (value: number | false) => ({ count: value === false ? '…' : value })
  const rows: [string, string, boolean][] = [
    ['held', t('Deliveries are held'), held],
    ['paused', t('A channel or an interface is paused'), paused],
    ['backlog', t('Something waits for {count} minutes', count(backlogMinutes)), backlogMinutes !== false],
    ['answers', t('Answers to SAP wait for {count} minutes', count(answersMinutes)), answersMinutes !== false],
    ['errors', t('{count} % of the tries of a quarter of an hour failed', count(errorPercent)), errorPercent !== false],
    ['credential', t('A credential ends within {count} days', count(credentialDays)), credentialDays !== false],
    ['refused', t('Packets of a known sender were refused within a quarter of an hour'), refused],
    ['database', t('The database cannot be used'), database],
  ]
  return (
    <>
      <h2>{t('Rules')}</h2>
      <DataTable heads={[t('Rule'), t('Told when'), t('State')]}>
        {rows.map(([rule, text, isOn]) => (
          <tr key={rule}>
            <th scope="row">{t(`rule ${rule}`)}</th>
            <td>{text}</td>
            <td>{isOn ? t('on') : t('off')}</td>
          </tr>
        ))}
      </DataTable>
    </>
  )
}
