import { page } from "fresh";

export const handler = () => page(undefined, { status: 404 });

export default function NotFound() {
  return <h1>nothing here</h1>;
}
