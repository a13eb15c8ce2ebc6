import { buildProgram } from "../support/program.ts";
import { badDisks } from "./support/bad_disks.ts";
import { smallDiskMissing } from "./support/full_disk.ts";

const missing = await smallDiskMissing();
const title = "the built program on a bad disk";
Deno.test({
  name: missing ? `${title} (ignored: ${missing})` : title,
  ignore: missing !== undefined,
  async fn(test) {
    await using built = await buildProgram();
    await badDisks(test, built);
  },
});
