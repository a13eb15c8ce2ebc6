import type { Middleware } from "fresh";

const header: Middleware<unknown> = async (ctx) => {
  const response = await ctx.next();
  if (response.status !== 101) response.headers.set("x-api", "yes");
  return response;
};

export default header;
