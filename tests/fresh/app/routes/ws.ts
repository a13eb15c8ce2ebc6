import type { Context } from "fresh";

export const handler = {
  GET: (ctx: Context<unknown>) =>
    ctx.upgrade({ message: (socket, event) => socket.send(`echo ${event.data}`) }),
};
