import { useState } from "preact/hooks";
import type { SettingsTexts } from "@/lib/shared/i18n/settings_texts.ts";

interface LayoutYamlProps {
  yaml: string;
  /** Where what is saved is had as a file. */
  download: string;
  texts: SettingsTexts;
}

/** The arrangement as it is written in the configuration file, to be copied or downloaded. */
export function LayoutYaml({ yaml, download, texts }: LayoutYamlProps) {
  const [said, say] = useState("");
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(yaml);
      say(texts.copied);
    } catch {
      // Browsers allow it only over https and on this machine.
      say(texts.notCopied);
    }
  }
  return (
    <section class="panel settings-yaml" aria-labelledby="yaml">
      <h2 id="yaml">{texts.yaml}</h2>
      <p>{texts.yamlAbout}</p>
      <pre tabIndex={0} aria-labelledby="yaml">{yaml}</pre>
      <p class="settings__actions">
        <button type="button" class="button button--quiet" onClick={() => void copy()}>{texts.copy}</button>
        <a class="button button--quiet" href={download} download="layout.yaml">{texts.download}</a>
        <span role="status">{said}</span>
      </p>
    </section>
  );
}
