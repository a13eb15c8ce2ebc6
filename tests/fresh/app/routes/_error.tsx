import { HttpError, type PageProps } from "fresh";

export default function Failure({ error }: PageProps) {
  return <h1>failed: {error instanceof HttpError ? error.message : "unknown"}</h1>;
}
