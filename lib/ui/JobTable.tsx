import { formatMoment } from "../shared/format_time.ts";
import type { LiveTexts } from "../shared/i18n/catalogue.ts";
import type { ScheduledJob } from "../shared/snapshot.ts";
import type { Moment, View } from "./view.ts";

interface JobTableProps {
  jobs: readonly ScheduledJob[];
  moment: Moment;
  view: View;
}

/** The scheduled jobs that come next. */
export function JobTable({ jobs, moment, view }: JobTableProps) {
  const { texts, timezone } = view;
  if (jobs.length === 0) return <p class="empty">{texts.noJobs}</p>;
  const when = (time: string | null) =>
    time ? formatMoment(Date.parse(time), moment.now.value, timezone) : texts.never;
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
            <th scope="row">{job_type ?? "—"}</th>
            <td>{jobStatus(status, texts)}</td>
            <td>{when(last_run_at)}</td>
            <td>{when(next_run_at)}</td>
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
  return (Object.hasOwn(words, status) ? words[status] : status) ?? "—";
}
