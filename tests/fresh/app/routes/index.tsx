import { computed, signal } from "@preact/signals";
import { Head } from "fresh/runtime";
import Counter from "../islands/Counter.tsx";
import Panel from "../islands/Panel.tsx";
import { Types } from "../islands/Types.tsx";

/** Text that must not end a script or start a comment. */
const DANGEROUS = "</script><!-- ' \u2028";

export default function Home() {
  const count = signal(3);
  return (
    <main>
      <Head>
        <title>Counters</title>
      </Head>
      <Counter count={count} label="first" />
      <p>between</p>
      <Counter key="a:b" count={count} label="second" />
      <Panel count={count} open />
      <Panel count={count} open={false} />
      <Types
        date={new Date(0)}
        map={new Map([["a", 1]])}
        set={new Set([2])}
        big={3n}
        nan={NaN}
        negativeZero={-0}
        bytes={new Uint8Array([4])}
        missing={undefined}
        text={DANGEROUS}
        total={computed(() => count.value + 1)}
      />
    </main>
  );
}
