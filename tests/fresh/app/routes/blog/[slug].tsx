import { HttpError, type PageProps } from "fresh";

export default function Post({ params }: PageProps) {
  if (params.slug === "broken") throw new HttpError(418);
  return <article>{params.slug}</article>;
}
