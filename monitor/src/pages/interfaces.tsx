import { useQuery } from '@tanstack/react-query'
import { Tag } from '@ui5/webcomponents-react/Tag'
import { Link } from 'react-router'
import { get } from '../api.ts'
import type { DayFigures, Interface, Page } from '../model.ts'
import { Moment } from '../parts/moment.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { PauseButton } from '../parts/pause-button.tsx'
import { Problem } from '../parts/problem.tsx'
import { TryDocument } from '../parts/try-document.tsx'
import { duration, shown, t } from '../words.ts'

/** What is carried over, and a place to try a document. */
export function Interfaces() {
  const { data, error } = useQuery({ queryKey: ['interfaces'], queryFn: () => get<Page<Interface>>('/interfaces') })
  const figures = useQuery({ queryKey: ['figures'], queryFn: () => get<Page<DayFigures>>('/figures'), refetchInterval: 15_000 })
  return (
    <>
      <PageHead title={t('Interfaces')} />
      {error !== null && <Problem error={error} />}
      <table className="data">
        <thead>
          <tr>
            <th>{t('Interface')}</th>
            <th>{t('Takes')}</th>
            <th>{t('Tables')}</th>
            <th>{t('Messages')}</th>
            <th>{t('State')}</th>
            <th>{t('Actions')}</th>
          </tr>
        </thead>
        <tbody>
          {data?.items.map(({ name, title, receives, rows, paused }) => (
            <tr key={name}>
              <th scope="row">
                <Link to={`/interfaces/${name}`}>{title}</Link>
              </th>
              <td>{receives}</td>
              <td>{[...new Set(rows.map(({ table }) => table))].join(', ')}</td>
              <td>
                <Link to={`/messages?interface=${name}`}>{t('show')}</Link>
              </td>
              <td>
                <Tag design={paused === undefined ? 'Positive' : 'Negative'}>
                  {paused === undefined ? t('open') : t('paused')}
                </Tag>
                {paused !== undefined && (
                  <p className="reason">
                    {t('by {name}', { name: paused.who })}, <Moment at={paused.at} />: {paused.reason}
                  </p>
                )}
              </td>
              <td>
                <PauseButton kind="interfaces" name={name} isPaused={paused !== undefined} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t('The last 24 hours')}</h2>
      {figures.error !== null && <Problem error={figures.error} />}
      <table className="data">
        <thead>
          <tr>
            <th>{t('Interface')}</th>
            <th>{t('Received')}</th>
            <th>{t('Deliveries ended')}</th>
            <th>{t('Rows written')}</th>
            <th>{t('Failed tries')}</th>
            <th>{t('of these held')}</th>
            <th>{t('Half within')}</th>
            <th>{t('99 of 100 within')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.data?.items.map(
            ({ interface: name, received, repeated, delivered, written, tried, failed, held, latency }) => (
              <tr key={name}>
                <th scope="row">{data?.items.find((one) => one.name === name)?.title ?? name}</th>
                <td>
                  {shown(received)} {repeated > 0 && <span className="quiet">{t('and {repeated} again', { repeated })}</span>}
                </td>
                <td>{shown(delivered)}</td>
                <td>{shown(written)}</td>
                <td>{t('{failed} of {tried}', { failed, tried })}</td>
                <td>{held > 0 ? <Link to={`/messages?interface=${name}&status=held`}>{shown(held)}</Link> : 0}</td>
                <td>{latency && duration(latency.p50)}</td>
                <td>{latency && duration(latency.p99)}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
      <h2>{t('Try a document')}</h2>
      <TryDocument />
    </>
  )
}
