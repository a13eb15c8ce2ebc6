import type { StatusGroup } from "../shared/default_schema.ts";

/**
 * Words in which shops say where an order stands. What comes first wins: a cancellation that is completed is a
 * cancellation, a payment that is completed is an order that waits.
 */
const WORDS: readonly (readonly [StatusGroup, RegExp])[] = [
  [
    "cancelled",
    /취소|환불|반품|거절|품절|철회|무효|cancel|refund|return|reject|void|fail|declin|expire|abort/,
  ],
  ["processing", /배송 ?중|배송 ?준비|준비|발주|포장|출고|발송|집화|처리|진행|교환|보류|제작|생산|부분/],
  [
    "processing",
    /delivering|in[_ -]?delivery|out[_ -]?for|ship|pack|process|transit|dispatch|prepar|pick|hold|progress|exchang|partial/,
  ],
  [
    "pending",
    /결제|입금|접수|신규|대기|미확인|주문|생성|예약|new|pend|paid|pay|placed|creat|open|receiv|wait|accept|confirmed?$|order/,
  ],
  [
    "completed",
    /완료|확정|수취|종료|수령|도착|complet|deliver|done|finish|fulfil|clos|success|settled|archiv/,
  ],
];

/** The group that a status word probably belongs to. */
export function groupOfWord(word: string): StatusGroup | undefined {
  const lower = word.toLowerCase();
  return WORDS.find(([, pattern]) => pattern.test(lower))?.[0];
}
