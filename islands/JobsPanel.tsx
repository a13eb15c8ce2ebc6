import type { LiveSignals } from "@/lib/client/live_signals.ts";
import { freshness } from "@/lib/ui/freshness.ts";
import { JobTable } from "@/lib/ui/JobTable.tsx";
import { Panel } from "@/lib/ui/Panel.tsx";
import type { View } from "@/lib/ui/view.ts";

interface JobsPanelProps {
  live: LiveSignals;
  view: View;
}

/** What runs next. */
export function JobsPanel({ live, view }: JobsPanelProps) {
  const { system, sources } = live.snapshot.value;
  const jobs = system.scheduled_jobs;
  const state = freshness({ sources, name: "jobs", known: !!jobs, link: live.link.value }, view);
  const lastKnown = state.kind === "stale" ? state.at : null;
  return (
    <Panel id="jobs" title={view.texts.jobs} freshness={state} moment={live} view={view}>
      {jobs
        ? <JobTable jobs={jobs} lastKnown={lastKnown} moment={live} view={view} />
        : <p class="dash">—</p>}
    </Panel>
  );
}
