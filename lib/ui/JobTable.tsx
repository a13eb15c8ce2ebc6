import { formatMoment } from "../shared/format_time.ts";
import type { LiveTexts } from "../shared/i18n/catalogue.ts";
import type { ScheduledJob } from "../shared/snapshot.ts";
import { StatusMark } from "./StatusMark.tsx";
import type { Moment, View } from "./view.ts";

interface JobTableProps {
  jobs: readonly ScheduledJob[];
  /** When the jobs were last known, ms since 1970, where that is not now: nobody knows what has run since. */
  lastKnown: number | null;
  moment: Moment;
  view: View;
}

/** How late a job may be, in ms: its scheduler may look only once a minute. */
const PATIENCE = 120_000;

/** The scheduled jobs that come next, and those that should have run. */
export function JobTable({ jobs, lastKnown, moment, view }: JobTableProps) {
  const { texts, timezone } = view;
  if (jobs.length === 0) return <p class="empty">{texts.noJobs}</p>;
  const when = (time: string | null) =>
    time ? formatMoment(Date.parse(time), moment.now.value, timezone) : texts.never;
  const isOverdue = (time: string | null) =>
    time !== null && Date.parse(time) + PATIENCE < (lastKnown ?? moment.now.value);
  return (
    <table class="data">
      <caption class="visually-hidden">{texts.jobs}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.job}</th>
          <th scope="col">{texts.status}</th>
          <th scope="col">{texts.lastRun}</th>
          <th scope="col">{texts.nextRun}</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map(({ job_type, status, last_run_at, next_run_at }, index) => (
          <tr key={index}>
            <th scope="row">{job_type || texts.noName}</th>
            <td>{jobStatus(status, texts)}</td>
            <td>{when(last_run_at)}</td>
            <td>
              {when(next_run_at)} {isOverdue(next_run_at) && (
                <span class="state tone-warn">
                  <StatusMark tone="warn" />
                  {texts.overdue}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The usual words in the viewer's language, others as the table has them. */
function jobStatus(status: string, texts: LiveTexts): string {
  const words: Readonly<Record<string, string>> = {
    active: texts.jobActive,
    scheduled: texts.jobActive,
    pending: texts.jobPending,
    running: texts.jobRunning,
    completed: texts.jobCompleted,
    failed: texts.jobFailed,
    paused: texts.jobPaused,
  };
  return (Object.hasOwn(words, status) ? words[status] : status) || texts.noStatus;
}
