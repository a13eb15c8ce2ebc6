export default function Plain() {
  return <p>nothing to hydrate</p>;
}
