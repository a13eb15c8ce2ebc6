/** The texts of the pages by language. Islands get theirs as a prop, so no catalogue is in their scripts. */
import type { Language } from "../text.ts";
import { liveEn, pageEn } from "./en.ts";
import { liveKo, pageKo } from "./ko.ts";

export type LiveTexts = Readonly<Record<keyof typeof liveKo, string>>;
export type PageTexts = Readonly<Record<keyof typeof pageKo, string>>;

const LIVE: Readonly<Record<Language, LiveTexts>> = { ko: liveKo, en: liveEn };
const PAGE: Readonly<Record<Language, PageTexts>> = { ko: pageKo, en: pageEn };

export const liveTexts = (language: Language): LiveTexts => LIVE[language];

export const pageTexts = (language: Language): PageTexts => PAGE[language];
