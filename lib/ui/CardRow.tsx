import { fill } from "../shared/i18n/fill.ts";
import type { SettingsTexts } from "../shared/i18n/settings_texts.ts";

interface CardRowProps {
  card: string;
  title: string;
  /** From 1. */
  position: number;
  count: number;
  shown: boolean;
  /** Is being dragged. */
  dragged: boolean;
  texts: SettingsTexts;
  onShow: (shown: boolean) => void;
  /** To a position, from 1. */
  onMove: (position: number) => void;
  onDrag: (dragging: boolean) => void;
  /** Another card is dragged over this one. */
  onOver: () => void;
}

/** A card in the list: shown or not, and where. All of it works without a mouse, and without a script by its number. */
export function CardRow(props: CardRowProps) {
  const { card, title, position, count, shown, dragged, texts, onShow, onMove, onDrag, onOver } = props;
  const named = (text: string) => fill(text, { card: title });
  return (
    <li
      class={`card-row${shown ? "" : " card-row--hidden"}${dragged ? " card-row--dragged" : ""}`}
      draggable
      onDragStart={(event) => {
        event.dataTransfer?.setData("text/plain", card);
        onDrag(true);
      }}
      onDragEnd={() => onDrag(false)}
      onDragOver={(event) => {
        event.preventDefault();
        onOver();
      }}
      onDrop={(event) => event.preventDefault()}
    >
      <span class="card-row__grip" aria-hidden="true">⠿</span>
      <input type="hidden" name="card" value={card} />
      <label class="card-row__show">
        <input
          type="checkbox"
          name="show"
          value={card}
          checked={shown}
          aria-label={named(texts.show)}
          onChange={(event) => onShow(event.currentTarget.checked)}
        />
        <span>{title}</span>
      </label>
      <input
        type="number"
        class="card-row__position"
        name="position"
        min="1"
        max={count}
        value={position}
        aria-label={named(texts.position)}
        onChange={(event) => onMove(Number(event.currentTarget.value))}
      />
      <MoveButton id={`up-${card}`} label={named(texts.up)} sign="↑" onClick={() => onMove(position - 1)} />
      <MoveButton
        id={`down-${card}`}
        label={named(texts.down)}
        sign="↓"
        onClick={() => onMove(position + 1)}
      />
    </li>
  );
}

interface MoveButtonProps {
  id: string;
  label: string;
  sign: string;
  onClick: () => void;
}

function MoveButton({ id, label, sign, onClick }: MoveButtonProps) {
  return (
    <button id={id} type="button" class="card-row__move" aria-label={label} onClick={onClick}>{sign}</button>
  );
}
