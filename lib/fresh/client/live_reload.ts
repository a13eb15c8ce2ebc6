/** Reloads the page when the dev server was started anew: the chunk that its pages import. */

const own = new URL(import.meta.url);

watch();

function watch(): void {
  const address = new URL("../../../_frsh/alive", own);
  address.protocol = address.protocol.replace("http", "ws");
  const socket = new WebSocket(address);
  socket.onmessage = ({ data }) => {
    if (data !== own.searchParams.get("revision")) location.reload();
  };
  socket.onclose = () => setTimeout(watch, 200);
}
